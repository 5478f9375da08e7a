// `npm run bench -- review`: one order of 30 lines against the whole rule library, once ordinary and once with every item a rule speaks of.

import { review } from '@tongchou/domain/supervision/review.js'
import type { ReviewLine, ReviewRequest } from '@tongchou/domain/supervision/review-request.js'
import { indexRules, type RuleIndex } from '@tongchou/domain/supervision/rule.js'
import { PlainError } from '@tongchou/server/database/plain-error.js'
import { ruleLibrary } from '@tongchou/server/supervision/load-rules.js'

const ROUNDS = 5_000
const LINES = 30
const DAY = '2026-07-01'

/** Codes that no rule names. */
const ORDINARY = ['XA11DAW036A001010104127', 'DEMOW0407A01', 'DEMOW0001A01'] as const
/** Sex, age, level, setting, days, frequency, a pair, a herb. */
const WATCHED = [
  'ZD03AAA0043010100166',
  'ZA04CAE0023010100166',
  'ZA09HAC0101010102129',
  'XB05BAU005B002010101415',
  'XN07XXT050B002010100239',
  '003107010270000',
  '001103000010000',
  '001109000010000',
  'T000700200',
] as const

export function benchReview(): string {
  const index = ruleLibrary()
  const none = indexRules([])
  const rows = [
    row('ordinary items', requestOf(ORDINARY), index, 0),
    row('every line an item of some rule', requestOf(WATCHED), index, 5),
    row('the same without any rule', requestOf(WATCHED), none, 0),
  ]
  return [
    `One order of ${LINES} lines against ${index.size} rules, ${ROUNDS} times each, one thread.`,
    '',
    '| order | findings | p50 µs | p99 µs |',
    '|---|--:|--:|--:|',
    ...rows,
  ].join('\n')
}

function row(name: string, request: ReviewRequest, index: RuleIndex, atLeast: number): string {
  const found = review(request, index).length
  if (found < atLeast) throw new PlainError(`${name}: ${found} findings, at least ${atLeast} were expected`)
  for (let round = 0; round < ROUNDS; round++) review(request, index)
  const times = Array.from({ length: ROUNDS }, () => {
    const begun = process.hrtime.bigint()
    review(request, index)
    return Number(process.hrtime.bigint() - begun) / 1_000
  }).sort((a, b) => a - b)
  const at = (share: number): string => String(Math.round((times[Math.floor(ROUNDS * share)] ?? 0) * 10) / 10)
  return `| ${name} | ${found} | ${at(0.5)} | ${at(0.99)} |`
}

function requestOf(codes: readonly string[]): ReviewRequest {
  const lines = Array.from({ length: LINES }, (_, number): ReviewLine => {
    const code = codes[number % codes.length] ?? ''
    const time = { day: DAY, minute: null, lastDay: null } as const
    return {
      id: String(number),
      code,
      name: code,
      ...time,
      quantity: 20_000n,
      amount: 1_000n,
      ownPay: 0n,
      prescription: 'A',
      isHerb: code.startsWith('T'),
      isCurrent: true,
    }
  })
  const visit = { setting: 'outpatient', online: false, level: 1, scheme: 'resident', maternity: false } as const
  return { stage: 'pre', person: { sex: '1', born: '1980-01-01' }, visit, lines, earlier: [] }
}
