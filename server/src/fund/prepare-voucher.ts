// Prepares a voucher by hand: read the book and the voucher it corrects, let the domain decide, keep the draft. And posts a reviewed one:
// a fact of its own with its journal.
import type { Day } from '@tongchou/domain/base/day.js'
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type { VoucherEntered } from '@tongchou/domain/facts/cash-facts.js'
import type { Entry } from '@tongchou/domain/fund/book.js'
import { checkVoucher } from '@tongchou/domain/fund/check-voucher.js'
import { cashLacking, checkCorrection, checkManual, redsOf } from '@tongchou/domain/fund/manual-voucher.js'
import type pg from 'pg'
import type { Static } from 'typebox'
import type { Desk } from '../http/route.js'
import { bookOfDesk, type DeskBook, worksFor } from './book-of-desk.js'
import { loadBalances, loadBooks, lockBooks } from './book-store.js'
import { insertStep, nextNumber } from './desk-steps.js'
import { nextFacts } from './fact-store.js'
import { isCorrection, manualKinds } from './manual-kinds.js'
import { postedVoucher } from './posted-voucher.js'
import { recordFacts } from './record-facts.js'
import { type AccountNames, type DraftRow, draftNumbered, insertDraft, namesOfBook } from './voucher-draft-store.js'
import type { DraftBody } from './voucher-schema.js'
import { voucherNumbered } from './voucher-store.js'

type Asked = Static<typeof DraftBody>

export async function prepareVoucher(client: pg.PoolClient, desk: Desk, book: string, asked: Asked, today: Day): Promise<bigint | Refusal> {
  const found = await bookOfDesk(client, desk, book)
  if ('kind' in found) return found
  const entries = asked.lines.map(
    (line): Entry => ({ account: line.account, detail: line.detail, unit: line.unit, amount: BigInt(line.debit_fen) - BigInt(line.credit_fen) }),
  )
  const wrong =
    wrongDays(asked, today) ??
    wrongLines(asked, found, desk.officer, await namesOfBook(client, book)) ??
    (await notOfKind(client, book, asked, entries)) ??
    (await notPostable(client, book, asked, entries))
  if (wrong !== undefined) return wrong
  const replaced = asked.replaces === undefined ? undefined : await draftNumbered(client, desk.officer.pool, BigInt(asked.replaces))
  if (asked.replaces !== undefined && (replaced === undefined || replaced.stage !== 'returned' || replaced.book !== book)) {
    return refused('not_returned', '只有被退回的凭证才能重制；请从被退回的凭证进入。')
  }
  const draft = await nextNumber(client)
  const { officer } = desk.officer
  await insertDraft(client, {
    draft,
    book,
    purpose: asked.purpose,
    corrects: asked.corrects === undefined ? null : BigInt(asked.corrects),
    text: asked.text.trim(),
    day: asked.day,
    bookedOn: asked.booked_on,
    units: entries.map(({ unit }) => unit),
    accounts: entries.map(({ account }) => account),
    details: entries.map(({ detail }) => detail),
    amounts: entries.map(({ amount }) => amount),
    replaces: replaced?.draft ?? null,
    officer,
  })
  await insertStep(client, 'voucher_draft', { of: draft, step: 1, kind: 'prepared', remark: '', officer })
  if (replaced !== undefined) {
    const { rows } = await client.query<{ last: number }>('SELECT max(step) AS last FROM voucher_draft_step WHERE draft = $1', [replaced.draft])
    await insertStep(client, 'voucher_draft', { of: replaced.draft, step: (rows[0]?.last ?? 0) + 1, kind: 'withdrawn', remark: '已重制', officer })
  }
  return draft
}

function wrongDays({ day, booked_on: bookedOn, text }: Asked, today: Day): Refusal | undefined {
  if (bookedOn > today) return refused('in_future', '记账日期不能晚于今天。')
  if (day > bookedOn) return refused('in_future', '业务日期不能晚于记账日期。')
  return text.trim().length < 2 ? refused('text_missing', '请写明摘要，至少两个字。') : undefined
}

function wrongLines({ lines }: Asked, { book, fund }: DeskBook, officer: Desk['officer'], names: AccountNames): Refusal | undefined {
  for (const { account, detail, unit, debit_fen, credit_fen } of lines) {
    const known = names.accounts.find((one) => one.account === account)
    if (known === undefined) return refused('account_not_permitted', `这个账套没有开设科目 ${account}；请从列表选择。`)
    if (detail !== '' && !known.details.some((one) => one.detail === detail))
      return refused('no_such_detail', `科目 ${account} ${known.name}没有明细“${detail}”；请从列表选择。`)
    const byPart = fund === 'employee' && /^[345]/.test(account) && known.details.length > 0
    if (byPart && detail === '') return refused('detail_missing', `科目 ${account} ${known.name}要分统筹基金、个人账户；请选择明细。`)
    if (!names.units.some((one) => one.unit === unit)) return refused('no_such_unit', `${unit} 不是这个统筹区的核算单位；请从列表选择。`)
    if (!worksFor(officer, book, unit)) return refused('elsewhere', '只能为本辖区的核算单位制单。')
    if (debit_fen > 0 === credit_fen > 0) return refused('one_side', '每一行只写借方或贷方一个金额。')
  }
  return undefined
}

async function notOfKind(client: pg.PoolClient, book: string, { purpose, corrects }: Asked, entries: readonly Entry[]): Promise<Refusal | undefined> {
  if (!isCorrection(purpose)) {
    const kind = (await manualKinds()).find((one) => one.purpose === purpose)
    if (kind === undefined) return refused('no_such_kind', '没有这种手工凭证；有对应业务的请在业务里办理，账会自动生成。')
    if (corrects !== undefined) return refused('no_correction', '只有红字冲销、补充更正才写被更正的凭证号。')
    return checkManual(kind, entries)[0]
  }
  const voucher = corrects === undefined ? undefined : await voucherNumbered(client, book, BigInt(corrects))
  if (voucher === undefined) return refused('not_found', '没有找到要更正的凭证；请从凭证详情进入。')
  return checkCorrection(purpose, await postedVoucher(client, book, voucher), entries)[0]
}

/** What the books would say on posting, said already to whoever prepares. */
async function notPostable(client: pg.PoolClient, key: string, { booked_on }: Asked, entries: readonly Entry[]): Promise<Refusal | undefined> {
  const book = (await loadBooks(client, [key])).get(key)
  const balances = await loadBalances(client, key)
  return book === undefined ? undefined : [...checkVoucher(book, balances, booked_on, entries), ...cashLacking(balances, entries)][0]
}

/** Gives the voucher's number. */
export async function postDraft(client: pg.PoolClient, draft: DraftRow): Promise<bigint | Refusal> {
  const [fact = 0n] = await nextFacts(client, 1)
  const { book, purpose, corrects, text, day, booked_on: bookedOn, units, accounts, details, amounts } = draft
  const correction = isCorrection(purpose) ? purpose : 'none'
  const voucher = corrects === null ? undefined : await voucherNumbered(client, book, corrects)
  const entries = accounts.map((account, i): Entry => ({ account, detail: details[i] ?? '', unit: units[i] ?? '', amount: amounts[i] ?? 0n }))
  const reds = correction === 'red_letter' && voucher !== undefined ? redsOf(await postedVoucher(client, book, voucher), entries) : null
  const entered: VoucherEntered = {
    kind: 'voucher_entered',
    book,
    fact,
    inForce: day,
    bookedOn,
    text,
    corrects,
    correction,
    units,
    accounts,
    details,
    amounts,
    reds,
  }
  await lockBooks(client, [book])
  const lacking = cashLacking(await loadBalances(client, book), entries)[0]
  if (lacking !== undefined) return lacking
  const recorded = await recordFacts(client, [entered])
  if (recorded.kind === 'not_recorded') return recorded.refusals[0]?.refusal ?? refused('not_recorded', '没有记账；请稍后重试。')
  const number = recorded.vouchers.get(fact)
  if (number === undefined) throw new Error(`a voucher entered by hand as fact ${fact} got no number`)
  return number
}
