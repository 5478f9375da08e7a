// The desk of the statutory books in a real browser: a voucher is written, reviewed and posted; taken back in red; the month's check list,
// ledgers, printed form, reports and archive are shown.
import assert from 'node:assert/strict'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { createOfficer } from '@tongchou/server/access/create-officer.js'
import { buildApp } from '@tongchou/server/http/app.js'
import { TEST_KEY } from '@tongchou/server/testing/database.js'
import { type FundDesk, fundDesk, opening } from '@tongchou/server/testing/fund-desk.js'
import { COUNTY_A, POOL } from '@tongchou/server/testing/small-pool.js'
import type { Page } from 'playwright-core'
import { launchBrowser, type TestBrowser } from './browser.js'
import { fillDay } from './choose.js'
import { atPage, type PageJob } from './sign-in.js'

const BOOK = `${POOL}-resident`
const PASSWORD = 'Qiao-4411-lou'
const ACCOUNTS = {
  preparer: { account: 'finance-a', name: '赵立春', department: 'agency', role: 'finance_officer', area: POOL },
  reviewer: { account: 'finance-b', name: '钱惊蛰', department: 'agency', role: 'finance_officer', area: POOL },
} as const

let fund: FundDesk
let app: Awaited<ReturnType<typeof buildApp>>
let base: string
let browser: TestBrowser
before(async () => {
  fund = await fundDesk(['resident'], '2026-03-10')
  for (const officer of Object.values(ACCOUNTS)) await createOfficer(fund.db.batch, fund.clock, { ...officer, pool: POOL }, PASSWORD)
  await fund.record([
    await fund.fact(BOOK, '2026-02-01', 'opening_balance', opening({ '1003': 1_000_000n, '3001': -1_000_000n }, COUNTY_A)),
    await fund.fact(BOOK, '2026-02-08', 'funds_granted', { unit: COUNTY_A, via: 'direct', amountFen: 100_000n, request: null }),
  ])
  app = await buildApp({ ...fund.desk.context, key: TEST_KEY, consoleFolder: path.resolve(import.meta.dirname, '../build') })
  base = await app.listen({ host: '127.0.0.1', port: 0 })
  browser = await launchBrowser()
})
after(async () => {
  await browser?.close()
  await app?.close()
  await fund?.close()
})

const at = (as: keyof typeof ACCOUNTS, to: string, job: PageJob): Promise<void> =>
  atPage(browser, { base, account: ACCOUNTS[as].account, password: PASSWORD, name: ACCOUNTS[as].name }, to, job)

async function choose(page: Page, label: string, option: string): Promise<void> {
  await page.getByLabel(label, { exact: true }).click()
  await page.locator('.ant-select-dropdown:visible').getByText(option, { exact: true }).click()
}

let draft = ''
test('a voucher is written by hand', () =>
  at('preparer', `/fund/voucher-drafts/new?book=${BOOK}`, async (page) => {
    await choose(page, '凭证种类', '收到来源不明或误转的款项')
    await fillDay(page, '业务日期', '2026-03-02')
    await fillDay(page, '记账日期', '2026-03-02')
    await page.getByLabel('摘要').fill('收到县财政误转款项')
    await choose(page, '第 1 行科目', '1003 财政专户存款')
    await choose(page, '第 1 行核算单位', '甲县')
    await page.getByLabel('第 1 行借方').fill('50')
    await choose(page, '第 2 行科目', '2001 暂收款')
    await choose(page, '第 2 行明细', '其他暂收款')
    await choose(page, '第 2 行核算单位', '甲县')
    await page.getByLabel('第 2 行贷方').fill('50')
    await page.getByRole('button', { name: '提交复核' }).click()
    await page
      .getByText(/不能是同一人/)
      .first()
      .waitFor()
    draft = page.url().split('/').at(-1) ?? ''
    assert.match(draft, /^\d+$/)
  }))

test('another officer reviews it, the first one posts it, and it is found in the list', async () => {
  await at('reviewer', `/fund/voucher-drafts/${draft}`, async (page) => {
    await page.getByRole('button', { name: '复核通过' }).click()
    await page.getByText(/复核 · 钱惊蛰/).waitFor()
  })
  await at('preparer', `/fund/voucher-drafts/${draft}`, async (page) => {
    await page.getByRole('button', { name: '记账（不能撤销）' }).click()
    await page.getByRole('link', { name: '凭证 202603000001' }).click()
    await page.getByText(/伍拾元整/).waitFor()
    await page.goto(`${base}/fund/vouchers?book=${BOOK}&account=2001`)
    await page.getByRole('link', { name: '记-1' }).waitFor()
    await page.getByText('收到县财政误转款项').waitFor()
  })
})

test('a posted voucher is taken back in red from its page', () =>
  at('preparer', '/fund/vouchers', async (page) => {
    await page.goto(`${base}/fund/vouchers/${BOOK}/202603000001`)
    await page.getByRole('link', { name: '红字冲销' }).click()
    await fillDay(page, '业务日期', '2026-03-03')
    await fillDay(page, '记账日期', '2026-03-03')
    await page.getByRole('button', { name: '提交复核' }).click()
    await page.getByText('红字冲销 · 2026-03-03').waitFor()
    await page.locator('.voucher .negative').first().waitFor()
  }))

test('the printed form has words, signatures and six lines; three stand on a sheet', () =>
  at('preparer', `/fund/voucher-forms?book=${BOOK}&from=2026-02-01&to=2026-03-31`, async (page) => {
    await page.getByText('A4 纸每页三张，共 3 张凭证。').waitFor()
    const last = page.locator('.voucher-form').last()
    await last.getByText('合计：伍拾元整').waitFor()
    await last.getByText('钱惊蛰').waitFor()
    assert.equal(await last.locator('tbody tr').count(), 6)
    await page.emulateMedia({ media: 'print' })
    assert.equal(await page.getByRole('button', { name: '打印' }).isVisible(), false)
  }))

test('the check list says what a month waits for; a bank statement is recorded beside it', () =>
  at('preparer', `/fund/closing?book=${BOOK}`, async (page) => {
    await page.getByText('2026-02 结账检查').waitFor()
    await page.getByText(/1004 账面 1000.00 元，没有对账/).waitFor()
    const row = page.getByRole('row').filter({ hasText: '支出户存款' })
    await row.getByRole('button', { name: '登记对账单' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('对账单余额（元）').fill('1000')
    await dialog.getByRole('button', { name: '登记', exact: true }).click()
    await page.getByText(/1004 账面/).waitFor({ state: 'detached' })
    await page.getByText(/1003 账面 9000.00 元，没有对账/).waitFor()
    assert.equal(await page.getByRole('button', { name: '申请结账' }).isDisabled(), true)
  }))

test('ledgers, forms, reports and archive', () =>
  at('preparer', `/fund/ledgers?book=${BOOK}&kind=journal&account=1003&from=2026-02&to=2026-03`, async (page) => {
    await page.getByText('本日合计').first().waitFor()
    await page.getByRole('link', { name: '记-2' }).waitFor()
    await page.goto(`${base}/fund/forms?book=${BOOK}&year=2026`)
    await page.getByText('九、上年结余').waitFor()
    await page.goto(`${base}/fund/forms?book=${BOOK}&view=consolidated&month=2026-03`)
    await page.getByText('没有在途资金').waitFor()
    await page.goto(`${base}/fund/reports`)
    await page.getByText('还没有统计报表').waitFor()
    await page.goto(`${base}/fund/archives?book=${BOOK}`)
    await page.getByText('还没有归档').waitFor()
  }))

test('premiums are let off: one officer asks with the document, another approves, and it cannot be taken back', async () => {
  await at('preparer', `/fund/vouchers?book=${BOOK}&view=waivers`, async (page) => {
    await page.getByRole('button', { name: '登记减免' }).click()
    await page.getByLabel('减免文件文号').fill('示政办〔2026〕3号')
    await choose(page, '发文机关所在地区', '示范市')
    await fillDay(page, '发文日期', '2026-03-01')
    await choose(page, '核算单位', '甲县')
    await choose(page, '缴费人', '居民')
    await fillDay(page, '费款所属月', '2026-02')
    await page.getByLabel('人数').fill('12')
    await page.getByLabel('统筹部分（元）').fill('4800')
    await page.getByRole('button', { name: '提交审批' }).click()
    await page.getByRole('row', { name: /示政办〔2026〕3号[\s\S]*4,800\.00[\s\S]*待审批/ }).waitFor()
    await page.getByRole('link', { name: '示政办〔2026〕3号' }).click()
    await page
      .getByText(/不能是同一人/)
      .first()
      .waitFor()
  })
  await at('reviewer', `/fund/vouchers?book=${BOOK}&view=waivers`, async (page) => {
    await page.getByRole('link', { name: '示政办〔2026〕3号' }).click()
    await page.getByRole('button', { name: '批准并记账' }).click()
    await page.getByRole('button', { name: '确定' }).click()
    await page
      .getByText(/已批准/)
      .first()
      .waitFor()
  })
  const { rows } = await fund.db.batch.query('SELECT heads, pool_fen FROM premium_waived')
  assert.deepEqual(rows, [{ heads: 12, pool_fen: 480_000n }])
})
