// An outpatient's visit through all its states (2201–2208), with what must be refused in each.
import { type Charge, feeLines, totalOf } from '../messages/charge.js'
import { cancelSettlement, settlement } from '../messages/settle.js'
import { diagnose, register, visitOnly } from '../messages/visit.js'
import { rowOf, textOf } from '../wire/envelope.js'
import { checkCancellation, checkIdentities, checkLines, checkTrial } from './check-money.js'
import { checkSameReply } from './check-once.js'
import { requiredFields } from './check-required.js'
import type { Examiner } from './examiner.js'

const STATES = '业务次序'

export async function walkOutpatient(examiner: Examiner): Promise<void> {
  const { hospital, centre, profile, now: at } = examiner
  if (hospital === undefined) return
  const person = examiner.nextPerson()
  const medType = profile.med_types.outpatient
  const diagnosis = centre.diagnoses[0] ?? { code: 'J18.900', name: '肺炎' }
  const opening = register(person, 'MZ-C1', at)
  await requiredFields(examiner, '2201', opening)
  const opened = await checkSameReply(examiner, '2201', opening, hospital)
  const visit = textOf(rowOf(opened, 'data')['mdtrt_id'])
  const told = diagnose(person, visit, medType, diagnosis, at)
  await requiredFields(examiner, '2203', told)
  await examiner.accepted('2203', told)

  const charges: Charge[] = centre.items.slice(0, 4).map((item, index) => ({ sn: `C${index + 1}`, item, count: 1 }))
  const of = { person, visit, medType, batch: 'C-B1', at }
  const lines = feeLines(charges, of)
  await requiredFields(examiner, '2204', lines)
  const strange = feeLines(charges, { ...of, visit: '999999999999' })
  await examiner.refused('2204', strange, { what: '就诊与人员不符拒绝', says: '未知的mdtrt_id与psn_no组合以−1答复', section: STATES })
  checkLines(examiner, '2204', 'result', charges, await checkSameReply(examiner, '2204', lines, hospital))
  await examiner.refused('2204', lines, { what: '明细流水号重复拒绝', says: 'feedetl_sn在一次就诊中唯一', section: '2204 输入 feedetail' })

  const extra: Charge[] = [{ sn: 'C99', item: charges[0]?.item ?? { code: '', name: '', price: '0' }, count: 1 }]
  await examiner.accepted('2204', feeLines(extra, { ...of, batch: 'C-B2' }))
  const drop = { data: { mdtrt_id: visit, chrg_bchno: 'C-B2', psn_no: person.psn_no } }
  await requiredFields(examiner, '2205', drop)
  await examiner.accepted('2205', drop)

  const asked = { person, visit, medType, total: totalOf(charges), batch: 'C-B1', useAccount: false }
  const ask = settlement(asked)
  await requiredFields(examiner, '2207', ask)
  await examiner.refused('2207', settlement({ ...asked, total: 1n }), { what: '总额与明细不符拒绝', says: '结算总额须等于该批次明细合计', section: STATES })
  await requiredFields(examiner, '2206', ask)
  const trial = await examiner.accepted('2206', ask)
  checkIdentities(examiner, '2206', trial)
  const settled = await checkSameReply(examiner, '2207', ask, hospital)
  checkIdentities(examiner, '2207', settled)
  checkTrial(examiner, '2206', trial, settled)

  await examiner.refused('2207', ask, { what: '同一批次重复结算拒绝', says: '已结算的批次不能再结算', section: STATES })
  await examiner.refused(
    '2205',
    { data: { mdtrt_id: visit, chrg_bchno: 'C-B1', psn_no: person.psn_no } },
    { what: '撤销已结算的明细拒绝', says: '已结算的明细不能撤销', section: STATES },
  )
  const close = visitOnly(person, visit, 'MZ-C1')
  await requiredFields(examiner, '2202', close)
  await examiner.refused('2202', close, { what: '撤销已结算的挂号拒绝', says: '有结算时不能撤销挂号', section: STATES })
  await foreignInstitution(examiner, cancelSettlement(person, visit, textOf(rowOf(settled, 'setlinfo')['setl_id'])))

  const undo = cancelSettlement(person, visit, textOf(rowOf(settled, 'setlinfo')['setl_id']))
  await requiredFields(examiner, '2208', undo)
  const cancelled = await checkSameReply(examiner, '2208', undo, hospital)
  checkCancellation(examiner, '2208', settled, cancelled)
  await examiner.refused('2208', undo, { what: '重复撤销拒绝', says: '已撤销的结算不能再撤销', section: STATES })
  await examiner.accepted('2205', { data: { mdtrt_id: visit, chrg_bchno: '0000', psn_no: person.psn_no } })
  await examiner.accepted('2202', close)
  await examiner.refused('2204', feeLines(extra, of), { what: '挂号撤销后上传明细拒绝', says: '已撤销的就诊不再收明细', section: STATES })
}

/** Where the centre file names another hospital, it must not reach this one's visit. */
async function foreignInstitution(examiner: Examiner, undo: ReturnType<typeof cancelSettlement>): Promise<void> {
  const other = examiner.centre.institutions.filter(({ kind }) => kind === 'hospital')[1]
  if (other === undefined) return
  await examiner.refused('2208', undo, { what: '他院的就诊不能办理', says: '机构只能办理本机构登记的就诊', section: STATES }, { by: other })
}
