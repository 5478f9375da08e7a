// 3507 and 3507A 商品信息删除: takes back what was reported of one kind under an own batch number; the records stay, withdrawn.
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type pg from 'pg'
import type { Row } from './codec.js'
import { type Counter, type Message, reply, type Transaction } from './message.js'
import { oneAtATime, type Recorded, recordOnce } from './record-once.js'
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
  const recorded = await withdrawAll(message, counter, message.input['data'] ?? [])
  return isRefusal(recorded) ? recorded : reply({}, recorded)
}

/** 3507A: all of them, or none where one cannot be taken back. */
export const withdrawStockTogether: Transaction = async (message, counter) => {
  const recorded = await withdrawAll(message, counter, message.input['goodDetail'] ?? [])
  return isRefusal(recorded) ? recorded : reply({ goodErrDetail: [] }, recorded)
}

function withdrawAll(message: Message, counter: Counter, rows: readonly Row[]): Promise<Recorded | Refusal> {
  return recordOnce(counter, message, null, async (client) => {
    for (const row of rows) {
      const refusal = await withdrawOne(client, message, row)
      if (refusal !== undefined) return refusal
    }
    return undefined
  })
}

async function withdrawOne(client: pg.ClientBase, message: Message, row: Row): Promise<Refusal | undefined> {
  const batchNo = row.text('fixmedins_bchno')
  const asked = KINDS[row.text('inv_data_type')]
  if (asked === undefined) return refused('bad_input', '进销存数据类型（inv_data_type）应为1盘存、2库存变更、3采购或4销售')
  await oneAtATime(client, `stock/${message.provider.code}/${batchNo}`)
  const records = await standingRecords(client, message.provider.code, batchNo, asked.kinds)
  if (records.length === 0) return refused('unknown_stock', `批次流水号（fixmedins_bchno）${batchNo}没有可删除的${asked.name}，请核对`)
  await insertWithdrawals(client, stockBy(message), records)
  return undefined
}
