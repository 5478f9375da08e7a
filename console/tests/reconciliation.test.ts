// The page about differences of reconciliation in a real browser: a pharmacy compares its bills, the office sees what differs and how
// old it is, writes its word, and closes it with a reason.
import assert from 'node:assert/strict'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { createOfficer } from '@tongchou/server/access/create-officer.js'
import { loadRoles } from '@tongchou/server/access/load-roles.js'
import { buildApp } from '@tongchou/server/http/app.js'
import { systemClock } from '@tongchou/server/http/clock.js'
import { done, purchase } from '@tongchou/server/testing/cashier.js'
import { TEST_KEY, type TestDatabase, testDatabase } from '@tongchou/server/testing/database.js'
import { PHARMACY, POOL, type SmallCity, smallCity, TODAY } from '@tongchou/server/testing/small-city.js'
import { launchBrowser, type TestBrowser } from './browser.js'
import { exported } from './exported.js'
import { atPage, type PageJob } from './sign-in.js'

const PASSWORD = 'Qiao-4411-lou'
const ACCOUNTS = {
  manager: { account: 'east-manager', name: '郑清明', department: 'agency', role: 'provider_manager', area: '980101' },
  fund: { account: 'fund-officer', name: '李谷雨', department: 'bureau', role: 'fund_officer', area: POOL },
  clerk: { account: 'east-clerk', name: '钱小满', department: 'agency', role: 'benefit_clerk', area: '980101' },
} as const

let db: TestDatabase
let city: SmallCity
let app: Awaited<ReturnType<typeof buildApp>>
let base: string
let browser: TestBrowser
before(async () => {
  db = await testDatabase()
  city = await smallCity(db)
  await loadRoles(db.batch)
  for (const officer of Object.values(ACCOUNTS)) await createOfficer(db.batch, systemClock, { ...officer, pool: POOL }, PASSWORD)
  await compared()
  app = await buildApp({ databases: db, key: TEST_KEY, clock: systemClock, pool: POOL, consoleFolder: path.resolve(import.meta.dirname, '../build') })
  base = await app.listen({ host: '127.0.0.1', port: 0 })
  browser = await launchBrowser()
})
after(async () => {
  await browser?.close()
  await app?.close()
  await city?.close()
  await db?.drop()
})

/** The pharmacy has one bill with another amount, and one that nobody else knows. */
async function compared(): Promise<void> {
  const at = { fixmedins_code: PHARMACY }
  const { setlinfo } = (await done(city.app, '2102', purchase(city.employee, '310', '450.00', [{ sn: '1', price: '450.00' }]))) as {
    setlinfo: Record<string, unknown>
  }
  const rows = [
    [setlinfo['setl_id'], setlinfo['mdtrt_id'], city.employee.number, '451.00', setlinfo['fund_pay_sumamt'], setlinfo['acct_pay'], '0'],
    ['999999', '888888', city.resident.number, '80.00', '40.00', '0', '0'],
  ]
  const bytes = Buffer.from(rows.map((row) => row.join('\t')).join('\n'))
  const file = await done(city.app, '9101', { fsUploadIn: { in: [...bytes], filename: 'mx.txt', fixmedins_code: PHARMACY } }, at)
  const asked = { setl_optins: POOL, file_qury_no: file['file_qury_no'], stmt_begndate: '2026-03-01', stmt_enddate: TODAY, clr_type: '41' }
  await done(city.app, '3202', { data: { ...asked, medfee_sumamt: '531', fund_pay_sumamt: '0', cash_payamt: '0', fixmedins_setl_cnt: 2 } }, at)
}

const at = (as: keyof typeof ACCOUNTS, job: PageJob): Promise<void> => {
  const { account, name } = ACCOUNTS[as]
  return atPage(browser, { base, account, password: PASSWORD, name }, '/reconciliation/differences', job)
}

test('the office sees what differs, with age and whose turn it is, and closes it with a reason', () =>
  at('manager', async (page) => {
    await page.getByText('未处理 2 条').waitFor()
    await exported(page)
    const row = page.getByRole('row').filter({ hasText: '金额不一致' })
    await row.getByText('451.00').waitFor()
    await row.getByText('450.00').waitFor()
    await row.getByText('经办', { exact: true }).waitFor()
    await row.getByRole('button', { name: /展开|Expand/ }).click()
    await page.getByText('医疗费总额贵方451.00元、中心450.00元').waitFor()
    await page.getByText('还没有处理记录').waitFor()
    await row.getByRole('button', { name: '办理' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('radio', { name: '关闭' }).click()
    await dialog.getByRole('button', { name: /保\s*存/ }).click()
    await dialog.getByText('请写至少两个字').waitFor()
    await dialog.getByLabel('关闭理由').fill('药店录入有误，已更正')
    await dialog.getByRole('button', { name: /保\s*存/ }).click()
    await page.getByText('未处理 1 条').waitFor()
    await page.goto(`${base}/reconciliation/differences?standing=closed&kind=amount`)
    await page
      .getByRole('row')
      .filter({ hasText: '已关闭' })
      .getByRole('button', { name: /展开|Expand/ })
      .click()
    await page.getByText(/郑清明 关闭：药店录入有误，已更正/).waitFor()
    assert.equal(await page.getByRole('row').filter({ hasText: '中心没有' }).count(), 0)
  }))

test('who may only look finds the action forbidden with its reason, and who may not look is told', async () => {
  await at('fund', async (page) => {
    await page.getByText('未处理 1 条').waitFor()
    await page.getByRole('button', { name: /您的岗位不能办理；可以办理的是：定点机构管理岗/ }).waitFor()
  })
  await at('clerk', async (page) => {
    await page.getByText('这个页面不对您的岗位开放。').waitFor()
  })
})
