// 4262 已上传费用对账接口: the institution's total of a self-paid visit against the lines it uploaded; each comparison is kept.
import { type Fen, yuanText } from '@tongchou/domain/base/money.js'
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { only } from './codec.js'
import { selfPaidBy } from './keep-self-paid.js'
import { type Counter, type Message, type Reply, reply, type Transaction } from './message.js'
import { type Recorded, recordOnce } from './record-once.js'
import { insertCheck, totalOfVisit } from './self-paid-store.js'

export const compareSelfPaid: Transaction = async (message, counter) => {
  const row = only(message.input, 'data')
  if (row.text('fixmedinsCode') !== message.provider.code) return refused('other_provider', '只能对本机构的自费费用，请核对机构编号（fixmedinsCode）')
  const visitNo = row.text('mdtrtId')
  const recorded = await recordOnce(counter, message, null, async (client, fact) => {
    const known = await totalOfVisit(client, message.provider.code, visitNo)
    if (known === undefined) return refused('unknown_visit', `就诊事件ID（mdtrtId）${visitNo.slice(0, 30)}没有已上传的自费费用，请先用4201或4261上传`)
    await insertCheck(client, selfPaidBy(message), fact, { visitNo, theirs: row.fen('totalFeeSumamt'), ours: known.total })
    return undefined
  })
  return isRefusal(recorded) ? recorded : answer(message, counter, recorded)
}

async function answer(message: Message, counter: Counter, recorded: Recorded): Promise<Reply | Refusal> {
  const { rows } = await counter.database.query<{ visit_no: string; theirs_fen: Fen; ours_fen: Fen }>(
    'SELECT visit_no, theirs_fen, ours_fen FROM self_paid_check WHERE institution = $1 AND fact = $2',
    [message.provider.code, recorded.fact],
  )
  const [check] = rows
  if (check === undefined) throw new Error('a comparison that was kept is not there')
  const equal = check.theirs_fen === check.ours_fen
  const said = equal
    ? '一致'
    : `不一致：机构${yuanText(check.theirs_fen)}元，已上传${yuanText(check.ours_fen)}元，相差${yuanText(check.theirs_fen - check.ours_fen)}元`
  const data = { mdtrtId: check.visit_no, totalFeeSumamt: check.theirs_fen, uploadedFeeSumamt: check.ours_fen, difference: check.theirs_fen - check.ours_fen }
  return reply({ data: { code: equal ? '0' : '1', type: equal ? 'success' : 'warning', message: said, data } }, recorded)
}
