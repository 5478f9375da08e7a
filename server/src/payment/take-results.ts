// The bank's answer to a batch: the same file twice is recognised, a file of another batch or whose sums do not fit is refused whole,
// lines that cannot be taken are kept and shown; the rest is booked in the same transaction.
import type { Day } from '@tongchou/domain/base/day.js'
import { sumOf } from '@tongchou/domain/base/money.js'
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type { BookFact } from '@tongchou/domain/facts/fact.js'
import { amountOf, type BankAnswer, readBankAnswer } from '@tongchou/domain/payment/bank-file.js'
import { factsOfPayment } from '@tongchou/domain/payment/facts-of-payment.js'
import { bankDay, type MatchedResult, matchResults } from '@tongchou/domain/payment/match-results.js'
import type pg from 'pg'
import type { RegisterCipher } from '../enrolment/register-cipher.js'
import { insertRows, nextFacts } from '../fund/fact-store.js'
import { recordFacts } from '../fund/record-facts.js'
import { decodeBank } from './bank-encoding.js'
import { hashOf, sealBytes } from './batch-steps.js'
import { type BatchRow, batchNumbered, batchOfFile, type ItemRow, insertFile, itemsOf } from './batch-store.js'
import { payableLines, payablesNumbered } from './payable-store.js'
import { lockSubject } from './take-step.js'
import { bankTemplate } from './template-store.js'

export interface ResultsGiven {
  readonly batch: bigint
  readonly name: string
  readonly bytes: Buffer
  readonly officer: bigint
  readonly areas: readonly string[]
  readonly today: Day
}

export interface ResultsTaken {
  readonly taken: number
  readonly known: number
  readonly faults: number
}

export async function takeResults(client: pg.PoolClient, cipher: RegisterCipher, given: ResultsGiven): Promise<ResultsTaken | Refusal> {
  await lockSubject(client, 'batch', given.batch)
  const batch = await batchNumbered(client, given.batch)
  if (batch === undefined) return refused('not_found', '没有这个批次，或不在您的区域。')
  if (batch.stage !== 'sent') return refused('not_sent', '这个批次还没有送银行，不能导入结果文件。')
  if (!batch.units.every((unit) => given.areas.includes(unit))) return refused('elsewhere', '批次含有其他核算单位的资金，请由市级经办机构导入结果。')
  const sha256 = hashOf(given.bytes)
  const earlier = await batchOfFile(client, 'back', sha256)
  if (earlier !== undefined) return refused('file_known', `这个文件已经导入过（批次 ${earlier}），没有重复处理。`)
  const template = await bankTemplate(client, batch.template)
  const text = template === undefined ? undefined : decodeBank(given.bytes, template.encoding)
  if (template === undefined || text === undefined) return refused('not_this_template', '文件的字符集与模板不符；请核对是不是这个批次的结果文件。')
  const answer = readBankAnswer(template, text)
  if (isRefusal(answer)) return answer
  const wrong = wrongWhole(batch, answer)
  if (wrong !== undefined) return wrong
  const items = await itemsOf(client, given.batch)
  const matched = matchResults(
    template,
    items.map((item) => ({ item: item.item, itemKey: item.item_key, amountFen: item.amount_fen, outcomes: item.outcomes })),
    answer,
    batch.booked_on,
  )
  const file = { batch: given.batch, direction: 'back', name: given.name, sha256, content: sealBytes(cipher, given.bytes) } as const
  const number = await insertFile(client, { ...file, lines: answer.lines.length + answer.faults.length, totalFen: answer.totalFen, officer: given.officer })
  await insertRows(
    client,
    'payment_file_fault',
    matched.faults.map((fault) => ({ file: number, ...fault })),
  )
  const booked = await book(client, batch, items, matched.results, number, given.today)
  return booked ?? { taken: matched.results.length, known: matched.known, faults: matched.faults.length }
}

function wrongWhole({ batch }: BatchRow, answer: BankAnswer): Refusal | undefined {
  if (answer.batch !== batch.toString()) return refused('other_batch', `这是批次 ${answer.batch} 的结果文件，不是批次 ${batch} 的；整个文件没有导入。`)
  const lines = answer.lines.length + answer.faults.length
  if (answer.count !== lines)
    return refused('count_differs', `文件首行写明 ${answer.count} 笔，实际有 ${lines} 行；文件不完整，整个没有导入，请向银行重新索取。`)
  const total = sumOf(answer.lines.map(({ record }) => amountOf(record.amount_yuan, record.amount_fen) ?? 0n))
  if (answer.faults.length === 0 && total !== answer.totalFen)
    return refused('total_differs', '文件首行的总金额与各行合计不符；整个文件没有导入，请向银行重新索取。')
  return undefined
}

async function book(
  client: pg.PoolClient,
  batch: BatchRow,
  items: readonly ItemRow[],
  results: readonly MatchedResult[],
  file: bigint,
  today: Day,
): Promise<Refusal | undefined> {
  const byItem = new Map(items.map((item) => [item.item, item]))
  const payables = results.map(({ item }) => byItem.get(item)?.payable ?? 0n)
  const lines = await payableLines(client, payables)
  const things = new Map((await payablesNumbered(client, payables)).map((row) => [row.payable, row]))
  const postings: { item: number; fact: BookFact }[] = []
  for (const result of results) {
    const item = byItem.get(result.item)
    const thing = things.get(item?.payable ?? 0n)
    if (item === undefined || thing === undefined) throw new Error(`payment ${result.item} of batch ${batch.batch} is gone`)
    const ofThing = { ...thing, lines: lines.get(item.payable) ?? [], repays: item.repays }
    const numbers = await nextFacts(client, ofThing.lines.length + 1)
    const next = (): bigint => numbers.shift() ?? 0n
    postings.push(...factsOfPayment(ofThing, result.outcome, dayOf(result, today), next).map((fact) => ({ item: result.item, fact })))
  }
  const recorded = await recordFacts(
    client,
    postings.map(({ fact }) => fact),
  )
  if (recorded.kind === 'not_recorded') {
    const [first] = recorded.refusals
    return first === undefined ? undefined : { ...first.refusal, sentence: `${first.refusal.sentence}（整个结果文件没有导入）` }
  }
  const { batch: number } = batch
  await insertRows(
    client,
    'payment_result',
    results.map((result) => ({ batch: number, item: result.item, outcome: result.outcome, happened_on: dayOf(result, today), reason: result.reason, file })),
  )
  await insertRows(
    client,
    'payment_posting',
    postings.map(({ item, fact }) => ({ batch: number, item, book: fact.book, fact: fact.fact, fact_kind: fact.kind })),
  )
  return undefined
}

/** The bank's day where it gave a real one that is not to come; today otherwise. */
function dayOf({ day }: MatchedResult, today: Day): Day {
  const on = bankDay(day)
  return on !== undefined && on <= today ? on : today
}
