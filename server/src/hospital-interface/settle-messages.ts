// What the settling transactions share: run the decision (for a trial without saving it) and answer from the fact.
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type { SettlementFact } from '../settlement/fact.js'
import type { Changes, DoneBefore, Known, NewLine } from '../settlement/work.js'
import { type Act, carryOut, look, lookAgain } from './carry-out.js'
import { type Counter, type Message, type Reply, reply } from './message.js'
import { linesOutput, storedLines } from './reply-lines.js'
import { cancellationOutput, settlementOutput } from './reply-settlement.js'
import type { Written } from './write-json.js'

export type Form = 'settled' | 'with_lines' | 'cancelled'

/** Settles or cancels, and answers from the fact that was booked, now or under the same message before. */
export async function settleMessage(counter: Counter, message: Message, act: Act, form: Form): Promise<Reply | Refusal> {
  const answer = await carryOut(counter, message, act)
  if (isRefusal(answer)) return answer
  if (answer.kind === 'done_before') return repeated(counter, message, answer, form)
  const { changes, known, saved } = answer
  const output = outputOf(counter, message, known, factOf(changes), saved.visit, saved.settlement, linesOf(changes), form)
  return reply(output, saved)
}

async function repeated(counter: Counter, message: Message, before: DoneBefore, form: Form): Promise<Reply> {
  const known = await lookAgain(counter, before)
  const fact = known.visit?.settlements.find((one) => one.settlement === before.fact)?.fact
  if (fact === undefined) throw new Error('a message names a settlement that is not there')
  const lines = form === 'with_lines' ? await storedLines(counter.database, before.person, before.visit, fact.months, fact.feeBatches) : []
  return reply(outputOf(counter, message, known, fact, before.visit, before.fact, lines, form), before)
}

/** The same decision as a settlement, nothing saved. */
export async function tryMessage(counter: Counter, message: Message, act: Act, form: Form): Promise<Reply | Refusal> {
  const known = await look(counter, act.person, act.visit)
  if (known === undefined) return refused('unknown_person', '人员编号（psn_no）不存在，请先用1101获取人员信息')
  const changes = act.decide(known)
  if (isRefusal(changes)) return changes
  return reply(outputOf(counter, message, known, factOf(changes), act.visit ?? 0n, null, linesOf(changes), form))
}

function factOf(changes: Changes): SettlementFact {
  if (changes.settlement === null) throw new Error('a settling message made no settlement')
  return changes.settlement.fact
}

function linesOf(changes: Changes): readonly NewLine[] {
  return changes.batches.flatMap((batch) => batch.lines)
}

function outputOf(
  counter: Counter,
  message: Message,
  known: Known,
  fact: SettlementFact,
  visit: bigint,
  settlement: bigint | null,
  lines: readonly NewLine[],
  form: Form,
): Written {
  const settled = { fact, person: known.person, provider: message.provider, visit, settlement }
  if (form === 'cancelled') return cancellationOutput(counter, settled)
  const output = settlementOutput(counter, settled)
  return form === 'with_lines' ? { ...output, detlcutinfo: linesOutput(lines) } : output
}
