// 1317 医药机构目录匹配: the institution's own codes as mapped by 3301; an institution sees only its own.
import { catalogueQuestion, rowEnd, USUAL_FILTERS } from './catalogue-question.js'

interface Mapped {
  readonly institution: string
  readonly own_code: string
  readonly own_name: string
  readonly list_type: string
  readonly national_code: string
  readonly in_force: string
  readonly valid_until: string | null
  readonly attributes: Readonly<Record<string, string>>
  readonly known_at: string
  readonly rid: string
}

const DESCRIPTIONS = ['aprvno', 'dosform', 'exct_cont', 'item_cont', 'prcunt', 'spec', 'pacspec', 'memo'] as const

export const findMappings = catalogueQuestion<Mapped>({
  rows: `SELECT m.institution, m.own_code, m.own_name, m.list_type, m.national_code, m.in_force, m.until AS valid_until, m.attributes, m.known_at,
           md5(m.institution || m.fact) AS rid FROM mapping_in_use m WHERE m.institution = $1`,
  filters: {
    ...USUAL_FILTERS,
    fixmedins_code: 'r.institution = ?',
    medins_list_codg: 'r.own_code = ?',
    medins_list_name: 'position(? IN r.own_name) > 0',
    med_list_codg: 'r.national_code = ?',
    list_type: 'r.list_type = ?',
  },
  order: 'r.own_code, r.national_code, r.in_force',
  shown: (row, { reference }) => ({
    fixmedins_code: row.institution,
    medins_list_codg: row.own_code,
    medins_list_name: row.own_name,
    insu_admdvs: reference.pool,
    list_type: row.list_type,
    med_list_codg: row.national_code,
    begndate: row.in_force,
    enddate: row.valid_until ?? '',
    ...Object.fromEntries(DESCRIPTIONS.map((field) => [field, row.attributes[field] ?? ''])),
    ...rowEnd(row, reference.pool),
  }),
})
