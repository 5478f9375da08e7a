// Prepares the clearing of a provider's year: every month is paid, rates come from the agreement or from the place's figures with their
// source, and are never assumed; the difference is shared among units and kinds of care by what their months were settled for.
import type { Day } from '@tongchou/domain/base/day.js'
import { type Ratio, ratioOf, sumOf } from '@tongchou/domain/base/money.js'
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { shareOut } from '@tongchou/domain/base/split.js'
import { clearYear, type YearTerms } from '@tongchou/domain/payment/clear-year.js'
import type pg from 'pg'
import type { Static } from 'typebox'
import { insertRows } from '../fund/fact-store.js'
import type { Desk } from '../http/route.js'
import { type Agreed, agreedAmount } from './agreed-by-method.js'
import { paymentRule } from './rule-store.js'
import { lockSubject } from './take-step.js'
import type { YearBody } from './year-clearing-schemas.js'
import { declaredInYear, linesOfYear, openMonths, standingClearing, type YearLine } from './year-clearing-store.js'

type Body = Static<typeof YearBody>

export async function prepareYearClearing(client: pg.PoolClient, { officer }: Desk, body: Body, today: Day): Promise<bigint | Refusal> {
  const { book, provider, year } = body
  await lockSubject(client, 'year_clearing', `${book}/${provider}/${year}`)
  const { rows: found } = await client.query<{ area: string }>('SELECT area FROM provider WHERE code = $1', [provider])
  const area = found[0]?.area
  if (area === undefined || !officer.areas.includes(area)) return refused('not_found', '没有这家医药机构，或不在您的区域；请核对机构编码。')
  if (`${year}-12-31` >= today) return refused('year_open', '年度还没有结束，不能办理年度清算。')
  const before = await standingClearing(client, book, provider, year)
  if (before !== undefined) return refused('cleared_already', `这家机构该年度的清算已在办理或已办结（编号 ${before}）；请在列表里打开。`)
  const months = await openMonths(client, book, year, provider)
  if (months.length > 0)
    return refused('months_open', `还有 ${months.length} 个月没有月结支付：${months.map((one) => one.slice(0, 7)).join('、')}；请先办结再清算。`)
  const lines = await linesOfYear(client, book, year, provider)
  if (lines.length === 0) return refused('nothing_due', '这家机构该年度没有应由统筹基金支付的结算。')
  const terms = await termsOf(client, body)
  if (isRefusal(terms)) return terms
  const agreed = await agreedAmount(client, body, sumOf(lines.map(({ reviewed_fen }) => reviewed_fen)))
  if (isRefusal(agreed)) return agreed
  return save(client, officer.officer, { body, area, lines, terms, agreed, declaredFen: await declaredInYear(client, provider, year), today })
}

interface GivenTerms {
  readonly texts: Readonly<Record<Rate, string | null>>
  readonly source: string
}
type Rate = 'surplus_kept' | 'surplus_from' | 'overspend_shared' | 'overspend_to'

const RATES: readonly { readonly name: Rate; readonly label: string; readonly needed: boolean }[] = [
  { name: 'surplus_kept', label: '结余留用比例', needed: true },
  { name: 'surplus_from', label: '结余留用的最低使用率', needed: false },
  { name: 'overspend_shared', label: '超支分担比例', needed: true },
  { name: 'overspend_to', label: '超支分担上限', needed: false },
]

/** What the agreement names goes before the place's figures of the year's last day. */
async function termsOf(client: pg.PoolClient, body: Body): Promise<GivenTerms | Refusal> {
  const texts: Record<Rate, string | null> = { surplus_kept: null, surplus_from: null, overspend_shared: null, overspend_to: null }
  const sources: string[] = []
  for (const { name, label, needed } of RATES) {
    const agreed = body[name]
    const rule = agreed === undefined ? await paymentRule(client, { book: body.book, name: `clearing_${name}`, day: `${body.year}-12-31` }) : undefined
    const given = rule === undefined || isRefusal(rule) ? undefined : rule
    if (agreed === undefined && given === undefined && needed) {
      return refused('terms_undecided', `协议和支付参数都没有规定“${label}”，不能清算；请按协议填写，或先在支付参数中登记并写明依据。`)
    }
    texts[name] = agreed ?? given?.value ?? null
    if (agreed !== undefined) sources.push(`${label}：${body.document}`)
    if (given !== undefined) sources.push(`${label}：${given.source}`)
  }
  return { texts, source: sources.join('；') }
}

function exact(text: string): Ratio {
  const ratio = ratioOf(text)
  if (ratio === undefined) throw new Error(`a rate of a year's clearing is no decimal: ${text}`)
  return ratio
}

interface Prepared {
  readonly body: Body
  readonly area: string
  readonly lines: readonly YearLine[]
  readonly terms: GivenTerms
  readonly agreed: Agreed
  readonly declaredFen: bigint
  readonly today: Day
}

export function yearTerms(agreedFen: bigint, texts: GivenTerms['texts']): YearTerms {
  const optional = (text: string | null): Ratio | null => (text === null ? null : exact(text))
  return {
    agreedFen,
    surplusKept: exact(texts.surplus_kept ?? ''),
    surplusFrom: optional(texts.surplus_from),
    overspendShared: exact(texts.overspend_shared ?? ''),
    overspendTo: optional(texts.overspend_to),
  }
}

async function save(client: pg.PoolClient, officer: bigint, { body, area, lines, terms, agreed, declaredFen, today }: Prepared): Promise<bigint> {
  const sum = (field: 'reviewed_fen' | 'deducted_fen' | 'settled_fen'): bigint => sumOf(lines.map((line) => line[field]))
  const cost = { reviewedFen: sum('reviewed_fen'), deductedFen: sum('deducted_fen'), settledFen: sum('settled_fen') }
  const year = clearYear(yearTerms(agreed.agreedFen, terms.texts), cost)
  const { rows } = await client.query<{ clearing: bigint }>("SELECT nextval('payment_seq') AS clearing")
  const clearing = rows[0]?.clearing ?? 0n
  const { book, provider, basis, document } = body
  await insertRows(client, 'year_clearing', [
    {
      ...{
        clearing,
        book,
        provider,
        area,
        year: body.year,
        basis,
        document,
        agreed_fen: agreed.agreedFen,
        method: agreed.method,
        ...terms.texts,
        terms_source: terms.source,
      },
      ...{ declared_fen: declaredFen, reviewed_fen: cost.reviewedFen, deducted_fen: cost.deductedFen, settled_fen: cost.settledFen },
      ...{ actual_fen: year.actualFen, surplus_fen: year.surplusFen, kept_fen: year.keptFen, overspend_fen: year.overspendFen },
      ...{ shared_fen: year.sharedFen, entitled_fen: year.entitledFen, difference_fen: year.differenceFen, officer, booked_on: today },
    },
  ])
  const shares = shareOut(
    year.differenceFen < 0n ? -year.differenceFen : year.differenceFen,
    lines.map(({ settled_fen }) => (settled_fen > 0n ? settled_fen : 0n)),
  )
  const sign = year.differenceFen < 0n ? -1n : 1n
  await insertRows(
    client,
    'year_clearing_line',
    lines.map((line, i) => ({ clearing, line: i + 1, ...line, difference_fen: sign * (shares[i] ?? 0n) })),
  )
  return clearing
}
