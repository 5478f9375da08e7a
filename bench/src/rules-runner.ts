// A process of `bench -- rules`: does one work for as many milliseconds as it is told and answers the microseconds of each.
import type { Fen } from '@tongchou/domain/base/money.js'
import type { Outcome } from '@tongchou/domain/settlement/outcome.js'
import { type SettlementRequest, settle } from '@tongchou/domain/settlement/settle.js'
import { CONTENDERS, type ContenderName } from './contenders.js'
import { ALL_LAYERS, fullRequest } from './full-bill.js'
import { type Contender, visits } from './small-policy.js'

export type Work = ContenderName | 'settle, read' | 'full bill' | 'full bill, read'

const work = workNamed(process.argv[2] as Work)
process.on('message', async (milliseconds) => process.send?.(await sliceOf(Number(milliseconds))))

async function sliceOf(milliseconds: number): Promise<number> {
  const started = performance.now()
  let done = 0
  while (performance.now() - started < milliseconds) {
    for (let index = 0; index < 16; index++) await work(done + index)
    done += 16
  }
  return ((performance.now() - started) * 1000) / done
}

function workNamed(name: Work): (index: number) => unknown {
  if (name === 'settle, read') return traceEach(CONTENDERS.settle())
  if (name !== 'full bill' && name !== 'full bill, read') return payEach(CONTENDERS[name]())
  const bills = fullBills()
  const settled = (index: number) => settle(bills[index % bills.length] ?? fullRequest(0))
  return name === 'full bill' ? settled : (index) => readWhole(settled(index))
}

function payEach({ prepare }: Contender): (index: number) => Promise<Fen> {
  const all = visits().map((visit) => prepare(visit).pay)
  return (index) => all[index % all.length]?.() ?? Promise.resolve(0n)
}

function traceEach({ prepare }: Contender): (index: number) => Promise<unknown> {
  const all = visits().map((visit) => prepare(visit).trace)
  return (index) => all[index % all.length]?.() ?? Promise.resolve()
}

/** Everything that is put together only when it is read. */
function readWhole(outcome: Outcome): number {
  if (outcome.kind !== 'settled') return 0
  const { deductible, layers, whyNotMore, contributions } = outcome
  return layers.reduce((length, { rule }) => length + rule.length, deductible.rule.length + whyNotMore.length + Object.keys(contributions).length)
}

/** Bills that differ; every layer pays on every one of them, and nothing is lost between the payers. */
function fullBills(): readonly SettlementRequest[] {
  const requests = Array.from({ length: 64 }, (_, index) => fullRequest(index))
  for (const request of requests) {
    const outcome = settle(request)
    if (outcome.kind !== 'settled') throw new Error(outcome.sentence)
    const paying = outcome.layers.filter(({ paid }) => paid > 0n).map(({ layer }) => layer)
    if (paying.join() !== ALL_LAYERS.join()) throw new Error(`only ${paying.join()} pay`)
    const sum = outcome.layers.reduce((total, { paid }) => total + paid, outcome.account.paid + outcome.cash)
    if (sum !== request.bill.total || outcome.account.paid === 0n) throw new Error(`payers add up to ${sum} of ${request.bill.total}`)
  }
  return requests
}
