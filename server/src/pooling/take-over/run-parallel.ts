// The parallel run: every bill that the old system settled since the balance day is settled again by this system's rules, person by
// person in the order of days, beginning with the year as it was taken over. Nothing of it becomes a bill here.
import { ageOn, type Day } from '@tongchou/domain/base/day.js'
import { isRefusal } from '@tongchou/domain/base/refusal.js'
import type { BenefitPolicy } from '@tongchou/domain/policy/benefit-policy.js'
import { isBenefitKind } from '@tongchou/domain/policy/national-lists.js'
import { versionOn } from '@tongchou/domain/policy/version-in-force.js'
import { type BillDifference, compareBill } from '@tongchou/domain/pooling/take-over/compare-bill.js'
import { openingCounters } from '@tongchou/domain/pooling/take-over/opening-counters.js'
import { withContributions } from '@tongchou/domain/settlement/accumulators.js'
import type { Bill, Counters, InsuredPerson } from '@tongchou/domain/settlement/bill.js'
import { settle } from '@tongchou/domain/settlement/settle.js'
import type pg from 'pg'
import { PlainError } from '../../database/plain-error.js'
import { type CopyValue, copyRows } from '../../files/copy-rows.js'
import { inTransaction, type Queries } from '../../fund/transaction.js'
import type { Progress } from '../../jobs/run-job.js'
import { ruleSetOf } from '../../policy/rule-set.js'
import { newestRuleSets } from '../../policy/store.js'
import { yearOf } from './bring-accumulators.js'
import type { TakeOverRow } from './take-over-store.js'

type Fields = Readonly<Record<string, string>>

interface PersonBills {
  readonly persons: readonly Fields[] | null
  readonly years: readonly Fields[] | null
  readonly account: Fields | null
  readonly bills: readonly { readonly file: string; readonly line: number; readonly c: Fields; readonly level: string | null }[]
}

/** The county's own lines beside the bills, once and indexed: the view is not asked for every person. */
const KNOWN = `CREATE TEMP TABLE known_line ON COMMIT DROP AS
  SELECT kind, CASE WHEN kind = 'providers' THEN key ELSE encode(cert_hash, 'hex') END AS of, content FROM takeover_standing
   WHERE takeover = $1 AND kind IN ('persons', 'accumulators', 'accounts', 'providers')`

/** One row a person; the level is the provider's own, as a live bill takes it. */
const PERSONS = `SELECT (SELECT json_agg(p.content) FROM known_line p WHERE p.kind = 'persons' AND p.of = b.of) AS persons,
    (SELECT json_agg(y.content) FROM known_line y WHERE y.kind = 'accumulators' AND y.of = b.of) AS years,
    (SELECT y.content FROM known_line y WHERE y.kind = 'accounts' AND y.of = b.of LIMIT 1) AS account,
    json_agg(json_build_object('file', b.file::text, 'line', b.line, 'c', b.content, 'level', coalesce(v.level, n.content->>'level'))
      ORDER BY b.content->>'settled_on', b.content->>'discharged', b.key) AS bills
  FROM bill b LEFT JOIN provider v ON v.code = b.content->>'provider' LEFT JOIN known_line n ON n.kind = 'providers' AND n.of = b.content->>'provider'
  GROUP BY b.of`

export async function rulesFor(db: Queries, { pool, scheme }: TakeOverRow): Promise<{ readonly hash: string; readonly versions: readonly BenefitPolicy[] }> {
  const set = (await newestRuleSets(db)).find((one) => one.area === pool && one.scheme === scheme)
  if (set === undefined) throw new PlainError('本统筹区还没有发布该险种的待遇政策；请先发布，再办理接管。')
  return { hash: set.hash, versions: ruleSetOf(set).versions }
}

interface Tally {
  bills: number
  equal: number
  differs: number
  not_possible: number
  readonly days: Map<string, { bills: number; fen: bigint }>
  readonly differences: (readonly CopyValue[])[]
}

export async function runParallel(
  batch: pg.Pool,
  of: TakeOverRow,
  officer: bigint,
  progress: Progress,
  job: bigint,
): Promise<Readonly<Record<string, unknown>>> {
  const rules = await rulesFor(batch, of)
  return inTransaction(batch, async (client) => {
    progress.phase('读取原系统结算')
    const { rowCount } = await client.query(
      `CREATE TEMP TABLE bill ON COMMIT DROP AS SELECT file, line, key, encode(cert_hash, 'hex') AS of, content FROM takeover_standing WHERE takeover = $1 AND kind = 'bills' AND (content->>'settled_on')::date > $2`,
      [of.takeover, of.as_of],
    )
    if (rowCount === 0 || rowCount === null) throw new PlainError(`没有基准日 ${of.as_of} 之后的原系统结算；请先导入“原系统结算”。`)
    const { rows: numbers } = await client.query<{ run: bigint }>(`SELECT nextval('takeover_seq') AS run`)
    const run = numbers[0]?.run ?? 0n
    const tally: Tally = { bills: 0, equal: 0, differs: 0, not_possible: 0, days: new Map(), differences: [] }
    await client.query(KNOWN, [of.takeover])
    await client.query('CREATE INDEX ON known_line (kind, of)')
    await client.query('ANALYZE known_line')
    progress.phase('逐张结算比对', rowCount)
    await client.query(`DECLARE persons NO SCROLL CURSOR FOR ${PERSONS}`)
    for (;;) {
      const { rows } = await client.query<PersonBills>('FETCH 2000 FROM persons')
      if (rows.length === 0) break
      for (const one of rows) settlePerson(of, rules.versions, one, tally, run)
      progress.step(rows.reduce((sum, { bills }) => sum + bills.length, 0))
      progress.stopIfAsked()
    }
    const { bills, equal, differs, not_possible } = tally
    await client.query(
      'INSERT INTO parallel_run (takeover, run, unit, rule_hash, bills, equal, differs, not_possible, job, officer) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)',
      [of.takeover, run, of.unit, rules.hash, bills, equal, differs, not_possible, job, officer],
    )
    await saveTally(client, of, run, tally)
    return { run: String(run), bills, equal, differs, not_possible }
  })
}

async function saveTally(client: pg.ClientBase, of: TakeOverRow, run: bigint, { days, differences }: Tally): Promise<void> {
  const byDay = [...days].map(([key, { bills, fen }]) => [of.takeover, run, key.slice(0, 10), of.unit, key.slice(11), bills, fen] as const)
  await copyRows(client, 'parallel_day', ['takeover', 'run', 'day', 'unit', 'kind', 'bills', 'difference_fen'], byDay)
  await copyRows(
    client,
    'parallel_difference',
    ['takeover', 'run', 'bill', 'unit', 'day', 'file', 'line', 'kind', 'theirs_fen', 'ours_fen', 'sentence'],
    differences,
  )
}

function settlePerson(of: TakeOverRow, versions: readonly BenefitPolicy[], given: PersonBills, tally: Tally, run: bigint): void {
  const counters = new Map<number, Counters>()
  const policy = versionOn(versions, of.switch_on)
  for (const year of new Set((given.years ?? []).map((line) => Number(line['benefit_year'])))) {
    if (policy !== undefined)
      counters.set(year, openingCounters(policy, (given.years ?? []).filter((line) => Number(line['benefit_year']) === year).map(yearOf)))
  }
  let account = { current: BigInt(given.account?.['current_fen'] ?? '0'), history: BigInt(given.account?.['history_fen'] ?? '0') }
  for (const { file, line, c, level } of given.bills) {
    const day = c['settled_on'] ?? of.switch_on
    const difference = settleOne(of.scheme, versions, { given, c, level, day, counters, account }, (next) => {
      account = next
    })
    count(tally, day, difference)
    if (difference === undefined) continue
    const { kind, theirsFen, oursFen, sentence } = difference
    tally.differences.push([of.takeover, run, c['bill'] ?? '', of.unit, day, file, line, kind, theirsFen, oursFen, sentence])
  }
}

interface OneBill {
  readonly given: PersonBills
  readonly c: Fields
  readonly level: string | null
  readonly day: Day
  readonly counters: Map<number, Counters>
  readonly account: { readonly current: bigint; readonly history: bigint }
}

function settleOne(
  scheme: TakeOverRow['scheme'],
  versions: readonly BenefitPolicy[],
  { given, c, level, day, counters, account }: OneBill,
  spend: (account: OneBill['account']) => void,
): BillDifference | undefined {
  const fen = (name: string): bigint => BigInt(c[name] ?? '0')
  const theirs = {
    basic: fen('basic_fen'),
    large: fen('large_fen'),
    major: fen('major_fen'),
    assistance: fen('assistance_fen'),
    civil_servant: fen('civil_servant_fen'),
    other: fen('other_fen'),
    account: fen('account_fen'),
    cash: fen('cash_fen'),
  }
  const person = given.persons?.find((one) => (one['entitled_from'] ?? '9') <= day && day <= (one['entitled_to'] ?? '0')) ?? null
  if (person === null || level === null) {
    const missing = person === null ? '结算日没有接管到的参保记录' : '机构不在接管的定点名单里'
    return { kind: 'no_person', theirsFen: theirs.basic, oursFen: 0n, sentence: `${missing}；请补导入后再比对。` }
  }
  const bill = billOf(scheme, c, level, day)
  const insured = insuredOf(person, given.persons ?? [], bill, scheme === 'employee' ? account : null)
  const outcome = settle({ versions, scheme, person: insured, bill, counters: (year) => counters.get(year) ?? {} })
  if (!isRefusal(outcome) && outcome.kind === 'settled') {
    counters.set(outcome.benefitYear, withContributions(counters.get(outcome.benefitYear) ?? {}, outcome.contributions))
    const { current, history } = outcome.account.bySource
    spend({ current: account.current - current, history: account.history - history })
  }
  return compareBill(theirs, outcome)
}

function billOf(scheme: TakeOverRow['scheme'], c: Fields, level: string, day: Day): Bill {
  const kind = c['benefit'] ?? ''
  if (!isBenefitKind(kind)) throw new Error(`a stored bill names the unknown care ${kind}`)
  const fen = (name: string): bigint => BigInt(c[name] ?? '0')
  return {
    scheme,
    kind,
    level,
    provider: c['provider'] ?? '',
    place: c['place'] as Bill['place'],
    filing: (c['filing'] ?? 'none') as Bill['filing'],
    admitted: c['admitted'] ?? day,
    discharged: c['discharged'] ?? day,
    settledOn: day,
    total: fen('total_fen'),
    lines: [],
    parts: {
      inScope: fen('in_scope_fen'),
      itemPreSelfPay: fen('pre_self_pay_fen'),
      aboveStandard: fen('above_standard_fen'),
      outOfCatalogue: fen('out_of_catalogue_fen'),
      specialList: 0n,
    },
    ...(c['disease'] === undefined ? {} : { disease: c['disease'] }),
    useAccount: c['use_account'] === 'true',
  }
}

function insuredOf(person: Fields, all: readonly Fields[], { admitted }: Bill, account: OneBill['account'] | null): InsuredPerson {
  const identities = new Set(all.flatMap((one) => (one['identity'] === undefined ? [] : [one['identity']])))
  if (person['civil_servant'] === 'true') identities.add('civil_servant')
  return {
    age: ageOn(person['born'] ?? admitted, admitted),
    retired: person['retired'] === 'true',
    identities: [...identities],
    yearsEnrolled: Number(person['years_enrolled'] ?? '1'),
    continuousYears: Number(person['continuous_years'] ?? '1'),
    zeroClaimYears: Number(person['zero_claim_years'] ?? '0'),
    account: account === null ? null : { ...account, family: [] },
  }
}

function count(tally: Tally, day: Day, difference: BillDifference | undefined): void {
  tally.bills += 1
  if (difference === undefined) tally.equal += 1
  else if (['refused', 'undecided', 'no_person'].includes(difference.kind)) tally.not_possible += 1
  else tally.differs += 1
  const key = `${day}|${difference?.kind ?? 'equal'}`
  const sum = tally.days.get(key) ?? { bills: 0, fen: 0n }
  sum.bills += 1
  sum.fen += difference === undefined ? 0n : difference.oursFen - difference.theirsFen
  tally.days.set(key, sum)
}
