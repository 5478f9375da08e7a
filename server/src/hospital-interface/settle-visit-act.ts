// The decision of 2206/2207 (one charge batch of an outpatient visit) and 2303/2304 (a whole stay, or the part so far).
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { accidentFault } from '../settlement/filings.js'
import { settleVisit } from '../settlement/settle-visit.js'
import type { Act } from './carry-out.js'
import { only } from './codec.js'
import type { Counter, Message } from './message.js'
import { accountUse, medicalTypeOf, personNamed, schemeOf, visitNamed } from './person-of.js'

export function settleVisitAct(message: Message, counter: Counter, kind: 'outpatient' | 'inpatient', trial: boolean): Act | Refusal {
  const row = only(message.input, 'data')
  const person = personNamed(counter, row)
  const scheme = schemeOf(counter, row)
  const account = accountUse(row)
  if (isRefusal(person)) return person
  if (isRefusal(scheme)) return scheme
  if (isRefusal(account)) return account
  const desk = { reference: message.reference, settle: counter.settle }
  const visit = visitNamed(row)
  return {
    person,
    visit,
    decide: (known) => {
      // A stay keeps the medical type of its admission; an outpatient settlement names its own.
      const medType = kind === 'inpatient' ? (known.visit?.medType ?? '') : row.text('med_type')
      if (known.visit !== null && known.visit.kind !== kind)
        return refused('wrong_kind', kind === 'inpatient' ? '该就诊不是住院，请用门诊结算（2207）' : '该就诊不是门诊，请用住院结算（2304）')
      const medical = known.visit === null ? undefined : medicalTypeOf(counter, medType, kind)
      if (medical !== undefined && isRefusal(medical)) return medical
      const unfiled = medical?.filing === 'accident' ? accidentFault(known, known.visit?.admitted ?? message.today) : undefined
      if (unfiled !== undefined) return unfiled
      return settleVisit(desk, known, {
        ...message,
        scheme,
        medType,
        benefit: medical?.benefit ?? kind,
        delivery: medical?.delivery ?? null,
        total: row.fen('medfee_sumamt'),
        certificate: row.text('mdtrt_cert_type'),
        ...account,
        act: row.text('mid_setl_flag') === '1' ? 'settle_part' : 'settle',
        chargeBatch: kind === 'outpatient' ? row.text('chrg_bchno') : null,
        trial,
        dischargeDay: row.day('dscgTime') || null,
      })
    },
  }
}
