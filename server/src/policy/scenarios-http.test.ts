// Every worked case of scenarios/ again, over HTTP: the real server on a real PostgreSQL with the area's rules published, a
// synthetic person in the circumstances stated, and the messages that a hospital's or pharmacy's software would send. The reply,
// the stored layers and the year's accumulators are held against what the case expects.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { buildApp } from '../http/app.js'
import { TEST_KEY, type TestDatabase, testDatabase } from '../testing/database.js'
import { type Calendar, calendar, openRun, playAll, type Run } from '../testing/play-scenarios.js'
import { whyNotMessages } from '../testing/scenario-calculator.js'
import { publishFolder, scenarioCity } from '../testing/scenario-city.js'
import { type ScenarioGroup, scenarioGroups } from '../testing/scenario-groups.js'
import { verify } from '../verify/verify.js'

const NO_TYPE = '接口没有这类就医的医疗类别（med_type）'
const NO_TREATMENT = '接口没有治疗方式字段'

/** Cases that no message of the hospital interface can express, each with its reason: the open calculator is asked instead. */
const BY_CALCULATOR: Readonly<Record<string, string>> = {
  'shapes/caps/cases.yaml 剖宫产并发症每次付到 4000 元，恰好': NO_TYPE,
  'shapes/caps/cases.yaml 剖宫产并发症每次付到 4000 元，少一分': NO_TYPE,
  'shapes/caps/cases.yaml 剖宫产并发症每次付到 4000 元，多一分': NO_TYPE,
  'shapes/caps/cases.yaml 顺产并发症不受剖宫产限额': NO_TYPE,
  'shapes/deductible-person/cases.yaml 化疗第二次起不付起付线，化疗 2 次': NO_TREATMENT,
  'shapes/deductible-person/cases.yaml 化疗第二次起不付起付线，化疗 1 次': NO_TREATMENT,
  'shapes/deductible-person/cases.yaml 化疗第二次起不付起付线，化疗 3 次': NO_TREATMENT,
  'shapes/deductible-person/cases.yaml 化疗次数不含别的住院': NO_TREATMENT,
  'shapes/deductible-sequence/cases.yaml 难产第二次 450 元，恰好': NO_TYPE,
  'shapes/deductible-sequence/cases.yaml 难产第二次 450 元，少一分': NO_TYPE,
  'shapes/deductible-sequence/cases.yaml 难产第二次 450 元，多一分': NO_TYPE,
  'shapes/deductible-sequence/cases.yaml 难产第四次不低于 200 元，恰好': NO_TYPE,
  'shapes/deductible-sequence/cases.yaml 难产第四次不低于 200 元，少一分': NO_TYPE,
  'shapes/deductible-sequence/cases.yaml 难产第四次不低于 200 元，多一分': NO_TYPE,
  'shapes/fixed-amounts/cases.yaml 门诊手术 P1 一次性 300 元，只看范围内，恰好': NO_TYPE,
  'shapes/fixed-amounts/cases.yaml 门诊手术 P1 一次性 300 元，只看范围内，少一分': NO_TYPE,
  'shapes/fixed-amounts/cases.yaml 门诊手术 P1 一次性 300 元，只看范围内，多一分': NO_TYPE,
  'shapes/fixed-amounts/cases.yaml 职工门诊手术 P2 580 元内全额，连目录外 80 元，恰好': NO_TYPE,
  'shapes/fixed-amounts/cases.yaml 职工门诊手术 P2 580 元内全额，连目录外 80 元，少一分': NO_TYPE,
  'shapes/fixed-amounts/cases.yaml 职工门诊手术 P2 580 元内全额，连目录外 80 元，多一分': NO_TYPE,
  'shapes/ratio/cases.yaml 透析第三次起加 10 个百分点，透析 3 次': NO_TREATMENT,
  'shapes/ratio/cases.yaml 透析第三次起加 10 个百分点，透析 2 次': NO_TREATMENT,
  'shapes/ratio/cases.yaml 透析第三次起加 10 个百分点，透析 4 次': NO_TREATMENT,
}

const titleOf = (group: ScenarioGroup, { file, name }: ScenarioGroup['cases'][number]): string => `${group.name}/${file} ${name}`

const groups = scenarioGroups()
const runs = new Map<string, Run>()
const closing: (() => Promise<void>)[] = []

before(async () => {
  for (const folder of new Set(groups.map(({ policies }) => policies)))
    await playTogether(
      folder,
      groups.filter(({ policies }) => policies === folder),
    )
})
after(async () => {
  for (const close of closing) await close()
})

/** Cases whose rules are published together share a database and a calendar; each area has its own application. */
async function playTogether(policies: string, together: readonly ScenarioGroup[]): Promise<void> {
  const db = await testDatabase({ settlement: 6, desk: 2, batch: 6 })
  closing.push(() => db.drop())
  await publishFolder(db.batch, policies)
  const days = calendar()
  const opened: Run[] = []
  for (const [number, group] of together.entries()) {
    for (const [title, run] of await openGroup(db, days, group, number)) {
      runs.set(title, run)
      opened.push(run)
    }
  }
  await db.batch.query('ANALYZE')
  await playAll(opened, days)
  assert.deepEqual(await verify(db.batch), [])
}

async function openGroup(db: TestDatabase, days: Calendar, group: ScenarioGroup, number: number): Promise<(readonly [string, Run])[]> {
  const city = await scenarioCity(db.batch, group, number)
  const app = await buildApp({ databases: db, key: TEST_KEY, clock: days, pool: city.pool, demonstration: true })
  await app.ready()
  closing.unshift(async () => {
    await app.close()
  })
  return Promise.all(
    group.cases.map(async (it) => {
      const title = titleOf(group, it)
      const way = Object.hasOwn(BY_CALCULATOR, title) ? ('calculator' as const) : ('messages' as const)
      return [title, await openRun({ db, app, city, it, way })] as const
    }),
  )
}

for (const group of groups) {
  for (const it of group.cases) {
    const title = titleOf(group, it)
    test(title, () => assert.deepEqual(runs.get(title)?.differences, []))
  }
}

test('exactly the cases named above cannot be expressed as messages, for the reasons named', () => {
  const found = groups.flatMap((group) => group.cases.map((it) => [titleOf(group, it), whyNotMessages(it)] as const)).filter(([, why]) => why !== undefined)
  assert.deepEqual(Object.fromEntries(found), BY_CALCULATOR)
})

test('no case was left out: each was played one way or the other', (t) => {
  const cases = groups.flatMap(({ cases: all }) => all)
  const played = (by: Run['way']): number => [...runs.values()].filter(({ way }) => way === by).length
  const [messages, calculator] = [played('messages'), played('calculator')]
  t.diagnostic(`${messages} cases as messages, ${calculator} by the calculator`)
  assert.equal(messages + calculator, cases.length)
  assert.equal(calculator, Object.keys(BY_CALCULATOR).length)
  assert.ok(messages >= 100, `${messages}`)
})
