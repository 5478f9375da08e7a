import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { GovernmentLevel } from '@tongchou/domain/policy/area-level.js'
import { KEY_NAMES, keyNamed } from '@tongchou/domain/policy/keys.js'
import { type TestDatabase, testDatabase } from '../testing/database.js'
import type { Caller } from '../testing/desk.js'
import { approved, done, draftText, NEW_PATH, type Office, opened, policyOffice, publishBase, RAISED, refusedAs, triedAs } from '../testing/policy-office.js'
import { policyText } from '../testing/policy-texts.js'
import { furnish, POOL } from '../testing/small-city.js'

let db: TestDatabase
let office: Office
before(async () => {
  db = await testDatabase()
  await furnish(db.batch)
  await publishBase(db)
  office = await policyOffice(db, '2026-03-20')
})
after(async () => {
  await office.desk.close()
  await db.drop()
})

const AREAS: Readonly<Record<GovernmentLevel, string>> = { nation: '000000', province: '980000', city: POOL, county: '980102' }

/** Who may set what, by hand from the law; a county never. Keys that are not named here: province and city. */
const NATION_TOO = [
  'settlement',
  'stays.transfer',
  'stays.mid_stay',
  'stays.readmission',
  'assistance',
  'account',
  'contribution',
  'watch.indicators',
  'exclusions.accident',
  'exclusions.advance_payment',
  'exclusions.third_party_share',
  'offsite_catalogue',
  'maternity_allowance',
  'entitlement.late_enrolment',
  'entitlement.newborn',
  'entitlement.scheme_change',
  'entitlement.incentive_years',
]

const nationMay = (key: string): boolean => NATION_TOO.includes(key) || key.startsWith('unification.')

const named = (name: string): string =>
  name
    .replace('<医疗类别>', 'inpatient')
    .replace('caps.<名称>', 'caps.year')
    .replace('supplement.<名称>', 'supplement.enterprise')
    .replace(/<([^|>]+)\|.*>$/, '$1')

test('each kind of rule is taken only from the levels that may set it, and never from a county', async () => {
  const author = await office.author()
  const keys = KEY_NAMES.map(named)
  for (const [level, area] of Object.entries(AREAS) as [GovernmentLevel, string][]) {
    const text = policyText({ document: '某文', area, inForce: '2026-04-01', rules: keys.map((key) => `${key}: { }`) })
    const lines = text.split('\n')
    const { faults } = done(await author.post('/api/policy/drafts/check', { path: NEW_PATH, text })) as { faults: { line: number; sentence: string }[] }
    for (const key of keys) {
      const line = 1 + lines.indexOf(`${key}: { }`)
      const refused = faults.some((fault) => fault.line === line && fault.sentence.includes(`无权规定“${key}”`))
      const may = level !== 'county' && (level !== 'nation' || nationMay(key))
      assert.equal(refused, !may, `${level} ${key}`)
    }
  }
})

test('the table of levels and the keys agree, and name every key', () => {
  for (const key of KEY_NAMES.map(named)) {
    const known = keyNamed(key)
    assert.ok(typeof known === 'object', key)
    assert.deepEqual(
      [known.may.includes('county'), known.may.includes('province'), known.may.includes('city'), known.may.includes('nation')],
      [false, true, true, nationMay(key)],
      key,
    )
  }
})

test('a county officer opens, writes, reviews, approves and publishes nothing', async () => {
  const as = (role: string): Promise<Caller> => office.desk.as('bureau', role, AREAS.county)
  const text = draftText('2026-04-01', [RAISED])
  const [author, reviewer, director] = [await as('policy_officer'), await as('policy_reviewer'), await as('director')]
  for (const area of [POOL, AREAS.county, AREAS.province])
    assert.match(refusedAs(await author.post('/api/policy/drafts', { area, title: '县里的草案', text, path: NEW_PATH }), 'level_may_not'), /县级不得规定待遇/)
  const draft = await opened(await office.author(), text)
  const url = `/api/policy/drafts/${draft}`
  for (const answer of [
    await author.post(`${url}/revisions`, { upon: 1, text: `${text}\n` }),
    await author.post(`${url}/check`, { revision: 1 }),
    await author.post(`${url}/trial`, { revision: 1, trial: '1' }),
    await author.post(`${url}/publish`, { revision: 1, document_number: '小城医保办〔2026〕3号' }),
    await reviewer.post(`${url}/review`, { revision: 1 }),
    await director.post(`${url}/approve`, { revision: 1 }),
    await director.post(`${url}/return-on-approval`, { revision: 1, remark: '退回重写' }),
    await director.post('/api/policy/freeze', { area: POOL, from: '2026-01-01', document: '小政办〔2025〕1号' }),
  ])
    assert.match(refusedAs(answer, 'level_may_not'), /县级不得规定待遇/)
  // Reading is open to whoever may see policy, and says why nothing may be done.
  const actions = done(await director.get(url))['actions'] as Record<string, string>
  assert.match(actions['approve'] ?? '', /县级不得规定待遇/)
})

test('a city writes down the province’s document, and only the province reviews, approves and publishes it', async () => {
  const text = draftText('2026-04-01', [RAISED], { area: AREAS.province })
  const author = await office.author()
  const draft = await opened(author, text, { area: AREAS.province, path: 'policies/small-province/change.md' })
  const url = `/api/policy/drafts/${draft}`
  done(await author.post(`${url}/check`, { revision: 1 }))
  done(await author.post(`${url}/trial`, { revision: 1, trial: await triedAs(office, draft) }))
  assert.match(refusedAs(await (await office.reviewer()).post(`${url}/review`, { revision: 1 }), 'level_may_not'), /这是省级（980000）的文件，市级人员不能/)
  done(await (await office.desk.as('bureau', 'policy_reviewer', AREAS.province)).post(`${url}/review`, { revision: 1 }))
  refusedAs(await (await office.director()).post(`${url}/approve`, { revision: 1 }), 'level_may_not')
  done(await (await office.desk.as('bureau', 'director', AREAS.province)).post(`${url}/approve`, { revision: 1 }))
  refusedAs(await author.post(`${url}/publish`, { revision: 1, document_number: '小省医保发〔2026〕3号' }), 'level_may_not')
  const provincial = await office.desk.as('bureau', 'policy_officer', AREAS.province)
  done(await provincial.post(`${url}/publish`, { revision: 1, document_number: '小省医保发〔2026〕3号' }))
  // The other way round: the province does not decide a city's document.
  const own = await opened(author, draftText('2026-04-01', ['inpatient.offsite: silent']), { path: 'policies/small-city/own.md' })
  await approved(office, own)
  refusedAs(await provincial.post(`/api/policy/drafts/${own}/publish`, { revision: 1, document_number: '小城医保办〔2026〕4号' }), 'level_may_not')
})
