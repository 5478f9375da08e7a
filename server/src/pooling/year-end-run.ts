// A fund's year end: verify, compute under the rule in force on the last day of the year, keep rule, inputs and lines; later post what
// was approved. Inside one book covering is attribution without cash; what governments owe becomes their duty in the open period, and
// real money is posted in the year in which it moves (E5–E8).
import type { Day } from '@tongchou/domain/base/day.js'
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type { Scheme } from '@tongchou/domain/base/scheme.js'
import type { GapAttributed } from '@tongchou/domain/facts/cash-facts.js'
import type { SubsidyDue } from '@tongchou/domain/facts/contribution-facts.js'
import type { BookFact } from '@tongchou/domain/facts/fact.js'
import { canonical, toExchange } from '@tongchou/domain/policy/exchange.js'
import type { PoolingRules } from '@tongchou/domain/policy/pooling-rule.js'
import { closePoolYear } from '@tongchou/domain/pooling/close-pool-year.js'
import type { GapSource } from '@tongchou/domain/pooling/year.js'
import type pg from 'pg'
import { nextFacts } from '../fund/fact-store.js'
import { recordFacts } from '../fund/record-facts.js'
import { type RuleSet, ruleSetOf } from '../policy/rule-set.js'
import { newestRuleSets } from '../policy/store.js'
import { tasksBefore, yearInputs } from './year-end-inputs.js'
import { approvedRun, insertClosings, insertRun, linesOfRun, type RunRow } from './year-end-store.js'

interface Asked {
  readonly book: string
  readonly pool: string
  readonly year: number
  readonly officer: bigint
}

/** Number of the new run, or every task that is still open. */
export async function computeYearEnd(client: pg.ClientBase, asked: Asked): Promise<bigint | Refusal> {
  const { book, pool, year, officer } = asked
  const approved = await approvedRun(client, book, year)
  if (approved !== undefined) return refused('already_approved', `${year}年已有批准的年终清算（第${approved}号），不能再计算；差错请在开放年度更正。`)
  const tasks = await tasksBefore(client, { book, year })
  if (tasks.length > 0) return refused('tasks_open', tasks.join(''))
  const found = await rulesOf(client, book, pool, year)
  if (isRefusal(found)) return found
  const inputs = await yearInputs(client, { book, pool, year })
  const { gap: rule, gapSharing: sharing, managementGap: management } = found.rules
  const result = closePoolYear({ rule, sharing, management, ...inputs })
  const run = await insertRun(client, {
    book,
    year,
    officer,
    ruleHash: found.hash,
    rule: canonical(toExchange({ rule, sharing, management })),
    inputs: canonical(toExchange(inputs)),
    after: canonical(toExchange(result.after)),
  })
  await insertClosings(client, run, inputs.units, result.units)
  return run
}

async function rulesOf(client: pg.ClientBase, book: string, pool: string, year: number): Promise<{ hash: string; rules: PoolingRules } | Refusal> {
  const { rows } = await client.query<{ fund: string }>('SELECT fund FROM book WHERE book = $1 AND pool = $2', [book, pool])
  const [row] = rows
  if (row === undefined) return refused('no_such_book', `没有账套 ${book}；请核对。`)
  if (row.fund !== 'resident' && row.fund !== 'employee') return refused('no_rule', '年终清算只办理居民医保和职工医保基金；其他资金按各自规定结账。')
  const set = (await newestRuleSets(client)).find(({ area, scheme }) => area === pool && scheme === (row.fund as Scheme))
  const rules = set === undefined ? undefined : onLastDay(ruleSetOf(set), `${year}-12-31`)
  if (set === undefined || rules === undefined) return refused('no_rule', `${year}年末没有生效的基金管理规定；请先发布统筹文件。`)
  return { hash: set.hash, rules }
}

function onLastDay({ pooling }: RuleSet, day: Day): PoolingRules | undefined {
  return pooling.find(({ inForce, until }) => inForce <= day && (until === null || until >= day))
}

const ATTRIBUTED: readonly (GapSource | null)[] = ['city_surplus', 'own_surplus', 'frozen_surplus', 'deposits']
const OWED_BY: Readonly<Partial<Record<GapSource, 'city' | 'county'>>> = {
  city_finance: 'city',
  unit_finance: 'county',
  unit_government: 'county',
  fiscal_subsidy: 'county',
}

/** Posts the covered lines of an approved run on a day of the open period; answers how many facts were recorded. */
export async function postYearEnd(client: pg.ClientBase, { run, book, year }: RunRow, today: Day): Promise<number | Refusal> {
  const lines = (await linesOfRun(client, run)).filter(({ status }) => status === 'covered')
  const numbers = await nextFacts(client, lines.length)
  const facts = lines.flatMap(({ unit, source, amount_fen: amountFen }, i): BookFact[] => {
    const base = { book, fact: numbers[i] ?? 0n, unit, inForce: `${year}-12-31`, bookedOn: today, amountFen }
    if (ATTRIBUTED.includes(source)) return [{ kind: 'gap_attributed', ...base, run, source: source ?? '', year } satisfies GapAttributed]
    const government = source === null ? undefined : OWED_BY[source]
    if (government === undefined) return []
    return [{ kind: 'subsidy_due', ...base, government, benefitYear: year, heads: 0, perHeadFen: 0n } satisfies SubsidyDue]
  })
  if (facts.length === 0) return 0
  const recorded = await recordFacts(client, facts)
  if (recorded.kind === 'recorded') return facts.length
  return recorded.refusals[0]?.refusal ?? refused('not_posted', '年终清算没有记账；请稍后重试。')
}
