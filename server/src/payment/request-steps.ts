// What a step of a request for funds does: its level, its fact of the books, and the registered account that receives the money.
import type { Day } from '@tongchou/domain/base/day.js'
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type { BookFact } from '@tongchou/domain/facts/fact.js'
import { approvedBy, type ChainStep, levelRefused } from '@tongchou/domain/payment/request-chain.js'
import type pg from 'pg'
import { nextFacts } from '../fund/fact-store.js'
import { recordFacts } from '../fund/record-facts.js'
import type { Officer } from '../http/route.js'
import type { RequestRow } from './request-store.js'
import type { StepAsked, StepRow } from './take-step.js'
import { unitPlanRefused } from './unit-plan.js'

export function actingAt({ home, pool }: Officer, { unit, own_level }: Pick<RequestRow, 'unit' | 'own_level'>) {
  return { home, pool, unit, ownLevel: own_level }
}

export async function requestStep(
  client: pg.PoolClient,
  officer: Officer,
  row: RequestRow,
  step: ChainStep,
  steps: readonly StepRow[],
  asked: StepAsked,
  today: Day,
): Promise<Refusal | Record<string, unknown>> {
  const elsewhere = levelRefused(step, actingAt(officer, row))
  if (elsewhere !== undefined) return elsewhere
  const amountFen = approvedBy(step, row.approved_fen, asked.amount_fen === undefined ? undefined : BigInt(asked.amount_fen), asked.remark ?? '')
  if (isRefusal(amountFen)) return amountFen
  const account = step.account === '' ? {} : await receivingAccount(client, row, step.account)
  if (isRefusal(account)) return account
  const amount = step.reason === 'yes' ? {} : { amount_fen: amountFen.toString() }
  if (step.records === '') return { ...account, ...amount }
  const [number = 0n] = await nextFacts(client, 1)
  const fact = factOf({ ...row, amount_fen: amountFen }, step, steps, number, today)
  const over = fact.kind === 'funds_requested' ? await unitPlanRefused(client, row, amountFen) : undefined
  if (over !== undefined) return over
  const recorded = await recordFacts(client, [fact])
  const refusal = recorded.kind === 'not_recorded' ? recorded.refusals[0]?.refusal : undefined
  return refusal ?? { ...account, fact: number.toString(), fact_kind: fact.kind, ...amount }
}

function factOf(
  { book, unit, month, budget_line, amount_fen: amountFen }: RequestRow,
  { records }: ChainStep,
  steps: readonly StepRow[],
  fact: bigint,
  today: Day,
): BookFact {
  const base = { book, fact, unit, amountFen, inForce: today, bookedOn: today }
  const earlier = (kind: string): bigint | null => {
    const found = steps.find((one) => one.detail['fact_kind'] === kind)?.detail['fact']
    return typeof found === 'string' ? BigInt(found) : null
  }
  switch (records) {
    case 'funds_granted_direct':
      return { kind: 'funds_granted', ...base, via: 'direct', request: earlier('funds_requested') }
    case 'funds_granted_county':
      return { kind: 'funds_granted', ...base, via: 'county_finance', request: earlier('funds_requested') }
    case 'funds_drawn':
      return { kind: 'funds_drawn', ...base, grantFact: earlier('funds_granted') }
    default:
      return requestedFact({ book, unit, month, budgetLine: budget_line, amountFen }, fact, today)
  }
}

export interface Requested {
  readonly book: string
  readonly unit: string
  readonly month: Day
  readonly budgetLine: string
  readonly amountFen: bigint
}

export function requestedFact(asked: Requested, fact: bigint, today: Day): BookFact {
  return { kind: 'funds_requested', fact, inForce: today, bookedOn: today, ...asked }
}

const ACCOUNTS = { '1003': '财政专户', '1004': '支出户' } as const

async function receivingAccount(client: pg.PoolClient, { book, unit }: RequestRow, account: '1003' | '1004'): Promise<Refusal | Record<string, unknown>> {
  const { rows } = await client.query<{ account: bigint; bank: string; tail: string }>(
    "SELECT account, bank, tail FROM payee_account_standing WHERE kind = 'fund' AND payee = $1 AND stage = 'approved' ORDER BY account DESC LIMIT 1",
    [`${book}/${unit}/${account}`],
  )
  const [found] = rows
  if (found === undefined)
    return refused('no_account', `核算单位 ${unit} 的${ACCOUNTS[account]}还没有登记银行账户；请先在收款账户中登记“${book}/${unit}/${account}”并复核。`)
  return { account: found.account.toString(), bank: found.bank, masked: `**** ${found.tail}` }
}
