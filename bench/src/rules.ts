// `npm run bench -- rules`: one small policy in four rule engines, each with its trace on and awaited bill by bill, after their
// results were found equal; then one inpatient bill of 30 lines through every layer of ours.
import type { Fen } from '@tongchou/domain/base/money.js'
import { settle } from '@tongchou/domain/settlement/settle.js'
import { PlainError } from '@tongchou/server/database/plain-error.js'
import { byJsonRulesEngine } from './by-json-rules-engine.js'
import { byPublicodes } from './by-publicodes.js'
import { bySettle } from './by-settle.js'
import { byZen } from './by-zen.js'
import { ALL_LAYERS, fullRequest } from './full-bill.js'
import { type Contender, type Prepared, visits } from './small-policy.js'

const ROUNDS = 7
const SLICE_MS = 250

export async function benchRules(): Promise<string> {
  const ours = bySettle()
  const others = [byZen(), byJsonRulesEngine(), byPublicodes()]
  const compared = await sameResults([ours, ...others])
  const requests = fullBills()
  const timed = await interleaved([...[ours, ...others].map(payEach), (index) => settle(requests[index % requests.length] ?? fullRequest(0))])
  const [own = 0, ...theirs] = timed.slice(0, -1)
  const rows = others.map(({ name }, index) => row(name, theirs[index] ?? 0, own))
  return [
    `Results equal on ${compared} visits, those at and one fen beside every boundary among them.`,
    '',
    '| engine, trace on, awaited singly | µs a visit | times ours |',
    '|---|--:|--:|',
    row(ours.name, own, own),
    ...rows,
    '',
    `The fastest of the others takes ${(Math.min(...theirs) / own).toFixed(0)} times as long as ours.`,
    `One inpatient bill of 30 lines through ${ALL_LAYERS.length} layers and the account, trace on: ${(timed.at(-1) ?? 0).toFixed(1)} µs.`,
    `Median of ${ROUNDS} rounds of ${SLICE_MS} ms each, in turn, on one core.`,
  ].join('\n')
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

/** Bills that differ; every layer pays on every one of them, and nothing is lost between the payers. */
function fullBills() {
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

/** Median microseconds of each work, measured in turn so that a busy moment of the machine hits all of them. */
async function interleaved(works: readonly ((index: number) => unknown)[]): Promise<number[]> {
  const found = works.map((): number[] => [])
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [index, work] of works.entries()) {
      const micros = await sliceOf(work)
      if (round > 0) found[index]?.push(micros) // the first round warms up
    }
  }
  return found.map((micros) => micros.sort((a, b) => a - b)[Math.floor(micros.length / 2)] ?? 0)
}

async function sliceOf(work: (index: number) => unknown): Promise<number> {
  const started = performance.now()
  let done = 0
  while (performance.now() - started < SLICE_MS) {
    for (let index = 0; index < 128; index++) await work(done + index)
    done += 128
  }
  return ((performance.now() - started) * 1000) / done
}
