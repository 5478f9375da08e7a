// `npm run bench -- rules`: one small policy in four rule engines, each with its trace on and awaited bill by bill, after their
// results were found equal; then one inpatient bill of 30 lines through every layer of ours. Each work has a process of its own
// (rules-runner.ts): an engine that changes the runtime's built-in objects slows only itself.
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import type { Fen } from '@tongchou/domain/base/money.js'
import { PlainError } from '@tongchou/server/database/plain-error.js'
import { CONTENDERS, type ContenderName } from './contenders.js'
import { ALL_LAYERS } from './full-bill.js'
import type { Work } from './rules-runner.js'
import { type Contender, type Prepared, visits } from './small-policy.js'

const ROUNDS = 80
const SLICE_MS = 20
const RUNNER = new URL('rules-runner.js', import.meta.url)
const ENGINES: readonly ContenderName[] = ['settle', 'zen', 'json-rules-engine', 'publicodes']

export async function benchRules(): Promise<string> {
  const contenders = ENGINES.map((name) => CONTENDERS[name]())
  const compared = await sameResults(contenders)
  const micros = await interleaved([...ENGINES, 'settle, read', 'full bill', 'full bill, read'])
  const [own = 0, ...others] = micros.slice(0, ENGINES.length)
  const [ownRead = 0, bill = 0, billRead = 0] = micros.slice(ENGINES.length)
  return [
    `Results equal on ${compared} visits, those at and one fen beside every boundary among them.`,
    '',
    '| engine, trace on, awaited singly | µs a visit | times ours |',
    '|---|--:|--:|',
    ...contenders.map(({ name }, index) => row(name, micros[index] ?? 0, own)),
    row(`${contenders[0]?.name}, its sentences and counters read as well`, ownRead, own),
    '',
    `The fastest of the others takes ${(Math.min(...others) / own).toFixed(1)} times as long as ours.`,
    `One inpatient bill of 30 lines through ${ALL_LAYERS.length} layers and the account, trace on: ${bill.toFixed(1)} µs; with every sentence and counter of it read ${billRead.toFixed(1)} µs.`,
    `The fastest tenth of ${ROUNDS} rounds of ${SLICE_MS} ms each, in turn, so that other work on the machine falls out for all of them alike.`,
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

/** Microseconds of each work at its fastest tenth, measured in turn so that a busy moment of the machine hits all of them. */
async function interleaved(works: readonly Work[]): Promise<number[]> {
  const runners = works.map((work) => fork(RUNNER, [work]))
  try {
    const found = works.map((): number[] => [])
    for (const runner of runners) await sliceOf(runner, 100 * SLICE_MS) // warms up
    for (let round = 0; round < ROUNDS; round++) {
      for (const [index, runner] of runners.entries()) found[index]?.push(await sliceOf(runner, SLICE_MS))
    }
    return found.map((micros) => micros.sort((a, b) => a - b)[Math.floor(micros.length / 10)] ?? 0)
  } finally {
    for (const runner of runners) runner.kill()
  }
}

async function sliceOf(runner: ChildProcess, milliseconds: number): Promise<number> {
  const over = new AbortController()
  const ended = once(runner, 'exit', { signal: over.signal }).then(([code]) => Promise.reject(new Error(`a process of the bench ended with ${code}`)))
  const answered = once(runner, 'message', { signal: over.signal })
  runner.send(milliseconds)
  try {
    const [micros] = await Promise.race([answered, ended])
    return Number(micros)
  } finally {
    ended.catch(() => undefined)
    over.abort()
  }
}
