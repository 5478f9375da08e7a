// 2201 门诊挂号: opens an outpatient visit. Its med_type comes with 2203; until then it is an ordinary one.
import { isRefusal } from '@tongchou/domain/base/refusal.js'
import { openVisit } from '../settlement/open-visit.js'
import { carryOut } from './carry-out.js'
import { attributesOf, only } from './codec.js'
import { type Message, reply, type Transaction } from './message.js'
import { dayFault, personNamed, schemeOf } from './person-of.js'

const TAKEN = ['psn_no', 'insutype', 'begntime', 'ipt_otp_no', 'mdtrt_cert_no', 'card_sn', 'certno', 'psn_name']
const ORDINARY = '11'

export const register: Transaction = async (message, counter) => {
  const row = only(message.input, 'data')
  const person = personNamed(counter, row)
  const scheme = schemeOf(counter, row)
  const fault = dayFault(row, 'begntime', '挂号时间', message.today)
  if (isRefusal(person)) return person
  if (isRefusal(scheme)) return scheme
  if (fault !== undefined) return fault
  const answer = await carryOut(counter, message, {
    person,
    visit: null,
    decide: (known) =>
      openVisit(message.reference, known, {
        kind: 'outpatient',
        scheme,
        provider: message.provider,
        medType: ORDINARY,
        placeArea: message.placeArea,
        openedAt: row.text('begntime'),
        hospitalNumber: row.text('ipt_otp_no'),
        attributes: attributesOf(row, TAKEN),
        state: {},
      }),
  })
  if (isRefusal(answer)) return answer
  const saved = answer.kind === 'done' ? answer.saved : answer
  return reply(output(saved.visit, message), saved)
}

function output(visit: bigint, message: Message) {
  const row = only(message.input, 'data')
  return { data: { mdtrt_id: String(visit), psn_no: row.text('psn_no'), ipt_otp_no: row.text('ipt_otp_no'), exp_content: '' } }
}
