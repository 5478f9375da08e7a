// `npm run bench -- rules`: one small policy in four rule engines, each with its trace on and awaited bill by bill, after their
// results were found equal; then one inpatient bill of 30 lines through every layer of ours.
import type { Fen } from '@tongchou/domain/base/money.js'
import type { Outcome } from '@tongchou/domain/settlement/outcome.js'
import { type SettlementRequest, settle } from '@tongchou/domain/settlement/settle.js'
import { PlainError } from '@tongchou/server/database/plain-error.js'
import { byJsonRulesEngine } from './by-json-rules-engine.js'
import { byPublicodes } from './by-publicodes.js'
import { bySettle } from './by-settle.js'
import { byZen } from './by-zen.js'
import { ALL_LAYERS, fullRequest } from './full-bill.js'
import { type Contender, type Prepared, visits } from './small-policy.js'

const ROUNDS = 200
const SLICE_MS = 5

export async function benchRules(): Promise<string> {
  const contenders = [bySettle(), byZen(), byJsonRulesEngine(), byPublicodes()] as const
  const compared = await sameResults(contenders)
  // The full bills come after the small policy: each engine has then seen this one policy alone.
  const micros = await interleaved(contenders.map(payEach))
  const [own = 0, ...others] = micros
  const [bill = 0, billRead = 0, ownRead = 0] = await interleaved([...settlingFullBills(), traceEach(contenders[0])])
  return [
    `Results equal on ${compared} visits, those at and one fen beside every boundary among them.`,
    '',
    '| engine, trace on, awaited singly | µs a visit | times ours |',
    '|---|--:|--:|',
    ...contenders.map(({ name }, index) => row(name, micros[index] ?? 0, own)),
    row(`${contenders[0].name}, its sentences read as well`, ownRead, own),
    '',
    `The fastest of the others takes ${(Math.min(...others) / own).toFixed(1)} times as long as ours.`,
    `One inpatient bill of 30 lines through ${ALL_LAYERS.length} layers and the account, trace on: ${bill.toFixed(1)} µs; with every sentence of it read ${billRead.toFixed(1)} µs.`,
    `The fastest tenth of ${ROUNDS} rounds of ${SLICE_MS} ms each, in turn, so that other work on the machine falls out for all of them alike.`,
  ].join('\n')
}

/** Everything that is written only when it is read. */
function sentencesOf(outcome: Outcome): number {
  if (outcome.kind !== 'settled') return 0
  const { deductible, layers, whyNotMore } = outcome
  return layers.reduce((length, { rule }) => length + rule.length, deductible.rule.length + whyNotMore.length)
}

function row(name: string, micros: number, own: number): string {
  return `| ${name} | ${micros.toFixed(2)} | ${(micros / own).toFixed(1)} |`
}

/** How many visits were compared; an engine that answers otherwise than the first is a fault of this bench, and ends it. */
async function sameResults(contenders: readonly Contender[]): Promise<number> {
  const all = visits()
  for (const visit of all) {
    const answers = await Promise.all(contenders.map(async ({ name, prepare }) => ({ name, ...(await answerOf(prepare(visit))) })))
    if (new Set(answers.map(({ paid }) => paid)).size !== 1) {
      throw new PlainError(`${JSON.stringify(visit)}: ${answers.map(({ name, paid }) => `${name} pays ${paid}`).join(', ')}`)
    }
    for (const { name, trace } of answers) if (trace === undefined) throw new PlainError(`${name} gave no trace`)
  }
  return all.length
}

async function answerOf({ pay, trace }: Prepared): Promise<{ readonly paid: Fen; readonly trace: unknown }> {
  return { paid: await pay(), trace: await trace() }
}

function payEach({ prepare }: Contender): (index: number) => Promise<Fen> {
  const all = visits().map((visit) => prepare(visit).pay)
  return (index) => all[index % all.length]?.() ?? Promise.resolve(0n)
}

function traceEach({ prepare }: Contender): (index: number) => Promise<unknown> {
  const all = visits().map((visit) => prepare(visit).trace)
  return (index) => all[index % all.length]?.() ?? Promise.resolve()
}

/** Settling them, without and with every sentence read. */
function settlingFullBills(): readonly ((index: number) => unknown)[] {
  const bills = fullBills()
  const settleBill = (index: number) => settle(bills[index % bills.length] ?? fullRequest(0))
  return [settleBill, (index) => sentencesOf(settleBill(index))]
}

/** Bills that differ; every layer pays on every one of them, and nothing is lost between the payers. */
function fullBills(): readonly SettlementRequest[] {
  const requests = Array.from({ length: 64 }, (_, index) => fullRequest(index))
  for (const request of requests) {
    const outcome = settle(request)
    if (outcome.kind !== 'settled') throw new PlainError(outcome.sentence)
    const paying = outcome.layers.filter(({ paid }) => paid > 0n).map(({ layer }) => layer)
    if (paying.join() !== ALL_LAYERS.join()) throw new PlainError(`only ${paying.join()} pay`)
    const sum = outcome.layers.reduce((total, { paid }) => total + paid, outcome.account.paid + outcome.cash)
    if (sum !== request.bill.total || outcome.account.paid === 0n) throw new PlainError(`payers add up to ${sum} of ${request.bill.total}`)
  }
  return requests
}

/** Microseconds of each work at its fastest tenth, measured in turn so that a busy moment of the machine hits all of them. */
async function interleaved(works: readonly ((index: number) => unknown)[]): Promise<number[]> {
  const found = works.map((): number[] => [])
  for (const work of works) await sliceOf(work, 100 * SLICE_MS) // warms up
  for (let round = 0; round < ROUNDS; round++) {
    for (const [index, work] of works.entries()) found[index]?.push(await sliceOf(work, SLICE_MS))
  }
  return found.map((micros) => micros.sort((a, b) => a - b)[Math.floor(micros.length / 10)] ?? 0)
}

async function sliceOf(work: (index: number) => unknown, milliseconds: number): Promise<number> {
  const started = performance.now()
  let done = 0
  while (performance.now() - started < milliseconds) {
    for (let index = 0; index < 16; index++) await work(done + index)
    done += 16
  }
  return ((performance.now() - started) * 1000) / done
}
