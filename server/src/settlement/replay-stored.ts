// Settles stored bills again from what the database keeps of them, for whoever checks: one bill, or some taken at random.
import { yuanText } from '@tongchou/domain/base/money.js'
import type { Queryable } from '../policy/store.js'
import { firstDifference, replayOutcome } from './replay.js'
import { layersOf, linesOf, type SettlementHead, settlementHead } from './statement-rows.js'
import { storedVersions } from './stored-rules.js'

export type Replay =
  | { readonly kind: 'equal'; readonly head: SettlementHead }
  | { readonly kind: 'differs'; readonly head: SettlementHead; readonly sentence: string }
  /** Nothing to compare: no such bill, a cancellation, or a receipt that keeps too little. */
  | { readonly kind: 'not_possible'; readonly sentence: string }

export async function replayStored(db: Queryable, person: bigint, settlement: bigint): Promise<Replay> {
  const head = await settlementHead(db, person, settlement)
  if (head === undefined) return impossible('没有这张结算单；请核对人员编号和结算编号。')
  if (head.cancels !== null) return impossible(`这是结算单${head.cancels}的撤销单，没有自己的计算；请重算原单。`)
  const versions = await storedVersions(db, head.rule_hash)
  if (versions === undefined) return impossible(`数据库里没有规则集${head.rule_hash}。`)
  const outcome = replayOutcome(versions, head, await linesOf(db, person, settlement))
  if (outcome === undefined) return impossible('结算时的凭据不全，不能重算。')
  if (outcome.kind !== 'settled') return { kind: 'differs', head, sentence: `当时已结算，重算时不能结算：${outcome.sentence}` }
  const sentence = firstDifference(outcome, head, await layersOf(db, person, settlement)) ?? counterDifference(outcome.contributions, head)
  return sentence === undefined ? { kind: 'equal', head } : { kind: 'differs', head, sentence }
}

function impossible(sentence: string): Replay {
  return { kind: 'not_possible', sentence }
}

/** What the bill added to the year must be the same too: the next bill stands on it. */
function counterDifference(computed: Readonly<Record<string, bigint>>, head: SettlementHead): string | undefined {
  const stored = new Map(head.counter_keys.map((key, index) => [key, head.counter_amounts[index] ?? 0n]))
  for (const key of new Set([...stored.keys(), ...Object.keys(computed)])) {
    const [before, now] = [stored.get(key) ?? 0n, computed[key] ?? 0n]
    if (before !== now) return `累计${key}：当时${counted(key, before)}，重算${counted(key, now)}`
  }
  return undefined
}

function counted(key: string, amount: bigint): string {
  return key === 'admissions' || key.startsWith('treatment/') ? `${amount}次` : `${yuanText(amount)}元`
}

export interface StoredBill {
  readonly person: bigint
  readonly settlement: bigint
}

/** `count` bills in an order that only the seed decides; cancellations have no calculation of their own. */
export async function sampleBills(db: Queryable, count: number, seed: bigint): Promise<readonly StoredBill[]> {
  const { rows } = await db.query<StoredBill>(
    'SELECT person, settlement FROM settlement WHERE cancels IS NULL ORDER BY hashint8extended(settlement, $2), person, settlement LIMIT $1',
    [count, seed.toString()],
  )
  return rows
}
