// 3507 商品信息删除: takes back what was reported of one kind under an own batch number; the records stay, withdrawn.
import { isRefusal, refused } from '@tongchou/domain/base/refusal.js'
import { only } from './codec.js'
import { reply, type Transaction } from './message.js'
import { oneAtATime, recordOnce } from './record-once.js'
import { stockBy } from './stock-act.js'
import type { StockKind } from './stock-row.js'
import { insertWithdrawals, standingRecords } from './stock-store.js'

const KINDS: Readonly<Record<string, { readonly name: string; readonly kinds: readonly StockKind[] }>> = {
  '1': { name: '盘存信息', kinds: ['counted'] },
  '2': { name: '库存变更信息', kinds: ['changed'] },
  '3': { name: '采购信息', kinds: ['purchased', 'purchase_returned'] },
  '4': { name: '销售信息', kinds: ['sold', 'sale_returned'] },
}

export const withdrawStock: Transaction = async (message, counter) => {
  const row = only(message.input, 'data')
  const batchNo = row.text('fixmedins_bchno')
  const asked = KINDS[row.text('inv_data_type')]
  if (asked === undefined) return refused('bad_input', '进销存数据类型（inv_data_type）应为1盘存、2库存变更、3采购或4销售')
  const recorded = await recordOnce(counter, message, null, async (client) => {
    await oneAtATime(client, `stock/${message.provider.code}/${batchNo}`)
    const records = await standingRecords(client, message.provider.code, batchNo, asked.kinds)
    if (records.length === 0) return refused('unknown_stock', `批次流水号（fixmedins_bchno）${batchNo}没有可删除的${asked.name}，请核对`)
    await insertWithdrawals(client, stockBy(message), records)
    return undefined
  })
  return isRefusal(recorded) ? recorded : reply({}, recorded)
}
