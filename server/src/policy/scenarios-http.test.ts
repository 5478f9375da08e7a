// Every worked case of scenarios/ again, over HTTP: the real server on a real PostgreSQL with the area's rules published, a
// synthetic person in the circumstances stated, and the messages that a hospital's or pharmacy's software would send. The reply,
// the stored layers and the year's accumulators are held against what the case expects.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { buildApp } from '../http/app.js'
import { TEST_KEY, type TestDatabase, testDatabase } from '../testing/database.js'
import { type Calendar, calendar, openRun, playAll, type Run } from '../testing/play-scenarios.js'
import { whyNotMessages } from '../testing/scenario-calculator.js'
import { scenarioCity } from '../testing/scenario-city.js'
import { type ScenarioGroup, scenarioGroups } from '../testing/scenario-groups.js'
import { verify } from '../verify/verify.js'

const NO_TYPE = '接口没有这类就医的医疗类别（med_type）'
const NO_TREATMENT = '接口没有治疗方式字段'

/** Cases that no message of the hospital interface can express, each with its reason: the open calculator is asked instead. */
const BY_CALCULATOR: Readonly<Record<string, string>> = {
  a: NO_TYPE,
  b: NO_TREATMENT,
}

const titleOf = (group: ScenarioGroup, { file, name }: ScenarioGroup['cases'][number]): string => `${group.name}/${file} ${name}`

const groups = scenarioGroups()
const runs = new Map<string, Run>()
const closing: (() => Promise<void>)[] = []

before(async () => {
  for (const folder of new Set(groups.map(({ policies }) => policies))) await playTogether(groups.filter(({ policies }) => policies === folder))
})
after(async () => {
  for (const close of closing) await close()
})

/** Cases whose rules are published together share a database and a calendar; each area has its own application. */
async function playTogether(together: readonly ScenarioGroup[]): Promise<void> {
  const db = await testDatabase({ settlement: 6, desk: 2, batch: 6 })
  closing.push(() => db.drop())
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
