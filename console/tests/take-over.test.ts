// The take-over board and the four-way reconciliation in a real browser: a county is opened, a legacy file with a fault is brought in,
// checked and a difference carried by two officers; the audit sheet is confirmed; statements are reconciled.
import assert from 'node:assert/strict'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { createOfficer } from '@tongchou/server/access/create-officer.js'
import { loadRoles } from '@tongchou/server/access/load-roles.js'
import { openBooks } from '@tongchou/server/fund/open-books.js'
import { buildApp } from '@tongchou/server/http/app.js'
import { systemClock } from '@tongchou/server/http/clock.js'
import { TEST_KEY, type TestDatabase, testDatabase } from '@tongchou/server/testing/database.js'
import { FILES, fund, publishTakeOver } from '@tongchou/server/testing/legacy-county.js'
import { furnish, POOL } from '@tongchou/server/testing/small-city.js'
import type { Page } from 'playwright-core'
import { launchBrowser, type TestBrowser } from './browser.js'
import { choose, fillDay } from './choose.js'
import { atPage, type PageJob } from './sign-in.js'

const PASSWORD = 'Qiao-4411-lou'
const ACCOUNTS = {
  fund: { account: 'fund-officer', name: '李谷雨', department: 'bureau', role: 'fund_officer', area: POOL },
  second: { account: 'fund-second', name: '赵芒种', department: 'bureau', role: 'fund_officer', area: POOL },
  clerk: { account: 'east-clerk', name: '钱小满', department: 'agency', role: 'benefit_clerk', area: '980101' },
} as const

let db: TestDatabase
let app: Awaited<ReturnType<typeof buildApp>>
let base: string
let browser: TestBrowser
before(async () => {
  db = await testDatabase()
  await furnish(db.batch)
  await openBooks(db.batch, { pool: POOL, openedOn: '2021-01-01', funds: ['resident'] })
  await publishTakeOver(db, 'frozen', 'accrual')
  await loadRoles(db.batch)
  for (const officer of Object.values(ACCOUNTS)) await createOfficer(db.batch, systemClock, { ...officer, pool: POOL }, PASSWORD)
  app = await buildApp({ databases: db, key: TEST_KEY, clock: systemClock, pool: POOL, consoleFolder: path.resolve(import.meta.dirname, '../build') })
  base = await app.listen({ host: '127.0.0.1', port: 0 })
  browser = await launchBrowser()
})
after(async () => {
  await browser?.close()
  await app?.close()
  await db?.drop()
})

const at = (as: keyof typeof ACCOUNTS, address: string, job: PageJob): Promise<void> => {
  const { account, name } = ACCOUNTS[as]
  return atPage(browser, { base, account, password: PASSWORD, name }, address, job)
}

const bring = async (page: Page, layout: string, text: string): Promise<void> => {
  await choose(page, '格式', layout)
  await page.getByLabel('文件（.xlsx 或 .csv）').setInputFiles({ name: `${layout}.csv`, mimeType: 'text/csv', buffer: Buffer.from(text) })
  await page.getByRole('button', { name: /导\s*入/ }).click()
}

let address = ''

test('a county is taken over from the board: opened, a file brought in and its faults shown', () =>
  at('fund', '/take-overs', async (page) => {
    await page.getByText('还没有登记接管').waitFor()
    await page.getByRole('button', { name: '登记接管' }).click()
    await choose(page, '核算单位', '西县')
    await fillDay(page, '清查基准日', '2026-02-28')
    await fillDay(page, '计划切换日', '2026-03-20')
    await page.getByLabel(/来源基金/).fill('城乡居民医保、新农合')
    await page.getByRole('button', { name: /^登\s*记$/ }).click()
    await page.getByRole('heading', { name: /西县/ }).waitFor()
    await page.getByText('还没有导入参保人员文件。').first().waitFor()
    address = new URL(page.url()).pathname
    await page.getByRole('tab', { name: '数据文件' }).click()
    await bring(page, '参保人员', `${FILES.persons}居民身份证,123,错号人,男,1970-05-01,,2026,1701,否,2026-01-01,2026-12-31,,\n`)
    await page.getByText('共4行：新增3，变更0，不变0，有误1。').waitFor()
    await page.getByRole('row').filter({ hasText: '参保人员.csv' }).getByRole('button', { name: '1', exact: true }).click()
    await page
      .getByRole('dialog')
      .getByText(/应为18位/)
      .waitFor()
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /Close|关闭/ })
      .click()
    await page.getByRole('button', { name: '核对文件' }).click()
    await page.getByText('核对完成，发现1条差异。').waitFor()
  }))

test('a difference is carried with an owner, and a second officer confirms it', async () => {
  await at('fund', `${address}?tab=differences`, async (page) => {
    const row = page.getByRole('row').filter({ hasText: '数据行有误' })
    await row.getByRole('button', { name: /办\s*理/ }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('radio', { name: '提请挂账' }).click()
    await dialog.getByRole('textbox', { name: '责任人' }).fill('西县经办中心')
    await dialog.getByLabel('说明或理由').fill('证件号码待核实')
    await dialog.getByRole('button', { name: /保\s*存/ }).click()
    await row.getByText('待复核').waitFor()
  })
  await at('second', `${address}?tab=differences`, async (page) => {
    await page
      .getByRole('row')
      .filter({ hasText: '待复核' })
      .getByRole('button', { name: /办\s*理/ })
      .click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('证件号码待核实').waitFor()
    await dialog.getByLabel('说明或理由').fill('情况属实')
    await dialog.getByRole('button', { name: /保\s*存/ }).click()
    await page.getByRole('row').filter({ hasText: '挂账跟踪' }).getByText('西县经办中心').waitFor()
  })
})

test('a task of one’s own is added with its owner and day', () =>
  at('fund', address, async (page) => {
    await page.getByLabel('任务名称').fill('核对村医药店清单')
    await page.getByRole('textbox', { name: '责任人' }).fill('西县经办中心')
    await fillDay(page, '期限', '2026-03-18')
    await page.getByRole('button', { name: '增加任务' }).click()
    await page.getByRole('row').filter({ hasText: '核对村医药店清单' }).getByText('2026-03-18').waitFor()
  }))

test('the audit sheet shows what is certified, by which article, and what still waits', () =>
  at('fund', `${address}?tab=files`, async (page) => {
    await bring(page, '基金余额', fund(true))
    await page.getByText(/共8行：新增8/).waitFor()
    await page.getByRole('tab', { name: '清查审计表' }).click()
    await page.getByText(/小城统筹〔2026〕1号/).waitFor()
    const certified = page.getByRole('row').filter({ hasText: '核定结余（负数为缺口）' })
    await certified.getByText('950.00').waitFor()
    await page.getByText(/合并时抵销：新农合对城乡居民医保的往来/).waitFor()
    await page.goto(`${base}/take-overs`)
    await page.getByRole('row').filter({ hasText: '西县' }).getByText('数据接管').waitFor()
  }))

test('statements are brought in, the month is reconciled, and what differs is listed with its kind', () =>
  at('fund', '/reconciliation/four-ways?month=2026-03&tab=files', async (page) => {
    const head = '基金,核算单位,业务,关键号,日期,金额'
    const send = async (party: string, line: string, said: RegExp): Promise<void> => {
      await choose(page, '哪一方', party)
      await page.getByLabel('文件（.xlsx 或 .csv）').setInputFiles({ name: `${party}.csv`, mimeType: 'text/csv', buffer: Buffer.from(`${head}\n${line}\n`) })
      await page.getByRole('button', { name: /导\s*入/ }).click()
      await page
        .getByRole('row')
        .filter({ hasText: `${party}.csv` })
        .waitFor()
      await page.getByText(said).waitFor()
    }
    await send('税务', '城乡居民医保,980102,征缴,SP1,2026-03-04,400.00', /共1行：新增1/)
    await send('国库', '城乡居民医保,980102,征缴,SP1,2026-03-05,450.00', /共1行：新增1/)
    await page.getByRole('button', { name: /^对\s*账$/ }).click()
    await page.getByText('已办完。').waitFor()
    await page.getByRole('tab', { name: '差异' }).click()
    await page.getByRole('row').filter({ hasText: '金额不符' }).getByText('450.00', { exact: true }).waitFor()
    await page.getByRole('tab', { name: '对账证明' }).click()
    await page.getByRole('heading', { name: '小城医疗保障基金对账证明（2026-03）' }).waitFor()
    await page.getByRole('button', { name: '编制证明' }).click()
    await page.getByText(/还有2条差异没有处理；请逐条关闭/).waitFor()
    assert.match(page.url(), /tab=certificate/)
  }))

test('who may not is told so', () =>
  at('clerk', '/take-overs', async (page) => {
    await page.getByText('这个页面不对您的岗位开放。').waitFor()
  }))
