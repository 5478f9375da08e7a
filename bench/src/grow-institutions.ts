// Institutions of the small city beyond its four, so that as many windows are open as in a city's working day.
import type pg from 'pg'

export interface Grown {
  readonly code: string
  readonly name: string
  readonly kind: 'hospital' | 'pharmacy'
  readonly area: string
}

const LEVELS = ['3', '2', '1', 'township'] as const
const AREAS = ['980101', '980102'] as const

export async function growInstitutions(batch: pg.Pool, hospitals: number, pharmacies: number): Promise<Grown[]> {
  const grown = [...institutions('hospital', hospitals), ...institutions('pharmacy', pharmacies)]
  for (const [at, { code, name, kind, area }] of grown.entries()) {
    const level = kind === 'hospital' ? (LEVELS[at % LEVELS.length] ?? '1') : '1'
    await batch.query(
      `INSERT INTO provider (code, name, kind, area, level, hosp_lv, institution_type, uscc, designated_from, designated_until, price_tier, certainty)
       VALUES ($1, $2, $3, $4, $5, $6, '综合医院', $7, '2021-01-01', NULL, 1, 'illustrative')`,
      [code, name, kind, area, level, kind === 'hospital' ? '05' : null, `LOAD${code}`],
    )
  }
  return grown
}

function institutions(kind: Grown['kind'], many: number): Grown[] {
  return Array.from({ length: many }, (_, at) => {
    const area = AREAS[at % AREAS.length] ?? AREAS[0]
    const serial = String(at + 1).padStart(4, '0')
    return { code: `${kind === 'hospital' ? 'H' : 'P'}${area}1${serial}`, name: `${kind === 'hospital' ? '医院' : '药店'}${at + 1}`, kind, area }
  })
}
