// Puts approved payables into a batch: one fund, every payee with an account in force, nothing that is under way or paid, and what the
// bank gave back only once its account was corrected.
import type { Day } from '@tongchou/domain/base/day.js'
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type pg from 'pg'
import { insertRows } from '../fund/fact-store.js'
import type { Desk } from '../http/route.js'
import { type PayableRow, payablesNumbered } from './payable-store.js'
import { lockSubject } from './take-step.js'

export interface BatchAsked {
  readonly book: string
  readonly template: string
  readonly title: string
  readonly payables: readonly bigint[]
  readonly today: Day
}

export async function prepareBatch(client: pg.PoolClient, { officer }: Desk, asked: BatchAsked): Promise<bigint | Refusal> {
  await lockSubject(client, 'payables', asked.book)
  const numbers = [...new Set(asked.payables)]
  const rows = await payablesNumbered(client, numbers)
  if (rows.length !== numbers.length) return refused('not_found', '有的待付款项不存在或不在您的区域；请刷新后重新选择。')
  const wrong = rows.map((row) => whyNot(row, asked.book, officer.areas)).find((one) => one !== undefined)
  if (wrong !== undefined) return wrong
  const units = [...new Set(rows.flatMap((row) => row.units))].sort()
  const made = await client.query<{ batch: bigint }>(
    `INSERT INTO payment_batch (batch, book, units, template, title, officer, booked_on) SELECT nextval('payment_seq'), $1, $2, t.template, $4, $5, $6 FROM bank_template t WHERE t.template = $3 RETURNING batch`,
    [asked.book, units, asked.template, asked.title, officer.officer, asked.today],
  )
  const batch = made.rows[0]?.batch
  if (batch === undefined) return refused('no_such_template', '没有这个银行模板；请重新选择。')
  await insertRows(
    client,
    'payment_item',
    rows.map((row, i) => ({
      ...{ batch, item: i + 1, payable: row.payable, attempt: (row.attempt ?? 0) + 1, account: row.account, amount_fen: row.amount_fen },
      ...{ item_key: `${batch}-${i + 1}`, repays: row.waits_in_2001 },
    })),
  )
  return batch
}

function whyNot(row: PayableRow, book: string, areas: readonly string[]): Refusal | undefined {
  const what = row.title
  if (row.book !== book) return refused('other_book', `“${what}”属于账套 ${row.book}；一个批次只能支付一个基金的款项。`)
  if (!row.units.every((unit) => areas.includes(unit))) {
    return refused('elsewhere', `“${what}”含有其他核算单位的资金，请由市级经办机构的基金财务岗编制批次。`)
  }
  if (row.standing === 'paid') return refused('paid_already', `“${what}”已经支付，不能重复支付。`)
  if (row.standing === 'withdrawn') return refused('withdrawn', `“${what}”已撤销，不再支付；请刷新页面。`)
  if (row.standing === 'under_way') return refused('under_way', `“${what}”正在批次 ${row.batch} 中办理，不能再编入别的批次。`)
  if (row.account === null) return refused('no_account', `“${what}”的收款方没有生效的收款账户；请先登记账户并由第二人复核。`)
  if ((row.standing === 'failed' || row.standing === 'returned') && row.account === row.last_account) {
    return refused('account_not_corrected', `“${what}”上次未付成（${row.reason ?? '银行退回'}）；请先更正收款账户，再重新支付。`)
  }
  return undefined
}
