import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type TestDatabase, testDatabase } from '../testing/database.js'
import { approved, done, draftText, type Office, opened, policyOffice, publishBase, published, RAISED, refusedAs } from '../testing/policy-office.js'
import { furnish, POOL } from '../testing/small-city.js'

let db: TestDatabase
let office: Office
let launch: string
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

const LAUNCH = { area: POOL, from: '2026-01-01', until: '2026-12-31', document: '小政办〔2025〕15号', remark: '市级统筹启动期' }
const CAPPED = 'caps.outpatient_year: { on: fund_paid, amount: 1500, kinds: [outpatient, emergency, pharmacy], period: year }'

test('a launch period is recorded by who may approve, with its document, once for the same days', async () => {
  const director = await office.director()
  refusedAs(await (await office.author()).post('/api/policy/freeze', LAUNCH), 'not_allowed')
  refusedAs(await director.post('/api/policy/freeze', { ...LAUNCH, document: '口头通知' }), 'no_document_number')
  refusedAs(await director.post('/api/policy/freeze', { ...LAUNCH, until: '2025-12-31' }), 'wrong_days')
  launch = String(done(await director.post('/api/policy/freeze', LAUNCH))['freeze'])
  refusedAs(await director.post('/api/policy/freeze', { ...LAUNCH, from: '2026-06-01' }), 'already_frozen')
  const listed = (await director.get('/api/policy/freeze')).body as unknown as Record<string, unknown>[]
  assert.deepEqual(
    listed.map(({ from, until, holds }) => [from, until, holds]),
    [['2026-01-01', '2026-12-31', true]],
  )
})

test('a draft that loosens is refused while it lasts, each figure named with both articles; one that tightens passes', async () => {
  const author = await office.author()
  const draft = await opened(author, draftText('2026-04-01', [RAISED, CAPPED]), { path: 'policies/small-city/raised.md' })
  const { frozen } = done(await author.get(`/api/policy/drafts/${draft}/changes`)) as { frozen: { figures: string[]; exempt_by: string | null }[] }
  // Outpatient, emergency and pharmacy care of both schemes; the lower cap is not among them.
  assert.deepEqual([frozen.length, frozen[0]?.figures.length, frozen[0]?.exempt_by], [1, 6, null])
  await approved(office, draft)
  const sentence = refusedAs(await published(office, draft, '小城医保办〔2026〕3号'), 'policy_frozen')
  assert.match(sentence, /自2026-01-01至2026-12-31不得放宽/)
  assert.match(sentence, /普通门诊支付比例（.+）：50%（小城医保办〔2025〕1号 第三条）→60%（小城医保办〔2026〕3号 第三条）/)
  assert.doesNotMatch(sentence, /限额/)
  const tight = await opened(author, draftText('2026-04-01', [CAPPED]), { path: 'policies/small-city/capped.md' })
  await approved(office, tight)
  done(await published(office, tight, '小城医保办〔2026〕4号'))
})

test('what loosens from the day after the launch period passes', async () => {
  const draft = await opened(await office.author(), draftText('2027-01-01', [RAISED]), { path: 'policies/small-city/later.md' })
  await approved(office, draft)
  done(await published(office, draft, '小城医保办〔2026〕5号'))
})

test('only a higher level’s approval of this very text lets it through', async () => {
  const [author, director] = [await office.author(), await office.director()]
  const rules = ['inpatient.bands: { mode: one_table, position: above_deductible, table: 80% }']
  const draft = await opened(author, draftText('2026-05-01', rules, { scheme: 'resident' }), { path: 'policies/small-city/exempt.md' })
  await approved(office, draft)
  refusedAs(await published(office, draft, '小城医保办〔2026〕6号'), 'policy_frozen')
  const exemption = { freeze: launch, draft, revision: 1, authority: '980000', document: '小省医保函〔2026〕9号' }
  refusedAs(await author.post('/api/policy/freeze/exemptions', exemption), 'not_allowed')
  refusedAs(await director.post('/api/policy/freeze/exemptions', { ...exemption, authority: POOL }), 'not_higher')
  refusedAs(await director.post('/api/policy/freeze/exemptions', { ...exemption, document: '电话同意' }), 'no_document_number')
  refusedAs(await director.post('/api/policy/freeze/exemptions', { ...exemption, revision: 2 }), 'saved_meanwhile')
  done(await director.post('/api/policy/freeze/exemptions', exemption))
  // The approval was of the first text, not of a more generous one.
  done(
    await author.post(`/api/policy/drafts/${draft}/revisions`, { upon: 1, text: draftText('2026-05-01', rules, { scheme: 'resident' }).replace('80%', '90%') }),
  )
  await approved(office, draft, 2)
  refusedAs(await published(office, draft, '小城医保办〔2026〕6号', 2), 'policy_frozen')
  done(await director.post('/api/policy/freeze/exemptions', { ...exemption, revision: 2 }))
  done(await published(office, draft, '小城医保办〔2026〕6号', 2))
  const listed = (await author.get(`/api/policy/drafts/${draft}/exemptions`)).body as unknown as { revision: number; document: string }[]
  assert.deepEqual(
    listed.map(({ revision, document }) => [revision, document]),
    [
      [1, '小省医保函〔2026〕9号'],
      [2, '小省医保函〔2026〕9号'],
    ],
  )
})

test('who was let through is listed: which text, by which document, and whether it still counts; searched and exported', async () => {
  const author = await office.author()
  const list = async (query = ''): Promise<readonly Record<string, unknown>[]> => {
    const { rows, total } = done(await author.get(`/api/policy/freeze/exemptions${query}`)) as { rows: Record<string, unknown>[]; total: number }
    assert.ok(total >= rows.length)
    return rows
  }
  const all = await list()
  assert.deepEqual(
    all.map(({ revision, state, state_name, authority_name }) => [revision, state, state_name, authority_name]),
    [
      [2, 'used', '已凭此发布', '小省'],
      [1, 'over', '草案文本已改，须重新批准', '小省'],
    ],
  )
  assert.deepEqual([all[0]?.['freeze'], all[0]?.['from']], [launch, LAUNCH.from])
  assert.equal((await list(`?q=${encodeURIComponent('〔2026〕9号')}`)).length, 2)
  assert.deepEqual(await list(`?q=${encodeURIComponent('没有这个')}`), [])
  assert.equal((await list('?state=used')).length, 1)
  assert.equal((await list('?size=1&page=2'))[0]?.['revision'], 1)
  const { default: excel } = await import('exceljs')
  const book = new excel.Workbook()
  await book.xlsx.load((await author.download('/api/policy/freeze/exemptions.xlsx?state=over')).bytes as unknown as ArrayBuffer)
  assert.deepEqual(book.worksheets[0]?.getColumn(8).values.slice(1), ['状态', '草案文本已改，须重新批准'])
})

test('a launch period that is amended to end sooner no longer holds afterwards', async () => {
  const director = await office.director()
  const ended = done(await director.post('/api/policy/freeze', { ...LAUNCH, until: '2026-06-30', amends: launch, document: '小政办〔2026〕2号' }))
  refusedAs(await director.post('/api/policy/freeze', { ...LAUNCH, until: '2026-05-31', amends: launch }), 'not_found')
  const draft = await opened(
    await office.author(),
    draftText('2026-07-01', ['outpatient.deductible: { mode: fixed, amount: 50, period: year, counts_kinds: [outpatient, emergency, pharmacy] }']),
    {
      path: 'policies/small-city/july.md',
    },
  )
  await approved(office, draft)
  done(await published(office, draft, '小城医保办〔2026〕7号'))
  const { rows } = await db.batch.query('SELECT 1 FROM policy_freeze')
  assert.deepEqual([rows.length, ended['amends']], [2, launch])
})

test('a draft that begins to pay providers in advance is held as well', async () => {
  const text = `---\ndocument: 小城医保办〔2026〕9号\narea: "${POOL}"\nstatus: published\n---\n## 第一条\n\`\`\`policy\nscheme: resident\nin_force: 2026-05-01\ncertainty: official\npayment.advance: { kind: quarterly, applies_to: [紧密型医共体] }\n\`\`\`\n`
  const draft = await opened(await office.author(), text, { path: 'policies/small-city/advance.md' })
  const { frozen } = done(await (await office.author()).get(`/api/policy/drafts/${draft}/changes`)) as { frozen: { figures: string[] }[] }
  assert.match(frozen[0]?.figures.join() ?? '', /预付对象（紧密型医共体）：没有规定→预付/)
})
