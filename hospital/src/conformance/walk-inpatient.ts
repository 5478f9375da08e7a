// A stay through all its states (2401–2405, 2301–2305) and the reversal by message (2601), with what must be refused in each.
import { type Charge, feeLines, totalOf } from '../messages/charge.js'
import { cancelSettlement, reverse, settlement } from '../messages/settle.js'
import { admit, changeStay, discharge, visitOnly } from '../messages/visit.js'
import { rowOf, textOf } from '../wire/envelope.js'
import { checkCancellation, checkIdentities, checkLines, checkTrial } from './check-money.js'
import { checkSameReply } from './check-once.js'
import { requiredFields } from './check-required.js'
import type { Examiner } from './examiner.js'

const STATES = '业务次序'

export async function walkInpatient(examiner: Examiner): Promise<void> {
  const { hospital, centre, profile, now: at } = examiner
  if (hospital === undefined) return
  const person = examiner.nextPerson()
  const medType = profile.med_types.inpatient
  const diagnosis = centre.diagnoses[0] ?? { code: 'J18.900', name: '肺炎' }
  const opening = admit(person, 'ZY-C1', medType, diagnosis, at)
  await requiredFields(examiner, '2401', opening)
  const visit = textOf(rowOf(await checkSameReply(examiner, '2401', opening, hospital), 'result')['mdtrt_id'])
  await examiner.refused('2401', opening, { what: '第二个在院登记拒绝', says: '一人同时只有一个未结算的住院', section: STATES })
  const changed = changeStay(person, visit, 'ZY-C1', medType, diagnosis, at)
  await requiredFields(examiner, '2403', changed)
  await examiner.accepted('2403', changed)

  const charges: Charge[] = centre.items.slice(0, 4).map((item, index) => ({ sn: `D${index + 1}`, item, count: 2 }))
  const of = { person, visit, medType, at }
  const lines = feeLines(charges, of)
  await requiredFields(examiner, '2301', lines)
  checkLines(examiner, '2301', 'result', charges, await checkSameReply(examiner, '2301', lines, hospital))
  const extra: Charge[] = charges.slice(0, 1).map((charge) => ({ ...charge, sn: 'D99' }))
  await examiner.accepted('2301', feeLines(extra, of))
  const drop = { data: [{ feedetl_sn: 'D99', mdtrt_id: visit, psn_no: person.psn_no }] }
  await requiredFields(examiner, '2302', drop)
  await examiner.accepted('2302', drop)
  await examiner.refused('2404', visitOnly(person, visit), { what: '有明细时撤销入院拒绝', says: '有明细或结算时不能撤销入院', section: STATES })

  const asked = { person, visit, medType, total: totalOf(charges), useAccount: false }
  const ask = settlement(asked)
  await examiner.refused('2304', ask, { what: '未出院结算拒绝', says: '先办理出院（2402）再结算；中途结算须带mid_setl_flag', section: STATES })
  const leaving = discharge(person, visit, diagnosis, at)
  await requiredFields(examiner, '2402', leaving)
  await examiner.accepted('2402', leaving)
  await examiner.refused('2402', leaving, { what: '重复出院拒绝', says: '已出院的住院不能再办出院', section: STATES })
  await examiner.refused('2301', feeLines(extra, of), { what: '出院后上传明细拒绝', says: '出院后不再收明细', section: STATES })
  await examiner.accepted('2405', visitOnly(person, visit))
  await examiner.accepted('2402', leaving)

  await requiredFields(examiner, '2304', ask)
  await examiner.refused('2304', settlement({ ...asked, total: 1n }), { what: '总额与明细不符拒绝', says: '结算总额须等于未结算明细合计', section: STATES })
  await requiredFields(examiner, '2303', ask)
  const trial = await examiner.accepted('2303', ask)
  checkIdentities(examiner, '2303', trial)
  const settled = await checkSameReply(examiner, '2304', ask, hospital)
  checkIdentities(examiner, '2304', settled)
  checkTrial(examiner, '2303', trial, settled)
  await examiner.refused('2304', ask, { what: '重复结算拒绝', says: '已结算的住院不能再结算', section: STATES })
  await examiner.refused('2405', visitOnly(person, visit), { what: '结算后撤销出院拒绝', says: '先撤销结算再撤销出院', section: STATES })

  const undo = cancelSettlement(person, visit, textOf(rowOf(settled, 'setlinfo')['setl_id']))
  await requiredFields(examiner, '2305', undo)
  const cancelled = await checkSameReply(examiner, '2305', undo, hospital)
  checkCancellation(examiner, '2305', settled, cancelled)
  await examiner.refused('2305', undo, { what: '重复撤销拒绝', says: '已撤销的结算不能再撤销', section: STATES })
  await examiner.accepted('2405', visitOnly(person, visit))
  await examiner.accepted('2302', { data: [{ feedetl_sn: '0000', mdtrt_id: visit, psn_no: person.psn_no }] })
  await examiner.accepted('2404', visitOnly(person, visit))
}

/** A lost reply is undone by the number of the message that it answered. */
export async function walkReversal(examiner: Examiner): Promise<void> {
  const { hospital, centre, profile, now: at } = examiner
  if (hospital === undefined) return
  const person = examiner.nextPerson()
  const diagnosis = centre.diagnoses[0] ?? { code: 'J18.900', name: '肺炎' }
  const opening = admit(person, 'ZY-C2', profile.med_types.inpatient, diagnosis, at)
  const msgid = examiner.newMsgid(hospital)
  await examiner.accepted('2401', opening, { msgid })
  const undo = reverse(person, msgid, '2401')
  await requiredFields(examiner, '2601', undo)
  await examiner.accepted('2601', undo)
  await examiner.accepted('2601', undo)
  const nothing = reverse(person, 'NO-SUCH-MESSAGE', '2401')
  await examiner.refused('2601', nothing, { what: '没有原报文的冲正拒绝', says: '按omsgid、oinfno找不到原交易时说明', section: '2601' })
  const again = examiner.newMsgid(hospital)
  await examiner.accepted('2401', opening, { msgid: again })
  await examiner.accepted('2601', reverse(person, again, '2401'))
}
