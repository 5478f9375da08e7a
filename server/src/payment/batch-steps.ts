// The steps of a batch that do more than be written down: approval holds it to the money in the expenditure account, sending writes
// the bank's file, which is kept as it was sent.
import { createHash } from 'node:crypto'
import type { Day } from '@tongchou/domain/base/day.js'
import { yuanText } from '@tongchou/domain/base/money.js'
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { type BankPayment, writeBankFile } from '@tongchou/domain/payment/bank-file.js'
import type pg from 'pg'
import type { RegisterCipher } from '../enrolment/register-cipher.js'
import { accountsToPay } from './account-store.js'
import { encodeBank } from './bank-encoding.js'
import { type BatchRow, insertFile, itemsOf } from './batch-store.js'
import { payablesNumbered } from './payable-store.js'
import { lockSubject } from './take-step.js'
import { bankTemplate } from './template-store.js'

/** What each unit's expenditure account has, less what approved batches are about to take out of it. */
const AVAILABLE = `
SELECT n.unit, coalesce(h.fen, 0)::bigint AS held_fen, coalesce(w.fen, 0)::bigint AS promised_fen, n.fen AS needed_fen FROM (
  SELECT l.unit, sum(l.pay_fen)::bigint AS fen FROM payment_item i JOIN payable_line l USING (payable) WHERE i.batch = $1 GROUP BY l.unit) n
  LEFT JOIN (SELECT unit, sum(amount_fen) AS fen FROM cash_balance WHERE book = $2 AND account = '1004' GROUP BY unit) h USING (unit)
  LEFT JOIN (SELECT l.unit, sum(l.pay_fen) AS fen FROM payment_batch b JOIN payment_item i USING (batch) JOIN payable_line l USING (payable)
              WHERE b.book = $2 AND b.batch <> $1 AND payment_stage('batch', b.batch) IN ('approved', 'sent')
                AND NOT EXISTS (SELECT 1 FROM payment_result r WHERE r.batch = i.batch AND r.item = i.item) GROUP BY l.unit) w USING (unit)`

/** Whoever approves for a book is asked one after the other, so that two batches are never promised the same money. */
export async function enoughMoney(client: pg.PoolClient, { batch, book }: BatchRow): Promise<Refusal | undefined> {
  await lockSubject(client, 'expenditure_account', book)
  const { rows } = await client.query<{ unit: string; held_fen: bigint; promised_fen: bigint; needed_fen: bigint }>(AVAILABLE, [batch, book])
  const short = rows.find((row) => row.held_fen - row.promised_fen < row.needed_fen)
  if (short === undefined) return undefined
  const lacks = short.needed_fen - (short.held_fen - short.promised_fen)
  return refused(
    'expenditure_account_short',
    `核算单位 ${short.unit} 的支出户可用 ${yuanText(short.held_fen - short.promised_fen)} 元，差 ${yuanText(lacks)} 元；请先申请用款。`,
  )
}

/** Why the batch would pay to accounts that are no longer its payees': whoever changes one wants nothing more to go to the old one. */
export async function accountChanged(client: pg.PoolClient, { batch }: BatchRow): Promise<Refusal | undefined> {
  const items = await itemsOf(client, batch)
  const now = new Map(
    (
      await payablesNumbered(
        client,
        items.map(({ payable }) => payable),
      )
    ).map(({ payable, account }) => [payable, account]),
  )
  const changed = items.find(({ payable, account }) => now.get(payable) !== account)
  if (changed === undefined) return undefined
  return refused('account_changed', `“${changed.title}”的收款账户在编制批次后已更换；请作废这个批次，按新账户重新编制。`)
}

/** The file as it goes to the bank; its hash stands in the trail. */
export async function sendBatch(
  client: pg.PoolClient,
  cipher: RegisterCipher,
  of: BatchRow,
  officer: bigint,
  today: Day,
): Promise<Refusal | Record<string, unknown>> {
  const template = await bankTemplate(client, of.template)
  if (template === undefined) return refused('no_such_template', '没有这个银行模板；请重新编制批次。')
  const items = await itemsOf(client, of.batch)
  const accounts = await accountsToPay(
    client,
    items.map(({ account }) => account),
  )
  const payments = items.map((item): BankPayment => {
    const account = accounts.get(item.account)
    if (account === undefined) throw new Error(`the account ${item.account} of a payment is gone`)
    const to = { accountName: account.holder, accountNumber: cipher.decrypt(account.number_cipher), bankName: account.bank, bankCode: account.bank_code }
    return { itemKey: item.item_key, ...to, amountFen: item.amount_fen, purpose: '医保拨付' }
  })
  const text = writeBankFile(template, of.batch.toString(), today, payments)
  if (isRefusal(text)) return text
  const bytes = encodeBank(text, template.encoding)
  if (bytes === undefined) return refused('not_writable', '户名或开户行中有银行字符集没有的字；请在账户资料中改用银行登记的写法。')
  const sha256 = hashOf(bytes)
  const file = { batch: of.batch, direction: 'out', name: `DF${of.batch}-${today.replaceAll('-', '')}.txt`, sha256, content: sealBytes(cipher, bytes) } as const
  await insertFile(client, { ...file, lines: payments.length, totalFen: of.amount_fen, officer })
  return { sha256 }
}

export function hashOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}

export function sealBytes(cipher: RegisterCipher, bytes: Buffer): Buffer {
  return cipher.encrypt(bytes.toString('base64'))
}

export function openBytes(cipher: RegisterCipher, sealed: Buffer): Buffer {
  return Buffer.from(cipher.decrypt(sealed), 'base64')
}
