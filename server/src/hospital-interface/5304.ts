// 5304 转院信息查询: referrals of the person that the institution that asks made, or that name it as the receiving hospital.
import { isRefusal } from '@tongchou/domain/base/refusal.js'
import { LAST_STEP, STANDING } from '../settlement/filing-store.js'
import { askedPerson, insuranceShown, periodAsked, personShown } from './asked-visit.js'
import { only } from './codec.js'
import { reply, type Transaction } from './message.js'

interface Referral {
  readonly provider: string | null
  readonly provider_name: string | null
  readonly place_area: string | null
  readonly in_force: string
  readonly until: string | null
  readonly attributes: Readonly<Record<string, string>>
  readonly applied_at: string
}

export const findReferrals: Transaction = async (message, counter) => {
  const row = only(message.input, 'data')
  const known = await askedPerson(counter, row)
  const period = periodAsked(row)
  if (isRefusal(known)) return known
  if (isRefusal(period)) return period
  const { rows } = await counter.database.query<Referral>(
    `SELECT a.provider, a.provider_name, a.place_area, a.in_force, a.until, a.attributes, to_char(a.known_at, 'YYYY-MM-DD HH24:MI:SS') AS applied_at
       FROM filing_application a ${LAST_STEP}
      WHERE a.person = $1 AND a.kind = 'referral' AND $2 IN (a.institution, a.provider) AND a.in_force BETWEEN $3::date AND $4::date
        AND ${STANDING} IN ('pending', 'confirmed') ORDER BY a.in_force, a.application`,
    [known.person.person, message.provider.code, period.from.slice(0, 10), period.to.slice(0, 10)],
  )
  const shown = rows.map((one) => {
    const of = (field: string): string => one.attributes[field] ?? ''
    return {
      ...personShown(counter, known.person, message.today),
      ...insuranceShown(counter, known, counter.tables.schemes.get(of('insutype')) ?? '', one.in_force),
      insutype: of('insutype'),
      dcla_souc: of('dcla_souc') || '01',
      tel: '',
      addr: of('addr'),
      diag_code: of('diag_code'),
      diag_name: of('diag_name'),
      dise_cond_dscr: of('dise_cond_dscr'),
      reflin_medins_no: one.provider ?? '',
      reflin_medins_name: one.provider_name ?? '',
      out_flag: (one.place_area ?? counter.pool).slice(0, 4) === counter.pool.slice(0, 4) ? '0' : '1',
      refl_date: of('refl_date') || one.in_force,
      refl_rea: of('refl_rea'),
      begndate: one.in_force,
      enddate: one.until ?? '',
      hosp_agre_refl_flag: of('hosp_agre_refl_flag') || '1',
      opter_id: '',
      opter_name: '',
      opt_time: one.applied_at,
    }
  })
  return reply({ refmedin: shown })
}
