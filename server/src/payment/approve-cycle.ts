// Approval of a provider's month: every line must add up, no objection may be open, set-offs stay within what was prepaid. Method
// differences become facts of the memo ledger; what is left to pay becomes a payable. Where nothing is left to pay, it is booked at once.
import type { Day } from '@tongchou/domain/base/day.js'
import { groupedBy } from '@tongchou/domain/base/grouped-by.js'
import { sumOf, yuanText } from '@tongchou/domain/base/money.js'
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type { BookFact } from '@tongchou/domain/facts/fact.js'
import type { CycleLine } from '@tongchou/domain/payment/cycle.js'
import type { PayableLine } from '@tongchou/domain/payment/facts-of-payment.js'
import type pg from 'pg'
import { lockBooks } from '../fund/book-store.js'
import { nextFacts } from '../fund/fact-store.js'
import { recordFacts } from '../fund/record-facts.js'
import type { Desk } from '../http/route.js'
import { countingChanges, cycleNow } from './cycle-lines.js'
import { type ChangeRow, type CycleRow, prepaidLeft } from './cycle-store.js'
import { insertPayable } from './payable-store.js'

export async function approveCycle(client: pg.PoolClient, { officer }: Desk, row: CycleRow, today: Day): Promise<Refusal | Record<string, unknown>> {
  // Set-offs and money that comes back take from the same prepayment; whoever decides holds the book.
  await lockBooks(client, [row.book])
  const { changes, cycle } = await cycleNow(client, row)
  const fault = cycle.faults[0] ?? openObjection(changes) ?? (await overSetOff(client, row, changes))
  if (fault !== undefined) return fault
  const lines = cycle.lines.filter(({ grossFen }) => grossFen > 0n)
  if (!lines.every(({ unit }) => officer.areas.includes(unit))) return refused('elsewhere', '月结含有其他核算单位的资金，请由市级审批。')
  const facts = await methodFacts(client, row, countingChanges(changes), today)
  const payLines = lines.map(lineToPay)
  const settled = cycle.payFen === 0n && lines.length > 0
  if (settled) facts.push(...(await paidBySetOff(client, row, payLines, today)))
  const recorded = await recordFacts(client, facts)
  const refusal = recorded.kind === 'not_recorded' ? recorded.refusals[0]?.refusal : undefined
  if (refusal !== undefined) return refusal
  if (cycle.payFen === 0n) return { pay_fen: '0' }
  const title = `${row.provider_name} ${row.month.slice(0, 7)} 月结`
  const payable = { kind: 'cycle', source: row.cycle.toString(), book: row.book, payeeKind: 'provider', payee: row.provider } as const
  const number = await insertPayable(client, { ...payable, title, month: row.month, bookedOn: today, officer: officer.officer, lines: payLines })
  return { pay_fen: cycle.payFen.toString(), payable: number.toString() }
}

function lineToPay(line: CycleLine): PayableLine {
  const { unit, period, part, care, grossFen, deductionFen, depositFen, nettedThisYearFen, nettedEarlierFen, setOffFen, payFen } = line
  return { unit, period, part, care, grossFen, deductionFen, depositFen, nettedThisYearFen, nettedEarlierFen, setOffFen, payFen }
}

function openObjection(changes: readonly ChangeRow[]): Refusal | undefined {
  const open = changes.find(({ words }) => words.at(-1)?.kind === 'objected')
  return open === undefined ? undefined : refused('objection_open', `扣款“${open.reason}”有机构异议尚未答复；请先维持或撤销该项。`)
}

async function overSetOff(client: pg.PoolClient, { book, provider }: CycleRow, changes: readonly ChangeRow[]): Promise<Refusal | undefined> {
  const left = new Map((await prepaidLeft(client, book, provider)).map(({ unit, fen }) => [unit, fen]))
  const asked = groupedBy(
    countingChanges(changes).filter(({ kind }) => kind === 'set_off'),
    ({ unit }) => unit,
  )
  for (const [unit, ofUnit] of asked) {
    const over = sumOf(ofUnit.map(({ amountFen }) => amountFen)) - (left.get(unit) ?? 0n)
    if (over > 0n) return refused('over_prepaid', `核算单位 ${unit} 冲抵的预付金比机构现有的预付金多 ${yuanText(over)} 元；请减少。`)
  }
  return undefined
}

async function methodFacts(client: pg.PoolClient, { book, provider, month }: CycleRow, changes: readonly ChangeRow[], today: Day): Promise<BookFact[]> {
  const differences = changes.filter(({ kind }) => kind === 'method_difference')
  const numbers = await nextFacts(client, differences.length)
  return differences.map((change, i): BookFact => {
    const part = change.part === 'account' ? 'account' : 'pool'
    const base = { book, fact: numbers[i] ?? 0n, inForce: today, bookedOn: today }
    return { kind: 'clearing_adjusted', ...base, unit: change.unit, provider, period: month, part, amountFen: change.amountFen }
  })
}

async function paidBySetOff(client: pg.PoolClient, { book, provider, month }: CycleRow, lines: readonly PayableLine[], today: Day): Promise<BookFact[]> {
  const [fact = 0n] = await nextFacts(client, 1)
  const paid = lines.map(({ payFen: _payFen, ...line }) => line)
  return [{ kind: 'provider_paid', book, fact, inForce: today, bookedOn: today, provider, period: month, lines: paid }]
}
