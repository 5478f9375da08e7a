// Makes a plan stand: one transaction, cut off now and then, made again when nothing of it stands; then every check of the books that it
// touched. Now and then the same facts are handed in twice, which the database must refuse.
import type { BookFact } from '@tongchou/domain/facts/fact.js'
import type { Databases, Pool } from '@tongchou/server/database/connect.js'
import { recordFacts } from '@tongchou/server/fund/record-facts.js'
import { inTransaction } from '@tongchou/server/fund/transaction.js'
import type pg from 'pg'
import type { FactNumbers } from '../money-year/year-context.js'
import { type Random, randomFrom } from '../random/random.js'
import { befalls, type Fate } from './befall.js'
import { checkBooks } from './check-books.js'
import type { Office } from './office.js'
import type { Plan } from './plan.js'
import { isOutage, type Trouble, troubled } from './trouble.js'
import { handOver, type World } from './world.js'

/** A database that can be left and opened again, as a new process would. */
export interface Site {
  readonly key: Buffer
  databases(): Databases
  batch(): Pool
  /** Who holds the books against everybody else's memory, and never writes. */
  observer(): Pool
  /** For faults on purpose and nothing else. */
  readonly adminUrl: string
  restart(): Promise<void>
}

export interface Counts extends Fate {
  facts: number
  wrongFiles: number
  /** Taken by officers over the desk's routes. */
  acts: number
  /** Policies changed by draft, trial and approval. */
  policies: number
  /** Bills settled over the hospital interface, and those of them by the changed policy. */
  settled: number
  underNewRules: number
  checks: number
  closedDays: number
}

export interface Proof {
  readonly seed: number
  readonly site: Site
  readonly world: World
  readonly numbers: FactNumbers
  /** The desk's own routes, served without a port. */
  readonly office: Office
  readonly counts: Counts
  /** Called when a step stands, before its checks. */
  readonly afterStep: ((step: number, name: string) => Promise<void>) | undefined
  /** The last step that is made; undefined: all of them. */
  readonly until: number | undefined
  /** Said with a failure. */
  at: string
}

/** The step that was asked for stands; nothing is wrong. */
export class Reached extends Error {}

/** A check that does not hold, or a step that could not be made. It says where, so that it can be made again. */
export class ProofFailed extends Error {
  readonly step: number

  constructor(proof: Proof, what: string) {
    super(`种子 ${proof.seed} 第 ${proof.counts.steps} 步（${proof.at}）：${what}`)
    this.step = proof.counts.steps
  }
}

/** A fact that a book refused. */
export class Refused extends Error {
  readonly code: string

  constructor(code: string, sentence: string, fact: BookFact) {
    super(`${fact.kind} ${fact.book} ${fact.bookedOn}：${code} ${sentence}`)
    this.code = code
  }
}

export async function record(client: pg.PoolClient, facts: readonly BookFact[]): Promise<ReadonlyMap<bigint, bigint>> {
  const recorded = await recordFacts(client, facts)
  if (recorded.kind === 'recorded') return recorded.vouchers
  const [first] = recorded.refusals
  if (first === undefined) throw new Error('nothing was recorded and nothing refused')
  throw new Refused(first.refusal.code, first.refusal.sentence, first.fact)
}

async function write(client: pg.PoolClient, plan: Plan): Promise<ReadonlyMap<bigint, bigint>> {
  await plan.write?.(client)
  return plan.facts.length === 0 ? new Map() : record(client, plan.facts)
}

/** Voucher numbers by fact; empty where the answer was lost. */
export async function perform(proof: Proof, plan: Plan): Promise<ReadonlyMap<bigint, bigint>> {
  begin(proof, plan)
  if (plan.facts.length === 0 && plan.write === undefined) {
    plan.after?.()
    return new Map()
  }
  const random = randomFrom('province', proof.seed, 'trouble', proof.counts.steps)
  const vouchers = await madeToStand(proof, plan, random)
  proof.counts.facts += plan.facts.length
  handOver(proof.world, plan.moves)
  plan.after?.()
  await proof.afterStep?.(proof.counts.steps, plan.name)
  await check(proof, plan.books)
  if (plan.facts.length > 0 && befalls(proof.counts, 'twice', random.chance(0.03))) await handInTwice(proof, plan)
  if (befalls(proof.counts, 'restarts', random.chance(0.01))) await restart(proof)
  return vouchers
}

export function begin(proof: Proof, { day, name }: Pick<Plan, 'day' | 'name'>): void {
  if (proof.counts.steps === proof.until) throw new Reached(`${proof.counts.steps} ${proof.at}`)
  proof.counts.steps += 1
  proof.at = `${day} ${name}`
}

async function madeToStand(proof: Proof, plan: Plan, random: Random): Promise<ReadonlyMap<bigint, bigint>> {
  let trouble = troubleOf(proof, random, plan.facts.length > 0)
  for (;;) {
    try {
      return await inTransaction(troubled(proof.site.batch(), trouble), (client) => write(client, plan))
    } catch (error) {
      if (trouble.kind === 'none' || !isOutage(error)) throw error
      if (trouble.kind === 'killed') proof.counts.killed += 1
      else proof.counts.answersLost += 1
      trouble = { kind: 'none' }
      const vouchers = await standing(proof.site.observer(), plan)
      if (vouchers !== undefined) return vouchers
      await check(proof, plan.books)
    }
  }
}

export function troubleOf(proof: Proof, random: Random, canBeAskedAgain: boolean): Trouble {
  const drawn = random.next()
  const before = 1 + random.below(14)
  if (befalls(proof.counts, 'killed', drawn < 0.06)) return { kind: 'killed', before }
  return canBeAskedAgain && befalls(proof.counts, 'answersLost', drawn < 0.09) ? { kind: 'answer_lost' } : { kind: 'none' }
}

/** Voucher numbers of a plan that stands; undefined where nothing of it does. It stands as a whole or not at all. */
async function standing(observer: Pool, { facts }: Plan): Promise<ReadonlyMap<bigint, bigint> | undefined> {
  const numbers = facts.map(({ fact }) => fact)
  const { rows } = await observer.query<{ found: bigint }>({
    name: 'standing',
    text: 'SELECT count(*) AS found FROM fact_stream f JOIN unnest($1::text[], $2::bigint[]) AS p(book, fact) USING (book, fact)',
    values: [facts.map(({ book }) => book), numbers],
  })
  const found = rows[0]?.found ?? 0n
  if (found === 0n) return undefined
  if (found !== BigInt(new Set(numbers).size)) throw new Error(`${found} of ${numbers.length} facts of an interrupted step stand`)
  const vouchers = await observer.query<{ fact: bigint; voucher: bigint }>('SELECT fact, voucher FROM cash_voucher WHERE fact = ANY ($1)', [numbers])
  return new Map(vouchers.rows.map(({ fact, voucher }) => [fact, voucher]))
}

/** A file that cannot be right: it must be refused as a whole and leave nothing behind. */
export async function mustBeRefused(proof: Proof, plan: Plan, facts: readonly BookFact[], codes: readonly string[]): Promise<void> {
  begin(proof, plan)
  proof.counts.wrongFiles += 1
  const said = await refusalOf(proof.site.batch(), facts)
  if (!codes.includes(said)) throw new ProofFailed(proof, `错误文件应当被拒（${codes.join('、')}），结果是：${said}`)
  await check(proof, plan.books)
}

async function handInTwice(proof: Proof, plan: Plan): Promise<void> {
  proof.counts.twice += 1
  const said = await refusalOf(proof.site.batch(), plan.facts)
  if (said === 'recorded') throw new ProofFailed(proof, '同一批事项重复提交，却又记了一次')
  await check(proof, plan.books)
}

/** `recorded`, a refusal's code, or the database's own word for what it did not let in. */
async function refusalOf(batch: Pool, facts: readonly BookFact[]): Promise<string> {
  try {
    await inTransaction(batch, (client) => record(client, facts))
    return 'recorded'
  } catch (error) {
    if (error instanceof Refused) return error.code
    const { code } = error as { code?: unknown }
    if (typeof code === 'string') return code
    throw error
  }
}

export async function restart(proof: Proof): Promise<void> {
  proof.counts.restarts += 1
  await proof.office.leave()
  await proof.site.restart()
}

export async function check(proof: Proof, books: readonly string[]): Promise<void> {
  proof.counts.checks += 1
  const found = await checkBooks(proof.site.observer(), proof.world, new Set(books))
  if (found.length > 0) throw new ProofFailed(proof, found.map(({ rule, sentence }) => `${rule}: ${sentence}`).join('；'))
}
