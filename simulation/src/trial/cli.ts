// npm run trial -- --draft FILE [--scheme resident|employee] [--people N] [--seed S]: tries a draft on the synthetic city's year and
// prints what it does to the funds, whether the level of benefits holds, and how many would lose and why. FILE is a policy text; one
// of the policies folder takes its own place there. Nothing is stored.
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { yuanText } from '@tongchou/domain/base/money.js'
import { isRefusal } from '@tongchou/domain/base/refusal.js'
import { isScheme, type Scheme } from '@tongchou/domain/base/scheme.js'
import { urlFor } from '@tongchou/server/database/connect.js'
import { PlainError } from '@tongchou/server/database/plain-error.js'
import { dayIn, systemClock } from '@tongchou/server/http/clock.js'
import { startThreads } from '@tongchou/server/jobs/threads.js'
import { prepareInstallation } from '@tongchou/server/start.js'
import { rulesToTry } from '@tongchou/server/trial/draft.js'
import { groupName } from '@tongchou/server/trial/groups.js'
import { effectByGroup, standardsOf } from '@tongchou/server/trial/read-trial.js'
import { dayOfRules } from '@tongchou/server/trial/start-trial.js'
import { stepName } from '@tongchou/server/trial/step-words.js'
import type { SyntheticThread } from '@tongchou/server/trial/synthetic-city.js'
import { type Loser, type PartResult, Total } from '@tongchou/server/trial/tally.js'
import { rulesOn, type TrialRules } from '@tongchou/server/trial/trial-rules.js'
import { cellColumns } from '@tongchou/server/trial/trial-store.js'
import { type City, type CityRequest, makeCity } from '../city/city.js'
import { loadLaw, POLICIES, type Site } from '../load-demonstration.js'
import { databaseOfItsOwn, removeDatabase } from '../own-database.js'
import { syntheticCity } from './synthetic-city.js'

const USAGE = '用法：npm run trial -- --draft 草案文件 [--scheme resident|employee] [--people 人数] [--seed 种子]。'

const OPTIONS = {
  draft: { type: 'string' },
  scheme: { type: 'string' },
  people: { type: 'string', default: '20000' },
  seed: { type: 'string', default: '1' },
} as const

interface Asked {
  readonly draft: string
  readonly scheme: Scheme | null
  readonly request: CityRequest
}

function asked(): Asked {
  const { values } = parseArgs({ options: OPTIONS })
  const { draft, scheme } = values
  const [people, seed] = [Number(values.people), Number(values.seed)]
  if (draft === undefined || !Number.isSafeInteger(people) || people < 1 || !Number.isSafeInteger(seed)) throw new PlainError(USAGE)
  if (!existsSync(draft)) throw new PlainError(`没有草案文件 ${draft}；请核对路径。`)
  if (scheme !== undefined && !isScheme(scheme)) throw new PlainError(`险种应是 resident 或 employee。${USAGE}`)
  return { draft, scheme: scheme ?? null, request: { people, seed, today: dayIn(systemClock) } }
}

async function trial(): Promise<void> {
  const { draft, scheme, request } = asked()
  const installation = await prepareInstallation(process.env)
  const site = await databaseOfItsOwn(installation)
  try {
    const city = makeCity(request)
    await loadLaw(site, city, {})
    const rules = await rulesOf(site, city, draft)
    const { total, losers } = await settleCity(site, city, rules, scheme)
    for (const line of report(total, losers, scheme)) console.log(line)
  } finally {
    await removeDatabase(installation, site)
    await installation.stop()
  }
}

async function rulesOf({ databases }: Site, city: City, file: string): Promise<TrialRules> {
  const inFolder = path.relative(POLICIES, path.resolve(file))
  const name = inFolder.startsWith('..') ? `policies/draft/${path.basename(file)}` : `policies/${inFolder}`
  const text = readFileSync(file, 'utf8')
  const tried = await rulesToTry(databases.batch, city.pool.pool, { draft: '0' }, async () => ({ draft: name, name, texts: [{ file: name, text }] }))
  if (isRefusal(tried)) throw new PlainError(tried.sentence)
  const day = dayOfRules(tried.rules, { from: city.window.from })
  if (day !== null) console.log(`草案自${day}起不同；两边都按这一天的规则测算。`)
  return day === null ? tried.rules : rulesOn(tried.rules, day)
}

async function settleCity(
  site: Site,
  city: City,
  rules: TrialRules,
  scheme: Scheme | null,
): Promise<{ readonly total: Total; readonly losers: readonly Loser[] }> {
  const { people, seed, today } = city
  const data: SyntheticThread = { request: { people, seed, today }, rules, scheme, url: urlFor(site.adminUrl, site.key, 'tongchou_settlement') }
  const { thread, parts } = syntheticCity(city.pool.pool)
  const threads = await startThreads<PartResult>(thread, data, parts(people))
  const total = new Total()
  let losers: Loser[] = []
  try {
    await threads.deal(
      parts(people),
      async () => null,
      async ({ losers: more, ...sums }) => {
        total.add(sums)
        losers = [...losers, ...more].sort(worstFirst).slice(0, SHOWN)
      },
    )
  } finally {
    await threads.end()
  }
  return { total, losers }
}

const SHOWN = 10

function worstFirst(a: Loser, b: Loser): number {
  const [first, second] = [a.selfAfter - a.selfBefore, b.selfAfter - b.selfBefore]
  return first === second ? 0 : first > second ? -1 : 1
}

function report(total: Total, losers: readonly Loser[], scheme: Scheme | null): string[] {
  const cells = [...total.cells.values()]
    .filter((cell) => scheme === null || cell.scheme === scheme)
    .map((cell) => ({ ...cellColumns(cell), unit_name: cell.unit }))
  const yuan = (fen: number): string => yuanText(BigInt(fen))
  const counted = cells.filter(({ dimension }) => dimension === 'scheme')
  const sum = (of: 'losers' | 'gainers'): number => counted.reduce((many, cell) => many + cell[of], 0)
  return [
    '分组	险种	名称	张数	人数	基金支付（现行）	基金支付（草案）	差额	人均差额',
    ...effectByGroup(cells).map((group) =>
      [
        group.dimension_name,
        group.scheme_name,
        group.name,
        group.bills,
        group.persons,
        yuan(group.fund_before_fen),
        yuan(group.fund_after_fen),
        yuan(group.difference_fen),
        yuan(group.per_head_fen),
      ].join('\t'),
    ),
    '',
    ...standardsOf(cells)
      .filter(({ verdict }) => verdict === 'fallen')
      .map(
        ({ scheme_name, name, of_scope_before, of_scope_after }) =>
          `待遇水平降低：${scheme_name} ${name}，政策范围内支付比例 ${percent(of_scope_before)} → ${percent(of_scope_after)}`,
      ),
    `待遇减少${sum('losers')}人，增加${sum('gainers')}人。`,
    ...losers.filter(({ worst }) => scheme === null || worst.bill.scheme === scheme).map(loserText),
    ...Object.entries(total.leftOut).map(([why, bills]) => `未计入${bills}张：${why}`),
  ]
}

function percent(hundredths: number | null): string {
  return hundredths === null ? '—' : `${hundredths / 100}%`
}

function loserText({ class: own, worst, selfBefore, selfAfter, why }: Loser): string {
  const { step, before, after } = why
  return `减少${yuanText(selfAfter - selfBefore)}元（${groupName('class', own)}，${worst.person.age}岁）：${stepName(step)}，${before.rule}〔${before.article}〕→ ${after.rule}〔${after.article}〕`
}

trial().catch((error: unknown) => {
  console.error(error instanceof PlainError ? error.message : error)
  process.exitCode = 1
})
