// Approval of a provider's cleared year: nothing may have changed since it was prepared, no objection may be open, the year's deposits
// are decided. What is owed is set off against money in advance first, the rest becomes a payable; what is to be given back becomes a
// confirmed claim among the fund's receivables. Everything goes by facts into the period that is open.
import { type Day, daysAfter } from '@tongchou/domain/base/day.js'
import { least, sumOf } from '@tongchou/domain/base/money.js'
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type { BookFact } from '@tongchou/domain/facts/fact.js'
import type { Care } from '@tongchou/domain/facts/fund-facts.js'
import type { PayableLine } from '@tongchou/domain/payment/facts-of-payment.js'
import type pg from 'pg'
import { lockBooks } from '../fund/book-store.js'
import { nextFacts } from '../fund/fact-store.js'
import type { Desk } from '../http/route.js'
import { bookFacts } from './book-facts.js'
import { confirmRecoveries } from './confirm-recoveries.js'
import { depositsHeld, prepaidLeft } from './cycle-store.js'
import { insertPayable, plainLine } from './payable-store.js'
import { paymentRule } from './rule-store.js'
import { type ClearingLine, type ClearingRow, depositOfYear, linesOfClearing, linesOfYear, openMonths, wordsOfClearing } from './year-clearing-store.js'

export async function approveYearClearing(client: pg.PoolClient, { officer }: Desk, row: ClearingRow, today: Day): Promise<Refusal | Record<string, unknown>> {
  await lockBooks(client, [row.book])
  const lines = await linesOfClearing(client, row.clearing)
  if (!lines.every(({ unit }) => officer.areas.includes(unit))) return refused('elsewhere', '清算含有其他核算单位的资金，请由市级审批。')
  const wrong = (await wordOpen(client, row)) ?? (await changedSince(client, row, lines)) ?? (await depositOpen(client, row))
  if (wrong !== undefined) return wrong
  const moved = lines.filter(({ difference_fen }) => difference_fen !== 0n)
  if (moved.length === 0) return { pay_fen: '0' }
  return row.difference_fen > 0n ? owed(client, officer.officer, row, moved, today) : toRecover(client, officer.officer, row, moved, today)
}

async function wordOpen(client: pg.PoolClient, { clearing }: ClearingRow): Promise<Refusal | undefined> {
  const last = (await wordsOfClearing(client, clearing)).at(-1)?.kind
  if (last === 'objected') return refused('objection_open', '机构的异议尚未答复；请先维持或采纳。')
  return last === 'accepted' ? refused('objection_accepted', '机构的异议已经采纳；请不予通过，改正后重新编制清算。') : undefined
}

async function changedSince(client: pg.PoolClient, row: ClearingRow, lines: readonly ClearingLine[]): Promise<Refusal | undefined> {
  const now = await linesOfYear(client, row.book, row.year, row.provider)
  const figures = (of: readonly Omit<ClearingLine, 'difference_fen'>[]): string =>
    of.map(({ unit, care, reviewed_fen, deducted_fen, settled_fen }) => [unit, care, reviewed_fen, deducted_fen, settled_fen].join(' ')).join(';')
  const same = figures(now) === figures(lines) && (await openMonths(client, row.book, row.year, row.provider)).length === 0
  return same ? undefined : refused('figures_changed', '编制之后该年度的结算或支付又有变化；请不予通过，重新编制清算。')
}

async function depositOpen(client: pg.PoolClient, { book, provider, year }: ClearingRow): Promise<Refusal | undefined> {
  if ((await depositsHeld(client, book, provider, year)).length === 0) return undefined
  const decided = await depositOfYear(client, book, provider, year)
  return decided?.stage === 'approved' ? undefined : refused('deposit_undecided', '该年度预留的质量保证金还没有按考核结果办结；请先在“质量保证金”中办理。')
}

async function owed(
  client: pg.PoolClient,
  officer: bigint,
  row: ClearingRow,
  lines: readonly ClearingLine[],
  today: Day,
): Promise<Refusal | Record<string, unknown>> {
  const { book, provider, year } = row
  const period = `${year}-12-31`
  const left = new Map((await prepaidLeft(client, book, provider)).map(({ unit, fen }) => [unit, fen]))
  const payLines = lines.map(({ unit, care, difference_fen }): PayableLine => {
    const setOffFen = least(left.get(unit) ?? 0n, difference_fen)
    left.set(unit, (left.get(unit) ?? 0n) - setOffFen)
    const line = plainLine({ unit, period, part: 'pool', care: care as Care, fen: difference_fen })
    return { ...line, setOffFen, payFen: line.payFen - setOffFen }
  })
  const payFen = sumOf(payLines.map((line) => line.payFen))
  const numbers = await nextFacts(client, lines.length + 1)
  const base = (i: number) => ({ book, fact: numbers[i] ?? 0n, inForce: today, bookedOn: today })
  const facts = lines.map(
    ({ unit, difference_fen }, i): BookFact => ({ kind: 'clearing_adjusted', ...base(i), unit, provider, period, part: 'pool', amountFen: difference_fen }),
  )
  if (payFen === 0n) {
    const paid = payLines.map(({ payFen: _payFen, ...line }) => line)
    facts.push({ kind: 'provider_paid', ...base(lines.length), provider, period, lines: paid })
  }
  const refusal = await bookFacts(client, facts)
  if (refusal !== undefined) return refusal
  const setOff = sumOf(payLines.map((line) => line.setOffFen)).toString()
  if (payFen === 0n) return { pay_fen: '0', set_off_fen: setOff }
  const payable = await insertPayable(client, {
    ...{ kind: 'clearing', source: row.clearing.toString(), book, payeeKind: 'provider', payee: provider },
    ...{ title: `${row.provider_name} ${year} 年度清算`, month: period, bookedOn: today, officer, lines: payLines },
  })
  return { pay_fen: payFen.toString(), set_off_fen: setOff, payable: payable.toString() }
}

async function toRecover(
  client: pg.PoolClient,
  officer: bigint,
  row: ClearingRow,
  lines: readonly ClearingLine[],
  today: Day,
): Promise<Refusal | Record<string, unknown>> {
  const days = await paymentRule(client, { book: row.book, name: 'clearing_recovery_days', day: today })
  if (isRefusal(days)) return days
  const recoveries = await confirmRecoveries(
    client,
    lines.map(({ unit, care, difference_fen }) => ({
      ...{ book: row.book, unit, debtor: row.provider, benefitYear: row.year, part: 'pool' as const, care: care as Care, amountFen: -difference_fen },
      ...{ reason: `${row.year} 年度清算应退回`, document: `年度清算 ${row.clearing}（${row.document}）`, dueOn: daysAfter(today, Number(days.value)) },
    })),
    { preparer: row.officer, approver: officer, remark: `年度清算 ${row.clearing}`, today },
  )
  return isRefusal(recoveries) ? recoveries : { recoveries: recoveries.map(String) }
}
