// One fact with everything it did: its voucher and entries, its memo lines, or why the books did not move.
import type { BookFact, BookFactKind } from '@tongchou/domain/facts/fact.js'
import { keep } from '@tongchou/domain/fund/entries/every-fact.js'
import { factName } from '@tongchou/domain/fund/voucher-text.js'
import type pg from 'pg'
import { fenJson } from '../http/json-money.js'
import { loadBooks } from './book-store.js'
import { loadFact } from './fact-store.js'

interface VoucherRow {
  voucher: bigint
  day: string
  text: string
}

interface EntryRow {
  line: number
  account: string
  account_name: string
  detail: string
  unit: string
  amount_fen: bigint
  red: boolean
}

interface MemoRow {
  unit: string
  accounts: string[]
  amounts: bigint[]
}

/** Undefined where there is no such fact, or the reader may not see it. */
export async function factView(client: pg.ClientBase, kind: BookFactKind, book: string, number: bigint) {
  const fact = await loadFact(client, kind, book, number)
  if (fact === undefined) return undefined
  const vouchers = await client.query<VoucherRow>('SELECT voucher, booked_on AS day, text FROM cash_voucher WHERE book = $1 AND fact = $2', [book, number])
  const voucher = vouchers.rows[0]
  const entries = await client.query<EntryRow>(
    `SELECT e.line, e.account, a.name AS account_name, e.detail, e.unit, e.amount_fen, e.red FROM cash_entry e JOIN account a USING (account)
      WHERE e.book = $1 AND e.voucher = $2 ORDER BY e.line`,
    [book, voucher?.voucher ?? null],
  )
  const memo = await client.query<MemoRow>('SELECT unit, accounts, amounts FROM memo_movement WHERE book = $1 AND movement = $2 ORDER BY unit', [book, number])
  return {
    kind,
    name: factName(kind),
    book,
    fact: number.toString(),
    fields: fieldsJson(fact),
    voucher: voucher === undefined ? null : { voucher: voucher.voucher.toString(), day: voucher.day, text: voucher.text, entries: entries.rows.map(entryJson) },
    memo: memo.rows.flatMap(({ unit, accounts, amounts }) => accounts.map((account, i) => ({ unit, account, amount_fen: fenJson(amounts[i] ?? 0n) }))),
    no_entries: await whyNone(client, fact, voucher !== undefined),
  }
}

async function whyNone(client: pg.ClientBase, fact: BookFact, posted: boolean): Promise<string | null> {
  if (posted) return null
  const book = (await loadBooks(client, [fact.book])).get(fact.book)
  return book === undefined ? null : (keep(fact, book, new Map()).why ?? null)
}

/** Debit and credit as a voucher shows them: a red amount stays on its own side with a minus. */
export function sides({ amount_fen, red }: { readonly amount_fen: bigint; readonly red: boolean }): { debit_fen: number; credit_fen: number } {
  const onDebit = amount_fen > 0n !== red
  return { debit_fen: onDebit ? fenJson(amount_fen) : 0, credit_fen: onDebit ? 0 : fenJson(-amount_fen) }
}

function entryJson({ line, account, account_name, detail, unit, amount_fen, red }: EntryRow) {
  return { line, account, account_name, detail, unit, ...sides({ amount_fen, red }) }
}

/** The fact's own words in snake case; amounts as numbers of fen, other long numbers as text. A person is not named here. */
function fieldsJson(fact: BookFact): Record<string, unknown> {
  const { kind: _kind, book: _book, fact: _fact, ...fields } = fact
  const { person: _person, ...shown } = fields as Record<string, unknown>
  return jsonOf(shown) as Record<string, unknown>
}

function jsonOf(value: unknown, name = ''): unknown {
  if (typeof value === 'bigint') return /Fen$|mounts$/.test(name) ? fenJson(value) : value.toString()
  if (Array.isArray(value)) return value.map((item) => jsonOf(item, name))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), jsonOf(item, key)]))
}
