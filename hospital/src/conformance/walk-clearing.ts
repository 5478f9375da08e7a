// Clearing: a request for what this run alone settled (3203, 3204), and bills of people insured elsewhere (3260–3262) where the centre
// file names a hospital outside the area.
import type { Institution } from '../centre.js'
import { type Charge, feeLines, totalOf } from '../messages/charge.js'
import { cancelSettlement, purchase, settlement } from '../messages/settle.js'
import { register, visitOnly } from '../messages/visit.js'
import { isNotOffered } from '../play/clerk.js'
import { type Json, rowOf, rowsOf, textOf } from '../wire/envelope.js'
import { whole } from './check-whole.js'
import type { Asking, Examiner } from './examiner.js'

export async function walkClearing(examiner: Examiner): Promise<void> {
  await ofTheMonth(examiner)
  await ofElsewhere(examiner)
}

async function ofTheMonth(examiner: Examiner): Promise<void> {
  const { pharmacy, centre, profile } = examiner
  if (pharmacy === undefined) return
  const by = { by: pharmacy }
  const person = examiner.nextPerson()
  const charges: Charge[] = centre.items.slice(0, 1).map((item) => ({ sn: '1', item, count: 1 }))
  const ask = purchase({ person, medType: profile.med_types.pharmacy, charges, useAccount: true, invoice: 'INV2', at: examiner.now })
  const bill = rowOf(await examiner.accepted('2102', ask, by), 'setlinfo')
  const request = (more: Json): Json => ({ data: { ...sumsOf(examiner, bill), ...more } })
  const wrong = {
    what: '合计与中心不一致拒绝',
    says: '申请合计须与中心一致，不一致时先对账',
    section: '3203',
    about: /医疗费总额|已申请/,
    input: request({ medfee_sumamt: '54321.00' }),
  }
  if (await isAlone(examiner, request({}), by)) {
    const done = await whole(examiner, '3203', request({}), [wrong], by)
    if (done !== undefined) await takenBack(examiner, textOf(rowOf(done.output, 'result')['clr_appy_evt_id']), by)
  }
  await examiner.accepted('2103', cancelSettlement(person, textOf(bill['mdtrt_id']), textOf(bill['setl_id'])), by)
}

function sumsOf(examiner: Examiner, bill: Json): Json {
  const today = examiner.now.slice(0, 10)
  return {
    clr_type: bill['clr_type'],
    setlym: today.slice(0, 7).replace('-', ''),
    begndate: today,
    enddate: today,
    psntime: '1',
    medfee_sumamt: bill['medfee_sumamt'],
    med_sumfee: bill['medfee_sumamt'],
    fund_appy_sum: bill['fund_pay_sumamt'],
    cash_payamt: bill['psn_cash_pay'],
    acct_pay: bill['acct_pay'],
  }
}

/** Whether the day holds no other bill of that kind: only then the suite knows the sums of the centre. Tried, and taken back at once. */
async function isAlone(examiner: Examiner, request: Json, by: Asking): Promise<boolean> {
  const { reply } = await examiner.ask('3203', request, by)
  if (reply === undefined || isNotOffered(reply)) return false
  const alone = reply.infcode === 0
  const says = '当日另有结算时，本套件不知道中心的合计'
  examiner.examine('3203', { what: '以本次结算的合计申请', says, section: '3203', holds: alone, came: reply.err_msg, derived: true })
  if (alone) await takenBack(examiner, textOf(rowOf(reply.output, 'result')['clr_appy_evt_id']), by)
  return alone
}

async function takenBack(examiner: Examiner, request: string, by: Asking): Promise<void> {
  const input = { data: { clr_appy_evt_id: request } }
  const strange = { data: { clr_appy_evt_id: '0' } }
  const rule = { what: '没有的申请不能撤销，拒绝', says: '按申请事件ID找不到申请时说明', section: '3204 输入', input: strange }
  if ((await whole(examiner, '3204', input, [rule], by)) === undefined) return
  await examiner.refused('3204', input, { what: '重复撤销拒绝', says: '已撤销的申请不能再撤销', section: '业务次序' }, by)
}

async function ofElsewhere(examiner: Examiner): Promise<void> {
  const { centre, hospital } = examiner
  const month = { trt_year: examiner.now.slice(0, 4), trt_month: examiner.now.slice(5, 7) }
  const far = centre.institutions.find(({ kind, area = centre.area }) => kind === 'hospital' && area.slice(0, 4) !== centre.area.slice(0, 4))
  const input = { data: { ...month, startrow: 1 } }
  if (far === undefined) {
    if (hospital === undefined) return
    await examiner.refused('3260', input, { what: '本地机构拒绝', says: '异地清分只由统筹区外的机构办理', section: '3260' })
    return
  }
  await confirmed(examiner, far, month, input)
}

async function confirmed(examiner: Examiner, far: Institution, month: Json, input: Json): Promise<void> {
  const by = { by: far }
  const undo = await settledElsewhere(examiner, far)
  const found = await whole(examiner, '3260', input, [], by)
  const rows = found === undefined ? [] : rowsOf(found.output, 'data')
  if (rows.length > 0) {
    const detail = rows.map((row) => ({ ...row, cnfm_flag: '1' }))
    const many = { data: { ...month, totalrow: rows.length + 3 }, detail }
    const wrong = { what: '总行数与明细不一致拒绝', says: 'totalrow为detail的条数', section: '3261 输入', about: /totalrow/, input: many }
    const done = await whole(examiner, '3261', { data: { ...month, totalrow: rows.length }, detail }, [wrong], by)
    if (done !== undefined) await rolledBack(examiner, month, done.received, by)
  }
  await undo()
}

async function rolledBack(examiner: Examiner, month: Json, received: string, by: Asking): Promise<void> {
  const input = { data: { ...month, otransid: received } }
  const strange = { data: { ...month, otransid: '9'.repeat(30) } }
  await whole(examiner, '3262', input, [{ what: '没有的确认不能回退，拒绝', says: '按otransid找不到确认时说明', section: '3262 输入', input: strange }], by)
}

async function settledElsewhere(examiner: Examiner, far: Institution): Promise<() => Promise<void>> {
  const { centre, profile, now: at } = examiner
  const by = { by: far }
  const person = examiner.nextPerson()
  const visit = textOf(rowOf(await examiner.accepted('2201', register(person, 'MZ-F1', at), by), 'data')['mdtrt_id'])
  const charges: Charge[] = centre.items.slice(0, 1).map((item) => ({ sn: 'F1', item, count: 1 }))
  const medType = profile.med_types.outpatient
  await examiner.accepted('2204', feeLines(charges, { person, visit, medType, batch: 'F-B1', at }), by)
  const asked = settlement({ person, visit, medType, total: totalOf(charges), batch: 'F-B1', useAccount: false })
  const bill = rowOf(await examiner.accepted('2207', asked, by), 'setlinfo')
  return async () => {
    await examiner.accepted('2208', cancelSettlement(person, visit, textOf(bill['setl_id'])), by)
    await examiner.accepted('2205', { data: { mdtrt_id: visit, chrg_bchno: '0000', psn_no: person.psn_no } }, by)
    await examiner.accepted('2202', visitOnly(person, visit, 'MZ-F1'), by)
  }
}
