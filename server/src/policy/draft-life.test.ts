import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type TestDatabase, testDatabase } from '../testing/database.js'
import {
  approved,
  done,
  draftText,
  NEW_PATH,
  type Office,
  opened,
  policyOffice,
  publishBase,
  published,
  RAISED,
  refusedAs,
  triedAs,
} from '../testing/policy-office.js'
import { BASE, BASE_NUMBER, policyText } from '../testing/policy-texts.js'
import { furnish, POOL } from '../testing/small-city.js'
import { sha256 } from './rule-set.js'

const DAY = '2026-03-20'

let db: TestDatabase
let office: Office
before(async () => {
  db = await testDatabase()
  await furnish(db.batch)
  await publishBase(db)
  office = await policyOffice(db, DAY)
})
after(async () => {
  await office.desk.close()
  await db.drop()
})

const url = (draft: string, deed = ''): string => `/api/policy/drafts/${draft}${deed === '' ? '' : `/${deed}`}`

test('a draft is written, checked, tried, reviewed, approved and published, and every step is in the trail', async () => {
  const author = await office.author()
  const draft = await opened(author, draftText('2026-04-01', ['outpatient.bands: { mode: one_table, position: above_deductible, table: 六成 }']))
  const faulty = done(await author.get(url(draft)))
  assert.deepEqual([faulty['stage'], faulty['revision'], faulty['faults']], ['draft', 1, 1])
  assert.match(refusedAs(await author.post(url(draft, 'check'), { revision: 1 }), 'has_faults'), /1处问题/)
  const saved = done(await author.post(url(draft, 'revisions'), { upon: 1, text: draftText('2026-04-01', [RAISED]) }))
  assert.deepEqual([saved['revision'], saved['faults']], [2, 0])
  const { changes, first_day } = done(await author.get(url(draft, 'changes'))) as {
    changes: { scheme: string; before: { text: string }; after: { text: string } }[]
    first_day: string
  }
  assert.deepEqual([changes.length, changes[0]?.before.text, changes[0]?.after.text, first_day], [6, '50%', '60%', '2026-04-01'])
  await approved(office, draft, 2)
  const before = done(await author.get(url(draft)))
  assert.deepEqual([before['stage'], (before['actions'] as Record<string, unknown>)['publish']], ['approved', null])
  const body = done(await published(office, draft, '小城医保办〔2026〕3号', 2))
  const last = (body['steps'] as Record<string, unknown>[]).at(-1)
  assert.deepEqual(
    [body['stage'], last?.['kind'], last?.['document_number'], last?.['in_force'], last?.['retroactive']],
    ['published', 'published', '小城医保办〔2026〕3号', '2026-04-01', null],
  )
  const { rows } = await db.batch.query<{ document: string; status: string; text: string; hash: string }>('SELECT * FROM policy_document WHERE path = $1', [
    NEW_PATH,
  ])
  assert.deepEqual([rows.length, rows[0]?.document, rows[0]?.status, rows[0]?.hash], [1, '小城医保办〔2026〕3号', 'published', sha256(rows[0]?.text ?? '')])
  assert.match(rows[0]?.text ?? '', /^document: 小城医保办〔2026〕3号$/m)
  const trail = await db.batch.query<{ action: string }>(`SELECT action FROM audit_event WHERE detail->>'draft' = $1 AND outcome = 'ok' ORDER BY event`, [
    draft,
  ])
  assert.deepEqual(
    trail.rows.map(({ action }) => action),
    ['open', 'save', 'checked', 'trial_attached', 'reviewed', 'approved', 'published'].map((deed) => `policy.draft.${deed}`),
  )
})

test('both schemes have a version from the day on, and the version before ends the day before', async () => {
  for (const scheme of ['employee', 'resident']) {
    const { rows } = await db.batch.query<{ content: { versions: { inForce: string; until: string | null }[] } }>(
      'SELECT content FROM rule_set WHERE area = $1 AND scheme = $2 ORDER BY published_at DESC LIMIT 1',
      [POOL, scheme],
    )
    assert.deepEqual(
      rows[0]?.content.versions.map(({ inForce, until }) => [inForce, until]),
      [
        ['2025-01-01', '2026-03-31'],
        ['2026-04-01', null],
      ],
    )
  }
})

test('each step is refused out of its turn, with what to do', async () => {
  const [author, reviewer, director] = [await office.author(), await office.reviewer(), await office.director()]
  const draft = await opened(
    author,
    draftText('2026-05-01', ['caps.outpatient_year: { on: fund_paid, amount: 1800, kinds: [outpatient, emergency, pharmacy], period: year }']),
    {
      path: 'policies/small-city/steps.md',
    },
  )
  const trial = await triedAs(office, draft)
  const deeds = {
    check: () => author.post(url(draft, 'check'), { revision: 1 }),
    trial: () => author.post(url(draft, 'trial'), { revision: 1, trial }),
    review: () => reviewer.post(url(draft, 'review'), { revision: 1 }),
    'return-on-review': () => reviewer.post(url(draft, 'return-on-review'), { revision: 1, remark: '请补充依据' }),
    approve: () => director.post(url(draft, 'approve'), { revision: 1 }),
    'return-on-approval': () => director.post(url(draft, 'return-on-approval'), { revision: 1, remark: '请补充依据' }),
    publish: () => author.post(url(draft, 'publish'), { revision: 1, document_number: '小城医保办〔2026〕4号' }),
  }
  const outOfTurn = async (...names: (keyof typeof deeds)[]): Promise<void> => {
    for (const name of names) assert.match(refusedAs(await deeds[name](), 'wrong_stage'), /请/, name)
  }
  await outOfTurn('trial', 'review', 'return-on-review', 'approve', 'return-on-approval', 'publish')
  done(await deeds.check())
  await outOfTurn('review', 'approve', 'publish')
  done(await deeds.trial())
  await outOfTurn('check', 'approve', 'publish')
  done(await deeds.review())
  await outOfTurn('check', 'trial', 'review', 'publish')
  done(await deeds['return-on-approval']())
  await outOfTurn('trial', 'review', 'return-on-review', 'approve', 'publish')
  done(await author.post(url(draft, 'withdraw'), { revision: 1, remark: '不再需要' }))
  await outOfTurn('check', 'trial', 'review', 'return-on-review', 'approve', 'return-on-approval', 'publish')
  refusedAs(await author.post(url(draft, 'revisions'), { upon: 1, text: '---' }), 'wrong_stage')
})

test('a text changed after its approval is a draft again', async () => {
  const author = await office.author()
  const text = draftText('2026-06-01', ['caps.outpatient_year: { on: fund_paid, amount: 1700, kinds: [outpatient, emergency, pharmacy], period: year }'])
  const draft = await opened(author, text, { path: 'policies/small-city/changed.md' })
  await approved(office, draft)
  assert.equal(done(await author.post(url(draft, 'revisions'), { upon: 1, text }))['stage'], 'approved')
  assert.equal(done(await author.post(url(draft, 'revisions'), { upon: 1, text: text.replace('1700', '1600') }))['stage'], 'draft')
  refusedAs(await published(office, draft, '小城医保办〔2026〕5号', 2), 'wrong_stage')
  refusedAs(await published(office, draft, '小城医保办〔2026〕5号', 1), 'saved_meanwhile')
})

test('two officers upon the same text: the second is told who saved when, and gets both texts back', async () => {
  const [one, other] = [await office.author(), await office.desk.as('bureau', 'policy_officer', POOL, 'second')]
  const text = draftText('2026-07-01', ['inpatient.offsite: silent'])
  const draft = await opened(one, text, { path: 'policies/small-city/two.md' })
  const [mine, theirs] = [`${text}\n甲的修改\n`, `${text}\n乙的修改\n`]
  const answers = await Promise.all([
    one.post(url(draft, 'revisions'), { upon: 1, text: mine }),
    other.post(url(draft, 'revisions'), { upon: 1, text: theirs }),
  ])
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 422])
  const refusedOne = answers.findIndex(({ status }) => status === 422)
  const [kept, lost] = refusedOne === 0 ? [theirs, mine] : [mine, theirs]
  const reply = answers[refusedOne]
  assert.ok(reply)
  const details = reply.body['details'] as Record<string, string>
  assert.deepEqual([details['your_text'], details['saved_text'], details['revision']], [lost, kept, '2'])
  assert.match(refusedAs(reply, 'saved_meanwhile'), /^测试员.*已于2026-03-20 12:00:00保存了第2稿，您看的是第1稿/)
  assert.equal(done(await one.get(url(draft, 'revisions/1')))['text'], text)
  // A second author's hand is on it now, so neither may review.
  assert.equal((await other.get(url(draft))).body['stage'], 'draft')
})

test('a second officer who wrote part of it neither reviews nor approves, whatever the role', async () => {
  const author = await office.author()
  const draft = await opened(author, draftText('2026-07-01', ['inpatient.offsite: silent']), { path: 'policies/small-city/hands.md' })
  done(await author.post(url(draft, 'check'), { revision: 1 }))
  assert.match(refusedAs(await author.post(url(draft, 'trial'), { revision: 1, trial: '999999' }), 'not_its_trial'), /重新测算/)
  done(await author.post(url(draft, 'trial'), { revision: 1, trial: await triedAs(office, draft) }))
  await db.batch.query(`UPDATE desk_role SET permissions = permissions || '{policy.review,policy.approve}' WHERE role IN ('policy_officer', 'policy_reviewer')`)
  const writer = await office.author()
  assert.match(refusedAs(await writer.post(url(draft, 'review'), { revision: 1 }), 'own_draft'), /您写过这份草案/)
  const reviewer = await office.reviewer()
  done(await reviewer.post(url(draft, 'review'), { revision: 1 }))
  refusedAs(await writer.post(url(draft, 'approve'), { revision: 1 }), 'own_draft')
  refusedAs(await reviewer.post(url(draft, 'approve'), { revision: 1 }), 'own_review')
  await db.batch.query(
    `UPDATE desk_role SET permissions = array_remove(array_remove(permissions, 'policy.approve'), 'policy.review') WHERE role = 'policy_officer'`,
  )
  await db.batch.query(`UPDATE desk_role SET permissions = array_remove(permissions, 'policy.approve') WHERE role = 'policy_reviewer'`)
})

test('nothing enters into force without its issued number, nor for the past unless the document says so', async () => {
  const author = await office.author()
  const rule = 'caps.outpatient_year: { on: fund_paid, amount: 1500, kinds: [outpatient, emergency, pharmacy], period: year }'
  const draft = await opened(author, draftText('2026-02-01', [rule], { until: '2026-02-28' }), { path: 'policies/small-city/past.md' })
  await approved(office, draft)
  for (const number of ['草案', '小城医保办[2026]6号', '小城医保办〔2026〕06号']) refusedAs(await published(office, draft, number), 'no_document_number')
  assert.match(refusedAs(await published(office, draft, '小城医保办〔2026〕6号'), 'reaches_back'), /从2026-02-01起改变规定，早于发布日2026-03-20/)
  const said = draftText('2026-02-01', [rule], { until: '2026-02-28', retroactive: '第九条：自2026年2月1日起执行' })
  done(await author.post(url(draft, 'revisions'), { upon: 1, text: said }))
  await approved(office, draft, 2)
  const steps = done(await published(office, draft, '小城医保办〔2026〕6号', 2))['steps'] as Record<string, unknown>[]
  assert.deepEqual([steps.at(-1)?.['in_force'], steps.at(-1)?.['retroactive']], ['2026-02-01', '第九条：自2026年2月1日起执行'])
})

test('a published text is rewritten from its newest hash alone, under its own number', async () => {
  const author = await office.author()
  const text = `${BASE.text}\n## 第四条\n限额。\n\n\`\`\`policy\nscheme: resident\nin_force: 2026-09-01\ncertainty: illustrative\ncaps.outpatient_year: { on: fund_paid, amount: 1900, kinds: [outpatient, emergency, pharmacy], period: year }\n\`\`\`\n`
  const opening = { area: POOL, title: '改写', text, changes: sha256(BASE.text) }
  refusedAs(await author.post('/api/policy/drafts', { ...opening, path: 'policies/small-city/other.md' }), 'path_taken')
  refusedAs(await author.post('/api/policy/drafts', { ...opening, changes: 'f'.repeat(64) }), 'base_moved')
  refusedAs(await author.post('/api/policy/drafts', { area: POOL, title: '同名', text, path: BASE.file }), 'path_taken')
  const [first, second] = [
    String(done(await author.post('/api/policy/drafts', opening))['draft']),
    String(done(await author.post('/api/policy/drafts', opening))['draft']),
  ]
  for (const draft of [first, second]) await approved(office, draft)
  refusedAs(await published(office, first, '小城医保办〔2026〕7号'), 'no_document_number')
  done(await published(office, first, BASE_NUMBER))
  assert.match(refusedAs(await published(office, second, BASE_NUMBER), 'base_moved'), /从最新文本另起草案/)
})

test('what was right when it was approved is checked again among the texts published since', async () => {
  const author = await office.author()
  const rule = 'caps.visit: { on: fund_paid, amount: 50, kinds: [outpatient], period: per_bill }'
  const drafts = [
    await opened(author, draftText('2026-10-01', [rule]), { path: 'policies/small-city/first.md' }),
    await opened(author, draftText('2026-10-01', [rule]), { path: 'policies/small-city/second.md' }),
  ]
  for (const draft of drafts) await approved(office, draft)
  const [first = '', second = ''] = drafts
  done(await published(office, first, '小城医保办〔2026〕8号'))
  assert.match(refusedAs(await published(office, second, '小城医保办〔2026〕9号'), 'has_faults'), /second\.md:\d+: .*互相重复/)
})

test('a draft of nobody’s, of another pool’s or of no number is told so', async () => {
  const author = await office.author()
  refusedAs(await author.get(url('999999')), 'not_found')
  assert.equal((await author.get(url('abc'))).status, 400)
  assert.match(
    String(
      (await author.post('/api/policy/drafts/check', { path: '../x.md', text: policyText({ document: 'x', inForce: '2026-01-01', rules: [] }) })).body[
        'sentence'
      ],
    ),
    /文件路径/,
  )
})
