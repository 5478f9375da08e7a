// Risk board, projection, appraisal and adjustment fund in a real browser: a city with a year of money, its officer and its director.
import assert from 'node:assert/strict'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { createOfficer } from '@tongchou/server/access/create-officer.js'
import { loadRoles } from '@tongchou/server/access/load-roles.js'
import { bookOf, openBooks } from '@tongchou/server/fund/open-books.js'
import { recordFacts } from '@tongchou/server/fund/record-facts.js'
import { inTransaction } from '@tongchou/server/fund/transaction.js'
import { buildApp } from '@tongchou/server/http/app.js'
import { ruleSetText } from '@tongchou/server/policy/rule-set.js'
import { insertRuleSet } from '@tongchou/server/policy/store.js'
import { rulesOf } from '@tongchou/server/pooling/case-policy.js'
import { TEST_KEY, type TestDatabase, testDatabase } from '@tongchou/server/testing/database.js'
import { noon, testClock } from '@tongchou/server/testing/desk.js'
import { factOf, unitYear } from '@tongchou/server/testing/pool-year.js'
import { COUNTY_A, makeSmallPool, POOL } from '@tongchou/server/testing/small-pool.js'
import { launchBrowser, type TestBrowser } from './browser.js'
import { atPage, type PageJob } from './sign-in.js'

const PASSWORD = 'Qiao-4411-lou'
const ACCOUNTS = {
  fund: { account: 'fund-officer', name: '李谷雨', department: 'bureau', role: 'fund_officer', area: POOL },
  director: { account: 'director', name: '郑清明', department: 'bureau', role: 'director', area: POOL },
} as const
const RULES = rulesOf([
  [
    '考核',
    'appraisal',
    {
      rounding: 'once',
      rank: true,
      indicators: [
        { id: 'subsidy', weight: '60', form: 'ratio' },
        { id: 'policy_deviations', weight: '40', form: 'deduct', per: '4' },
      ],
      bands: [{ name: '合格', from: '0', coefficient: '0.9' }],
    },
  ],
  [
    '监测',
    'watch.indicators',
    { definitions: ['rolling_12'], strip: [], thresholds: [{ indicator: 'months_of_cover', level: 'red', side: 'below', value: '3' }] },
  ],
  ['上解', 'adjustment.levy', { base: 'last_final_income', rate: '5%', third_party_included: true, individual_accounts_excluded: true }],
])

let db: TestDatabase
let app: Awaited<ReturnType<typeof buildApp>>
let base: string
let browser: TestBrowser
before(async () => {
  db = await testDatabase()
  const clock = testClock(noon('2026-01-10'))
  await makeSmallPool(db.batch)
  await openBooks(db.batch, { pool: POOL, openedOn: '2021-01-01', funds: ['resident', 'employee'] })
  await insertRuleSet(
    db.batch,
    ruleSetText({ area: POOL, scheme: 'resident', versions: [], pooling: [{ ...RULES, area: POOL, scheme: 'resident' }], entitlement: [], files: [] }, []),
  )
  const book = bookOf(POOL, 'resident')
  const due = { unit: COUNTY_A, government: 'county' as const, benefitYear: 2025 }
  const facts = [
    ...(await unitYear(db.batch, book, COUNTY_A, { saved: 300_000n, income: 1_000_000n, spent: 1_200_000n })),
    await factOf(db.batch, book, '2025-01-10', 'subsidy_due', { ...due, heads: 10, perHeadFen: 1_000n, amountFen: 10_000n }),
    await factOf(db.batch, book, '2025-06-01', 'subsidy_received', { ...due, amountFen: 5_000n, dueRecorded: true }),
  ]
  assert.equal((await inTransaction(db.batch, (client) => recordFacts(client, facts))).kind, 'recorded')
  await loadRoles(db.batch)
  for (const officer of Object.values(ACCOUNTS)) await createOfficer(db.batch, clock, { ...officer, pool: POOL }, PASSWORD)
  app = await buildApp({ databases: db, key: TEST_KEY, clock, pool: POOL, consoleFolder: path.resolve(import.meta.dirname, '../build') })
  base = await app.listen({ host: '127.0.0.1', port: 0 })
  browser = await launchBrowser()
  const run = await app.inject({ method: 'GET', url: '/api/health' })
  assert.equal(run.statusCode, 200)
})
after(async () => {
  await browser?.close()
  await app?.close()
  await db?.drop()
})

const at = (as: keyof typeof ACCOUNTS, page: string, job: PageJob): Promise<void> => {
  const { account, name } = ACCOUNTS[as]
  return atPage(browser, { base, account, password: PASSWORD, name }, page, job)
}

test('indicators are computed, the heat map shows the county, and a warning is assigned', () =>
  at('fund', '/fund/risk', async (page) => {
    const sent = await page.request.post(`${base}/api/risk/runs`, { headers: { 'x-tongchou': '1' }, data: { month: '2025-12' } })
    assert.ok(sent.ok())
    const { job } = (await sent.json()) as { job: string }
    for (;;) {
      const body = (await (await page.request.get(`${base}/api/jobs/${job}`)).json()) as { state: string }
      if (body.state !== 'running') break
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    await page.reload()
    const row = page.locator('table.heat tr').filter({ hasText: '甲县' })
    await row.getByText('1.05月').waitFor()
    await row.getByRole('button', { name: '甲县' }).click()
    await page.getByText('甲县逐月走势').waitFor()
    await page.getByRole('table', { name: '各单位逐月热力图' }).getByText('1.05').first().waitFor()
    const warning = page.getByRole('row').filter({ hasText: '甲县居民医保可支付月数' })
    await warning.getByRole('button', { name: /展开|Expand/ }).click()
    await page.getByRole('textbox', { name: '责任人' }).fill('甲县医保局')
    await page.getByRole('textbox', { name: '内容' }).fill('请说明原因和措施')
    await page.getByRole('button', { name: /交\s*办/ }).click()
    await page.getByText('待答复').waitFor()
  }))

test('the projection of the example city shows its band, the first deficit and the back-test', () =>
  at('fund', '/fund/projection?source=example', async (page) => {
    await page.getByText(/种子 20260131/).waitFor()
    await page.getByText('回溯检验').waitFor()
    await page.getByRole('img', { name: '今后各年累计结余及误差区间' }).waitFor()
  }))

test('an appraisal is computed, a point opens its facts, a judged point waits for a second officer, and the card can be printed', async () => {
  await at('fund', '/fund/appraisal?year=2025', async (page) => {
    await page.getByRole('button', { name: '计算考核' }).click()
    const row = page.getByRole('row').filter({ hasText: '甲县' }).first()
    await row.getByRole('button', { name: '30.00' }).click()
    await page.getByText('应到位 县级财政').waitFor()
    await page.keyboard.press('Escape')
    await page.getByPlaceholder('件数').fill('1')
    await page.getByPlaceholder('依据').fill('检查记录一份')
    await page.getByRole('button', { name: '保存评定' }).click()
    await page.getByText('待第二人复核').waitFor()
    await row.getByRole('button', { name: '甲县' }).click()
    await page.getByText('甲县 2025年考核卡').waitFor()
  })
  await at('director', '/fund/appraisal?year=2025', async (page) => {
    // What stands above comes late: nothing may be pressed that it would push away under the finger.
    let arrive = (): void => undefined
    const late = new Promise<void>((done) => {
      arrive = done
    })
    await page.route(/\/api\/appraisals\/\d+$/, (route) => late.then(() => route.continue()))
    const judged = page.waitForResponse(/appraisal-judgements/)
    await page.reload()
    await (await judged).finished()
    const accept = page.getByRole('button', { name: /^采\s*纳$/ })
    assert.equal(await accept.count(), 0)
    arrive()
    await accept.click()
    await page.getByText('采纳 郑清明').waitFor()
  })
})

test('a levy is computed and confirmed by another; rates are tried on fourteen cities', async () => {
  await at('fund', '/fund/adjustment?year=2026', async (page) => {
    await page.getByRole('button', { name: '计算上解' }).click()
    await page.getByRole('row').filter({ hasText: '甲县' }).getByText('500.00').waitFor()
    await page.getByRole('tab', { name: '比例测算' }).click()
    await page.getByRole('button', { name: '测算五年' }).click()
    await page.getByText(/示例省14市：/).waitFor()
  })
  await at('director', '/fund/adjustment?year=2026', async (page) => {
    await page.getByRole('button', { name: /^确\s*认$/ }).click()
    await page.getByText('已确认 · case 上解').waitFor()
  })
})
