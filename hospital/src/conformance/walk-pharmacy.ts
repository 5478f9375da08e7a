// A purchase from trial to settlement and back (2101, 2102, 2103), once and exactly once.
import { type Charge, totalOf } from '../messages/charge.js'
import { fenOf } from '../messages/identities.js'
import { cancelSettlement, purchase } from '../messages/settle.js'
import { findPerson } from '../messages/visit.js'
import { type Json, rowOf, rowsOf, textOf } from '../wire/envelope.js'
import { checkCancellation, checkIdentities, checkLines, checkTrial } from './check-money.js'
import { checkSameReply, checkTogether } from './check-once.js'
import { requiredFields } from './check-required.js'
import type { Examiner } from './examiner.js'

export async function walkPharmacy(examiner: Examiner): Promise<void> {
  const { pharmacy, centre, profile } = examiner
  if (pharmacy === undefined) return
  const person = examiner.nextPerson()
  const charges: Charge[] = centre.items.slice(0, 3).map((item, at) => ({ sn: String(at + 1), item, count: at + 1 }))
  const ask = purchase({ person, medType: profile.med_types.pharmacy, charges, useAccount: true, invoice: 'INV1', at: examiner.now })
  const before = await balanceOf(examiner, findPerson(person), person.insutype)
  await requiredFields(examiner, '2102', ask)
  await refusedPurchases(examiner, ask)
  await requiredFields(examiner, '2101', ask)
  const trial = await examiner.accepted('2101', ask)
  checkIdentities(examiner, '2101', trial)
  const settled = await checkSameReply(examiner, '2102', ask, pharmacy)
  const bill = rowOf(settled, 'setlinfo')
  checkIdentities(examiner, '2102', settled)
  checkTrial(examiner, '2101', trial, settled)
  checkLines(examiner, '2102', 'detlcutinfo', charges, settled)
  examiner.examine('2102', { what: '总额与申请一致', says: 'medfee_sumamt', section: '2102', holds: fenOf(bill, 'medfee_sumamt') === totalOf(charges) })
  if (before !== undefined) {
    const holds = before - fenOf(bill, 'acct_pay') === fenOf(bill, 'balc')
    examiner.examine('2102', { what: '余额为结算后的余额', says: 'balc = 结算前余额 − acct_pay（恒等式6）', section: '金额恒等式', holds, derived: true })
  }
  const undo = cancelSettlement(person, textOf(bill['mdtrt_id']), textOf(bill['setl_id']))
  await requiredFields(examiner, '2103', undo)
  const cancelled = await checkSameReply(examiner, '2103', undo, pharmacy)
  checkCancellation(examiner, '2103', settled, cancelled)
  await examiner.refused('2103', undo, { what: '重复撤销拒绝', says: '已撤销的结算不能再撤销', section: '业务次序' })
  const after = await balanceOf(examiner, findPerson(person), person.insutype)
  examiner.examine('2103', { what: '撤销后余额复原', says: '撤销使个人账户回到结算前', section: '金额恒等式', holds: before === after })
  await checkTogether(examiner, '2102', ask, pharmacy, async (one) => {
    const own = rowOf(one, 'setlinfo')
    await examiner.accepted('2103', cancelSettlement(person, textOf(own['mdtrt_id']), textOf(own['setl_id'])))
  })
}

async function refusedPurchases(examiner: Examiner, ask: Json): Promise<void> {
  const head = ask['druginfo'] as Json
  const lines = ask['drugdetail'] as readonly Json[]
  const wrong = (more: Json, rows: readonly Json[] = lines): Json => ({ druginfo: { ...head, ...more }, drugdetail: rows })
  const rules: [what: string, says: string, input: Json][] = [
    ['总额与明细不符拒绝', '结算总额须等于明细合计', wrong({ medfee_sumamt: '0.01' })],
    ['未知险种拒绝', 'insutype取自代码表', wrong({ insutype: '999' })],
    ['未知医疗类别拒绝', 'med_type取自代码表', wrong({ med_type: '0000' })],
    [
      '金额不等于数量乘单价拒绝',
      'det_item_fee_sumamt = cnt × pric（保留两位）',
      wrong({}, [{ ...lines[0], det_item_fee_sumamt: '9999.99' }, ...lines.slice(1)]),
    ],
    ['科学计数法的金额拒绝', 'N(16,2)为十进制数', wrong({ medfee_sumamt: '1e3' })],
    ['日期格式不对拒绝', 'begntime datetime', wrong({ begntime: '明天' })],
  ]
  for (const [what, says, input] of rules) await examiner.refused('2102', input, { what, says, section: what.includes('总额') ? '业务次序' : '2102 输入' })
}

async function balanceOf(examiner: Examiner, ask: Json, insutype: string): Promise<bigint | undefined> {
  const rows = rowsOf(await examiner.accepted('1101', ask), 'insuinfo')
  const row = rows.find((one) => one['insutype'] === insutype)
  return row === undefined || insutype !== '310' ? undefined : fenOf(row, 'balc')
}
