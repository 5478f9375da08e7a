// The payment desks in a real browser: a provider's month is opened, a deduction written, reviewed by two and approved; it goes into a
// batch, to the bank and back; a request for funds takes its way; a claim is registered, a fine is refused for a fund.
import assert from 'node:assert/strict'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { createOfficer } from '@tongchou/server/access/create-officer.js'
import { loadRoles } from '@tongchou/server/access/load-roles.js'
import { personNumber } from '@tongchou/server/enrolment/person-number.js'
import { buildApp } from '@tongchou/server/http/app.js'
import { TEST_KEY, type TestDatabase, testDatabase } from '@tongchou/server/testing/database.js'
import { noon, testClock } from '@tongchou/server/testing/desk.js'
import { grant, makePaymentPool } from '@tongchou/server/testing/payment-pool.js'
import { COUNTY_A, COUNTY_B, HOSPITAL, POOL } from '@tongchou/server/testing/small-pool.js'
import type { Page } from 'playwright-core'
import { launchBrowser, type TestBrowser } from './browser.js'
import { choose, fillDay } from './choose.js'
import { atPage, type PageJob } from './sign-in.js'

const PASSWORD = 'Qiao-4411-lou'
const officer = (account: string, name: string, department: string, role: string) => ({ account, name, department, role, area: POOL })
const ACCOUNTS = {
  manager: officer('manager-one', '郑清明', 'agency', 'provider_manager'),
  second: officer('manager-two', '孙立秋', 'agency', 'provider_manager'),
  finance: officer('finance-one', '周白露', 'agency', 'finance_officer'),
  checker: officer('finance-two', '吴寒露', 'agency', 'finance_officer'),
  director: officer('director-one', '李谷雨', 'bureau', 'director'),
  clerk: officer('clerk-one', '钱小满', 'agency', 'benefit_clerk'),
  clerkTwo: officer('clerk-two', '冯芒种', 'agency', 'benefit_clerk'),
} as const

const clock = testClock(noon('2026-03-20'))
let db: TestDatabase
let app: Awaited<ReturnType<typeof buildApp>>
let base: string
let browser: TestBrowser
before(async () => {
  db = await testDatabase()
  await makePaymentPool(db)
  await grant(db, COUNTY_A, 150_000n)
  await grant(db, COUNTY_B, 50_000n)
  await loadRoles(db.batch)
  for (const one of Object.values(ACCOUNTS)) await createOfficer(db.batch, clock, { ...one, pool: POOL }, PASSWORD)
  app = await buildApp({ databases: db, key: TEST_KEY, clock, pool: POOL, consoleFolder: path.resolve(import.meta.dirname, '../build') })
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

/** Presses a step's button and confirms it. */
async function take(page: Page, label: string, stands: string): Promise<void> {
  await page.getByRole('button', { name: label, exact: true }).click()
  await page
    .getByRole('tooltip')
    .getByRole('button', { name: /办\s*理/ })
    .click()
  await page.getByRole('dialog').locator('header .quiet').filter({ hasText: stands }).first().waitFor()
}

test('a provider’s month is opened, deducted from with an article, reviewed by two and approved', async () => {
  await at('manager', '/payment/cycles?month=2026-02', async (page) => {
    const row = page.getByRole('row').filter({ hasText: '甲县示范医院' })
    await row.getByText('1,400.00').waitFor()
    await row.getByRole('button', { name: '开始月结' }).click()
    const drawer = page.getByRole('dialog')
    await drawer.getByRole('button', { name: '登记扣款或调整' }).click()
    const form = page.getByRole('dialog').last()
    await form.getByLabel('金额').fill('100')
    await form.getByLabel('理由').fill('超标准收费一百元')
    await form.getByLabel('依据条款').fill('协议第三十条')
    await form.getByRole('button', { name: /确\s*定/ }).click()
    await drawer.getByText('超标准收费一百元 · 协议第三十条 · 郑清明').waitFor()
    await take(page, '初审通过', '已初审')
  })
  for (const [who, label, stands] of [
    ['second', '复审通过', '已复审'],
    ['director', '审批同意', '已审批'],
  ] as const) {
    await at(who, '/payment/cycles?tab=cycles', async (page) => {
      await page.getByRole('button', { name: /打\s*开/ }).click()
      await take(page, label, stands)
    })
  }
})

test('an account comes into force by a second officer, and the batch goes to the bank and back', async () => {
  await at('finance', '/payment/batches?tab=accounts', async (page) => {
    await page.getByRole('button', { name: '登记或变更账户' }).click()
    const form = page.getByRole('dialog')
    await form.getByLabel('收款方类别').click()
    await page.locator('.ant-select-item-option').filter({ hasText: '医药机构' }).click()
    await form.getByLabel('收款方编号').fill(HOSPITAL)
    await form.getByLabel('户名').fill('甲县示范医院')
    await form.getByLabel('开户行').fill('示范银行')
    await form.getByLabel('账号', { exact: true }).fill('0000123456789')
    await form.getByLabel('理由').fill('机构书面申请')
    await form.getByRole('button', { name: /确\s*定/ }).click()
    await page.getByText('**** 6789').waitFor()
    assert.equal(await page.getByText('0000123456789').count(), 0)
  })
  await at('checker', '/payment/batches?tab=accounts', async (page) => {
    await page.getByRole('button', { name: /打\s*开/ }).click()
    await take(page, '复核生效', '已生效')
  })
  await at('finance', '/payment/batches', async (page) => {
    await page.getByRole('row').filter({ hasText: '2026-02 月结' }).getByRole('checkbox').check()
    await page.getByRole('button', { name: '编制批次' }).click()
    const form = page.getByRole('dialog')
    await form.getByLabel('批次名称').fill('二月月结')
    await form.getByRole('button', { name: /确\s*定/ }).click()
    await page.getByRole('dialog').getByText('二月月结').first().waitFor()
  })
  for (const [who, label, stands] of [
    ['checker', '复核通过', '已复核'],
    ['director', '审批同意', '已审批'],
    ['finance', '生成银行文件', '已送银行'],
  ] as const) {
    await at(who, '/payment/batches?tab=batches', async (page) => {
      await page.getByRole('button', { name: /打\s*开/ }).click()
      await take(page, label, stands)
    })
  }
  const { rows } = await db.batch.query<{ item_key: string; batch: string; amount_fen: bigint }>('SELECT item_key, batch::text, amount_fen FROM payment_item')
  const [item] = rows
  assert.equal(item?.amount_fen, 123_500n)
  await at('finance', '/payment/batches?tab=batches', async (page) => {
    await page.getByRole('button', { name: /打\s*开/ }).click()
    const text = `${item?.batch},2,1235.00\n${item?.item_key},1235.00,0000,20260320,\n${item?.item_key}9,0.00,0000,20260320,\n`
    await page.getByLabel('银行结果文件').setInputFiles({ name: 'back.txt', mimeType: 'text/plain', buffer: Buffer.from(text) })
    await page.getByText('已处理 1 笔，重复 0 笔，不能处理 1 行').waitFor()
    await page.getByText('第 3 行：本批次没有这个付款编号').waitFor()
    await page.getByText(/拨付定点医药机构 \d+/).waitFor()
  })
  await at('manager', '/payment/cycles?tab=formula', async (page) => {
    const row = page.getByRole('row').filter({ hasText: '甲县示范医院' })
    await row.getByText('1,235.00').waitFor()
  })
})

test('the yearly account with a hospital takes its own figure, and what differs is closed by two officers', async () => {
  await at('manager', '/payment/cycles?tab=accounts&year=2026', async (page) => {
    await page.getByLabel('2026-02 扣款 机构账面').fill('88.80')
    await page.getByLabel('来源', { exact: true }).fill('甲县示范医院盖章对账单')
    await page.getByRole('button', { name: '登记机构账面' }).click()
    await page.getByText(/2026-02 扣款：医保 100\.00 元，机构 88\.80 元，差 -11\.20 元/).waitFor()
    await page.getByRole('button', { name: '办理', exact: true }).click()
    await page.getByText('提请关闭', { exact: true }).click()
    await page.getByLabel('说明或理由').fill('机构少记一笔，下月补记')
    await page.getByRole('dialog').getByRole('button', { name: '保存' }).click()
    await page.getByRole('row', { name: /待复核/ }).waitFor()
  })
  await at('second', '/payment/cycles?tab=accounts&year=2026', async (page) => {
    await page.getByRole('button', { name: '办理', exact: true }).click()
    await page.getByText('复核同意', { exact: true }).click()
    await page.getByLabel('说明或理由').fill('已核对单据')
    await page.getByRole('dialog').getByRole('button', { name: '保存' }).click()
    await page.getByRole('row', { name: /已关闭/ }).waitFor()
  })
})

test('a request for funds shows its way, and a claim the account it goes to', async () => {
  await at('finance', '/payment/requests', async (page) => {
    await page.getByRole('row').filter({ hasText: '甲县' }).first().waitFor()
    await page.getByRole('button', { name: '申请用款' }).click()
    const form = page.getByRole('dialog')
    await choose(page, '核算单位', '甲县')
    await form.getByLabel('申请金额').fill('300')
    await form.getByLabel('申请说明').fill('三月待遇支出')
    await form.getByRole('button', { name: /确\s*定/ }).click()
    await page.getByRole('dialog').getByText('市财政已拨付县财政').waitFor()
    await page.getByRole('button', { name: /汇总并向市财政申请 您的岗位不能办理这一步/ }).waitFor()
  })
  await at('finance', '/payment/payers?tab=recoveries', async (page) => {
    await page.getByRole('button', { name: '登记应追回款' }).click()
    const form = page.getByRole('dialog')
    await choose(page, '核算单位', '甲县')
    await form.getByLabel('债务人', { exact: true }).fill(HOSPITAL)
    await form.getByLabel('应追回').fill('5')
    await form.getByLabel('理由').fill('重复收费')
    await form.getByLabel('决定文书').fill('稽核决定一')
    await form.getByRole('button', { name: /确\s*定/ }).click()
    await form.getByText('请选择应收回到哪个基金的账套。').waitFor()
    await choose(page, '类别', '行政罚款')
    await form.getByRole('button', { name: /确\s*定/ }).click()
    await page.getByRole('row').filter({ hasText: '缴入国库，不入基金' }).waitFor()
  })
  await at('finance', '/payment/payers', async (page) => {
    await page.getByRole('button', { name: '登记协议' }).click()
    const form = page.getByRole('dialog')
    await choose(page, '付款方类别', '企业补充医疗保险')
    await form.getByLabel('付款方', { exact: true }).fill('示范企业')
    await form.getByLabel('协议或文件').fill('企业补充协议')
    await form.getByLabel('预付月数').fill('1')
    await choose(page, '基金', '居民')
    await form.getByRole('button', { name: /确\s*定/ }).click()
    await form.getByText(/请填写用人单位的名称或统一社会信用代码/).waitFor()
  })
  await at('finance', '/payment/payers?tab=transfers', async (page) => {
    await page.getByRole('button', { name: '登记转移' }).click()
    const form = page.getByRole('dialog')
    await form.getByLabel('人员编号').fill(personNumber(POOL, 1n))
    await form.getByLabel('对方经办机构').fill('邻市医疗保障经办中心')
    await form.getByLabel('凭证或联系函').fill('参保凭证一号')
    await fillDay(form, '日期', '2026-03-02')
    await form.getByRole('button', { name: /确\s*定/ }).click()
    await form.getByText('个人账户没有余额，不需要转移资金。').waitFor()
    await choose(page, '方向', '转入')
    await form.getByLabel('金额').fill('7.77')
    await form.getByRole('button', { name: /确\s*定/ }).click()
    await form.getByText('本统筹区还没有开立职工医保账套，不能办理个人账户转移；请先开立账套。').waitFor()
  })
  await at('clerk', '/payment/payers', async (page) => {
    await page.getByText('这个页面不对您的岗位开放。').waitFor()
  })
})

test('a bill is claimed back at the counter and reviewed by another clerk', async () => {
  await at('clerk', '/reimbursements', async (page) => {
    await page.getByRole('button', { name: '受理报销' }).click()
    const form = page.getByRole('dialog')
    await form.getByLabel('人员编号').fill(personNumber(POOL, 1n))
    await form.getByLabel('机构编码').fill(HOSPITAL)
    await fillDay(form, '就诊开始', '2026-03-02')
    await fillDay(form, '就诊结束', '2026-03-06')
    await form.getByLabel('票据号').fill('发票0001')
    await form.getByLabel('未直接结算的原因').fill('医院系统停机')
    await form.getByLabel('收到的材料').fill('发票、清单')
    await form.getByLabel('费用明细').fill('XA01AAA001A001010100001\t2026-03-02\t10\t300\t3000.00')
    await form.getByRole('button', { name: /确\s*定/ }).click()
    await page.getByRole('dialog').getByText('3,000.00').first().waitFor()
    await page.getByRole('button', { name: /初审通过 .*不能是同一人/ }).waitFor()
  })
  await at('clerkTwo', '/reimbursements', async (page) => {
    await page.getByRole('button', { name: /打\s*开/ }).click()
    await take(page, '初审通过', '已初审')
  })
})

test('a provider’s year is prepared for clearing by its agreed rates, and an objection is written down', async () => {
  clock.pass(60 * 24 * 320)
  await at('manager', '/payment/cycles?tab=years&year=2026', async (page) => {
    const row = page.getByRole('row').filter({ hasText: '甲县示范医院' })
    await row.getByText('1,300.00').waitFor()
    await row.getByRole('button', { name: '编制清算' }).click()
    const form = page.getByRole('dialog')
    await form.getByLabel('协议或结果文件').fill('总额预算协议第一号')
    await form.getByLabel('约定金额').fill('1500')
    await form.getByRole('button', { name: /确\s*定/ }).click()
    await form.getByText(/都没有规定“结余留用比例”/).waitFor()
    await form.getByLabel('结余留用比例').fill('50%')
    await form.getByLabel('超支分担比例').fill('30%')
    await form.getByRole('button', { name: /确\s*定/ }).click()
    const drawer = page.getByRole('dialog')
    await drawer.getByText('年度清算表').waitFor()
    await drawer.getByRole('button', { name: '登记机构异议' }).click()
    await page.getByRole('dialog').last().getByLabel('内容').fill('约定金额应含新增病区')
    await page
      .getByRole('dialog')
      .last()
      .getByRole('button', { name: /确\s*定/ })
      .click()
    await drawer.getByText(/机构异议：约定金额应含新增病区/).waitFor()
  })
  await at('manager', '/payment/cycles?tab=calendar&year=2027', async (page) => {
    const row = page.getByRole('row').filter({ hasText: '甲县示范医院' })
    await row.getByText('2027-03-31').waitFor()
    await row.getByText(/条件不符：.*考核不低于 80 分/).waitFor()
  })
})
