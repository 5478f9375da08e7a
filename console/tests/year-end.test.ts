// The whole course of a year end in a real browser: tasks, computation, a cause found by a second officer, objection and answer, approval,
// posting, publication; the year's appraisal coefficient stands beside each unit.
import assert from 'node:assert/strict'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { createOfficer } from '@tongchou/server/access/create-officer.js'
import { bookOf, openBooks } from '@tongchou/server/fund/open-books.js'
import { recordFacts } from '@tongchou/server/fund/record-facts.js'
import { inTransaction } from '@tongchou/server/fund/transaction.js'
import { ruleSetText } from '@tongchou/server/policy/rule-set.js'
import { insertRuleSet } from '@tongchou/server/policy/store.js'
import { rulesOf } from '@tongchou/server/pooling/case-policy.js'
import { type TestDatabase, testDatabase } from '@tongchou/server/testing/database.js'
import { noon, type TestDesk, testClock, testDesk } from '@tongchou/server/testing/desk.js'
import { done, type Fields, factOf, unitYear } from '@tongchou/server/testing/pool-year.js'
import { COUNTY_A, COUNTY_B, makeSmallPool, OWN_LEVEL, POOL } from '@tongchou/server/testing/small-pool.js'
import { launchBrowser, type TestBrowser } from './browser.js'
import { choose, fillDay } from './choose.js'
import { atPage, type PageJob } from './sign-in.js'

const PASSWORD = 'Qiao-4411-lou'
const ACCOUNTS = {
  fund: { account: 'fund-officer', name: '李谷雨', department: 'bureau', role: 'fund_officer', area: POOL },
  director: { account: 'director', name: '郑清明', department: 'bureau', role: 'director', area: POOL },
  finance: { account: 'finance-officer', name: '周芒种', department: 'finance', role: 'finance_officer', area: POOL },
  county: { account: 'county-officer', name: '孙白露', department: 'agency', role: 'finance_officer', area: COUNTY_A },
} as const
const BOOK = bookOf(POOL, 'resident')
const YEAR = 2025
const PLAN = { plan_test: { income: false, expenditure: false }, city_surplus: { of: 'opening', when_short: 'proportional' } }
const RULES = rulesOf([
  ['缺口', 'pooling.gap', { kind: 'city_surplus_first', after_levy: false, ...PLAN }],
  ['分担', 'pooling.gap_sharing', { city: '0.7', unit: '0.3' }],
  ['管理缺口', 'pooling.management_gap', { payer: 'unit_government' }],
  [
    '考核',
    'appraisal',
    {
      rounding: 'once',
      rank: true,
      indicators: [{ id: 'policy_deviations', weight: '100', form: 'deduct', per: '4' }],
      bands: [{ name: '合格', from: '0', coefficient: '0.9' }],
    },
  ],
])

let db: TestDatabase
let desk: TestDesk
let base: string
let browser: TestBrowser
const clock = testClock(noon('2026-02-10'))
before(async () => {
  db = await testDatabase()
  await makeSmallPool(db.batch)
  await openBooks(db.batch, { pool: POOL, openedOn: '2021-01-01', funds: ['resident'] })
  const pooling = [{ ...RULES, area: POOL, scheme: 'resident' as const }]
  await insertRuleSet(db.batch, ruleSetText({ area: POOL, scheme: 'resident', versions: [], pooling, entitlement: [], files: [] }, []))
  desk = await testDesk(db, { pool: POOL, clock, consoleFolder: path.resolve(import.meta.dirname, '../build') })
  for (const officer of Object.values(ACCOUNTS)) await createOfficer(db.batch, clock, { ...officer, pool: POOL }, PASSWORD)
  await issuePlan()
  await closedYear()
  await approvedAppraisal()
  base = await desk.app.listen({ host: '127.0.0.1', port: 0 })
  browser = await launchBrowser()
})
after(async () => {
  await browser?.close()
  await desk?.close()
  await db?.drop()
})

async function issuePlan(): Promise<void> {
  const officer = await desk.as('bureau', 'fund_officer')
  const units = [OWN_LEVEL, COUNTY_A, COUNTY_B].map((unit) => ({ unit, income_fen: 1_000_000, expenditure_fen: 1_000_000 }))
  const budget = String(done(await officer.post('/api/budgets', { book: BOOK, year: YEAR, units }))['budget'])
  const step = async (kind: string, more = {}, by = officer) => done(await by.post(`/api/budgets/${budget}/steps`, { kind, dated: '2025-01-05', ...more }))
  const target = (indicator: string, value: string) => ({ indicator, target: value, weight: '50', source: '示政办〔2025〕1号附表' })
  done(await officer.post(`/api/budgets/${budget}/targets`, { targets: [target('income_execution', '100'), target('satisfaction', '90')] }))
  await step('submitted')
  await step('reviewed', {}, await desk.as('finance', 'finance_officer', POOL))
  await step('government_approved', { document: '示政办〔2025〕1号' })
  await step('congress_approved', { document: '示人大〔2025〕2号' })
  await step('issued')
}

async function closedYear(): Promise<void> {
  const facts = [
    ...(await unitYear(db.batch, BOOK, OWN_LEVEL, { saved: 70_000n, income: 900_000n, spent: 800_000n })),
    ...(await unitYear(db.batch, BOOK, COUNTY_A, { saved: 10_000n, income: 1_000_000n, spent: 1_300_000n })),
    ...(await unitYear(db.batch, BOOK, COUNTY_B, { saved: 0n, income: 800_000n, spent: 600_000n })),
  ].sort((a, b) => (a.bookedOn < b.bookedOn ? -1 : 1))
  const closed = await factOf(db.batch, BOOK, '2025-12-31', 'year_closed', { year: YEAR } as Fields<'year_closed'>)
  assert.equal((await inTransaction(db.batch, (client) => recordFacts(client, [...facts, closed]))).kind, 'recorded')
}

async function approvedAppraisal(): Promise<void> {
  const [officer, director] = [await desk.as('bureau', 'fund_officer'), await desk.as('bureau', 'director')]
  for (const unit of [OWN_LEVEL, COUNTY_A, COUNTY_B]) {
    const judged = { year: YEAR, unit, indicator: 'policy_deviations', count: '1', evidence: '市局年度检查记录' }
    const recorded = String(done(await officer.post('/api/appraisal-judgements', judged))['recorded'])
    done(await director.post(`/api/appraisal-judgements/${recorded}/finding`, { accepted: true }))
  }
  const run = String(done(await officer.post('/api/appraisals', { year: YEAR }))['run'])
  done(await officer.post(`/api/appraisals/${run}/steps`, { kind: 'objections_opened', until: '2026-02-10' }))
  clock.pass(24 * 60)
  done(await (await desk.as('bureau', 'director')).post(`/api/appraisals/${run}/steps`, { kind: 'approved' }))
}

const at = (as: keyof typeof ACCOUNTS, job: PageJob): Promise<void> => {
  const { account, name } = ACCOUNTS[as]
  return atPage(browser, { base, account, password: PASSWORD, name }, `/fund/year-end?year=${YEAR}`, job)
}

test('the year is computed; a gap shows who covers it, the coefficient stands beside it, and a cause is registered', () =>
  at('fund', async (page) => {
    await page.getByText('都办完了，可以计算。').waitFor()
    await choose(page, '批准的核算单位', '甲县')
    await fillDay(page, '批准日期', '2026-01-20')
    await page.getByLabel('政府批准文号').fill('甲政〔2026〕3号')
    await page.getByRole('button', { name: '登记批准' }).click()
    await page.getByRole('cell', { name: '甲政〔2026〕3号' }).waitFor()
    await page.getByRole('button', { name: /^计\s*算$/ }).click()
    const row = page.getByRole('row').filter({ hasText: '甲县' }).first()
    await row.getByText('3,000.00').first().waitFor()
    await row.getByRole('cell', { name: '0.9', exact: true }).waitFor()
    await page.getByText('还没有登记缺口原因').waitFor()
    await page.getByPlaceholder('金额（元）').fill('500')
    await page.getByPlaceholder('审计报告、账簿、来函等').fill('审计报告第3号')
    await page.getByRole('button', { name: '登记原因' }).click()
    await page.getByRole('cell', { name: '审计报告第3号' }).waitFor()
  }))

test('a second officer finds on the cause, and the year computed again takes it out first', async () => {
  await at('director', async (page) => {
    await page.getByRole('button', { name: /^查\s*实$/ }).click()
    await page.getByText('已查实').waitFor()
  })
  await at('fund', async (page) => {
    await page.getByRole('button', { name: /^计\s*算$/ }).click()
    const own = page.getByRole('row').filter({ hasText: '管理缺口' }).filter({ hasText: '当地政府' }).last()
    await own.getByText('500.00').waitFor()
    await fillDay(page, '异议期截止', '2026-02-20')
    await page.getByRole('button', { name: '开始征求异议' }).click()
    await page.getByText('征求异议').first().waitFor()
  })
})

test('a county objects to its own lines and is answered; after the day a second officer approves', async () => {
  await at('county', async (page) => {
    await page.getByLabel('理由', { exact: true }).fill('审计报告的金额有误')
    await page.getByRole('button', { name: '提出异议' }).click()
    await page.getByText(/孙白露：审计报告的金额有误/).waitFor()
    assert.equal(await page.getByRole('row').filter({ hasText: '乙县' }).count(), 0)
  })
  clock.pass(12 * 24 * 60)
  await at('fund', async (page) => {
    await page.getByLabel('核算单位', { exact: true }).waitFor()
    await page.getByLabel('理由', { exact: true }).last().fill('经复核，金额无误')
    await page.getByRole('button', { name: '答复异议' }).click()
    await page.getByText(/李谷雨：经复核，金额无误/).waitFor()
  })
  await at('director', async (page) => {
    await page.getByRole('button', { name: /^批\s*准$/ }).click()
    await page.getByText('批准后不能再计算本年度；确定批准吗？').waitFor()
    await page.getByRole('button', { name: /^确\s*定$/ }).click()
    await page.locator('.ant-steps-item-process').getByText('已批准').waitFor()
  })
})

test('it is posted in the open year and published', () =>
  at('fund', async (page) => {
    for (const [step, stage] of [
      [/^记\s*账$/, '已记账'],
      [/^公\s*布$/, '已公布'],
    ] as const) {
      await page.getByRole('button', { name: step }).click()
      await page.getByRole('button', { name: /^确\s*定$/ }).click()
      await page.locator('.ant-steps-item-process').getByText(stage).waitFor()
    }
    const { rows } = await db.batch.query<{ amount_fen: bigint }>('SELECT amount_fen FROM gap_attributed')
    assert.deepEqual(rows, [{ amount_fen: 80_000n }])
  }))

test('the year’s budget performance is entered, found right, evaluated and put to use in the next plan', async () => {
  const page = (as: keyof typeof ACCOUNTS, job: PageJob) =>
    atPage(browser, { base, account: ACCOUNTS[as].account, password: PASSWORD, name: ACCOUNTS[as].name }, `/fund/performance?month=${YEAR}-12`, job)
  await page('fund', async (at) => {
    await at.getByRole('row').filter({ hasText: '收入预算执行率' }).getByText('90.00%').first().waitFor()
    await at.getByLabel('完成值（%）').fill('92')
    await at.getByLabel('填报依据').fill('满意度调查报告第5号')
    await choose(at, '填报指标', '参保人员满意度')
    await at.getByRole('button', { name: /^填\s*报$/ }).click()
    await at.getByRole('cell', { name: '满意度调查报告第5号' }).waitFor()
  })
  await page('finance', async (at) => {
    await at.getByRole('button', { name: '采纳填报' }).click()
    await at.getByText('已采纳').waitFor()
  })
  await page('fund', async (at) => {
    await at.getByLabel('收入预算执行率 偏差原因及改进措施').fill('居民参保缴费推迟')
    await choose(at, '报告种类', '年度绩效评价')
    await at.getByRole('button', { name: '编制报告' }).click()
    await at.getByText('95.00 分，优').last().waitFor()
  })
  await page('finance', async (at) => {
    await at.getByRole('button', { name: '年度绩效评价' }).click()
    await at.getByRole('button', { name: '审核通过' }).click()
    await at.getByText(/审核 · 周芒种/).waitFor()
  })
  await atPage(browser, { base, account: ACCOUNTS.fund.account, password: PASSWORD, name: ACCOUNTS.fund.name }, `/fund/budget?year=${YEAR + 1}`, (at) =>
    at.getByText('2025 年度绩效评价：95.00 分，优；还没有登记结果应用').waitFor(),
  )
})

test('a unit is added by two officers, and stands in the tree from its day', async () => {
  await at('fund', async (page) => {
    await page.goto(`${base}/fund/units`)
    await page.getByRole('row', { name: /甲县/ }).getByText('县（市）').waitFor()
    await page.getByRole('button', { name: '新设核算单位' }).click()
    await page.getByLabel('代码', { exact: true }).fill('990055')
    await page.getByLabel('名称', { exact: true }).fill('高新区')
    await choose(page, '类别', '开发区、试验区')
    await fillDay(page, '起始日期', '2026-03-01')
    await page.getByLabel('依据文号').fill('示政发〔2026〕3号')
    await page.getByLabel('条款').fill('一（二）')
    await page.getByRole('button', { name: '提出调整' }).click()
    await page
      .getByText(/不能是同一人|您的岗位不能办理这一步/)
      .first()
      .waitFor()
  })
  await at('director', async (page) => {
    await page.goto(`${base}/fund/units`)
    await page.getByRole('button', { name: '批准调整' }).click()
    await page.getByRole('button', { name: /^确\s*定$/ }).click()
    await page.getByText('所选日期以后生效的调整').waitFor()
    assert.equal(await page.getByRole('cell', { name: '990055', exact: true }).count(), 0)
    await page.goto(`${base}/fund/units?on=2026-03-01`)
    await page
      .getByRole('row', { name: /高新区 990055 开发区/ })
      .getByText('示政发〔2026〕3号 一（二）')
      .waitFor()
    await page.getByText('4 个单位相加').waitFor()
    await page.getByText('相等', { exact: true }).waitFor()
  })
})
