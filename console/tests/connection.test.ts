// The pages about institutions' connections in a real browser: a credential issued, replaced and revoked, switches saved, messages
// found, and the institution's own officer looking on.
import assert from 'node:assert/strict'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { createOfficer } from '@tongchou/server/access/create-officer.js'
import { loadRoles } from '@tongchou/server/access/load-roles.js'
import { buildApp } from '@tongchou/server/http/app.js'
import { systemClock } from '@tongchou/server/http/clock.js'
import { call } from '@tongchou/server/testing/cashier.js'
import { TEST_KEY, type TestDatabase, testDatabase } from '@tongchou/server/testing/database.js'
import { CLINIC, HOSPITAL, POOL, type SmallCity, smallCity } from '@tongchou/server/testing/small-city.js'
import type { Page } from 'playwright-core'
import { launchBrowser, type TestBrowser } from './browser.js'

const PASSWORD = 'Qiao-4411-lou'
const EAST = '980101'
const ACCOUNTS = {
  manager: { account: 'east-manager', name: '郑清明', department: 'agency', role: 'provider_manager', area: EAST },
  fund: { account: 'fund-officer', name: '李谷雨', department: 'bureau', role: 'fund_officer', area: POOL },
  hospital: { account: 'hospital-office', name: '王芒种', department: 'hospital', role: 'institution_officer', area: EAST, provider: HOSPITAL },
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
  const consoleFolder = path.resolve(import.meta.dirname, '../build')
  app = await buildApp({ databases: db, key: TEST_KEY, clock: systemClock, pool: POOL, consoleFolder, demonstration: true })
  base = await app.listen({ host: '127.0.0.1', port: 0 })
  for (let turn = 0; turn < 3; turn += 1) await call(app, '1201', { medinsinfo: { fixmedins_type: '1', fixmedins_code: CLINIC } })
  await call(app, '1101', { data: { mdtrt_cert_type: '02', mdtrt_cert_no: '000001199001010000', psn_name: '不存在的人' } })
  await logged(4)
  browser = await launchBrowser()
})
after(async () => {
  await browser?.close()
  await app?.close()
  await city?.close()
  await db?.drop()
})

/** Waits until the log was written. */
async function logged(messages: number): Promise<void> {
  for (let turn = 0; turn < 200; turn += 1) {
    const { rows } = await db.batch.query<{ n: bigint }>('SELECT count(*) AS n FROM message_log')
    if ((rows[0]?.n ?? 0n) >= BigInt(messages)) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('the message log was not written')
}

async function at(as: keyof typeof ACCOUNTS, address: string, job: (page: Page, errors: string[]) => Promise<void>): Promise<void> {
  const { page, errors, context } = await browser.open()
  await page.goto(`${base}${address}`)
  await page.getByLabel('账号').fill(ACCOUNTS[as].account)
  await page.getByLabel('密码').fill(PASSWORD)
  await page.keyboard.press('Enter')
  await page.locator('.frame-officer').getByText(ACCOUNTS[as].name).waitFor()
  await job(page, errors)
  assert.deepEqual(errors, [])
  await context.close()
}

test('from the list to an institution: its last day by transaction, with what was refused', () =>
  at('manager', '/connections', async (page) => {
    await page.getByLabel('名称或编码').fill('第一医院')
    await page.keyboard.press('Enter')
    await page.getByRole('link', { name: '小城第一医院' }).click()
    await page.getByText('报文 4 笔，未受理 1 笔，差错率 25.0%').waitFor()
    assert.match(
      await page
        .getByRole('row', { name: /1201 医药机构信息获取/ })
        .first()
        .innerText(),
      /3\s+0\s+0\.0%/,
    )
    const body = await page.locator('main').innerText()
    assert.ok(!body.includes('不存在的人') && !body.includes('000001199001010000'))
  }))

test('a credential is issued and shown once, replaced with an overlap, and revoked with a reason', () =>
  at('manager', `/connections/${HOSPITAL}`, async (page) => {
    const dialog = page.getByRole('dialog')
    await page.getByRole('button', { name: '发放密钥' }).click()
    await dialog
      .getByRole('button', { name: '发 放' })
      .or(dialog.getByRole('button', { name: '发放', exact: true }))
      .first()
      .click()
    const secret = await dialog.locator('[data-secret]').innerText()
    assert.match(secret, /^[\w-]{32}$/)
    await dialog.getByRole('button', { name: '已记下' }).click()
    await page.getByRole('cell', { name: '可用', exact: true }).waitFor()
    assert.ok(!(await page.content()).includes(secret))
    await page.getByRole('button', { name: /换\s?发/ }).click()
    await dialog.getByLabel('旧密钥有效至').waitFor()
    await dialog.getByRole('button', { name: /换\s?发/ }).click()
    await dialog.getByRole('button', { name: '已记下' }).click()
    await page.getByRole('cell', { name: '已换发，到期前仍可用' }).waitFor()
    const old = page.getByRole('row', { name: /已换发/ })
    await old.getByRole('button', { name: /停\s?用/ }).click()
    await dialog.getByLabel('停用原因').fill('密钥外泄')
    await dialog.getByRole('button', { name: '立即停用' }).click()
    await page.getByRole('cell', { name: '已停用：密钥外泄' }).waitFor()
  }))

test('switches are saved upon what was read, and what is wrong is told', () =>
  at('manager', `/connections/${HOSPITAL}`, async (page, errors) => {
    await page.getByLabel('访问地址').fill('10.1.2')
    await page.getByRole('button', { name: '保存开关' }).click()
    await page.getByRole('alert').getByText('访问地址10.1.2不正确').waitFor()
    errors.length = 0
    await page.getByLabel('访问地址').fill('127.0.0.1\n10.1.2.0/24')
    await page.getByLabel('必须先签到（9001）').check()
    await page.getByRole('button', { name: '保存开关' }).click()
    await page.getByText('第 1 版，郑清明').waitFor()
    await page.reload()
    await page.getByText('第 1 版，郑清明').waitFor()
    assert.equal(await page.getByLabel('访问地址').inputValue(), '127.0.0.1/32\n10.1.2.0/24')
    assert.ok(await page.getByLabel('必须先签到（9001）').isChecked())
  }))

test('messages are found by result, and their content names nobody', () =>
  at('manager', '/messages?result=refused', async (page) => {
    await page.getByText('没有找到该人员的参保信息').waitFor()
    await page
      .getByRole('button', { name: /展开|Expand/ })
      .first()
      .click()
    const content = await page.locator('.message-content').innerText()
    assert.match(content, /data×1[\s\S]*"psn_name":"\*\*\*"/)
    await page.getByLabel('交易编号').fill('9999')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: '没有符合条件的报文' }).waitFor()
    assert.match(page.url(), /infno=9999/)
  }))

test('who may see may not change, and is told who may', () =>
  at('fund', `/connections/${HOSPITAL}`, async (page) => {
    await page.getByRole('heading', { name: '小城第一医院' }).waitFor()
    assert.ok(await page.getByRole('button', { name: /发放密钥.*定点机构管理岗/ }).isDisabled())
    assert.ok(await page.getByRole('button', { name: /保存开关.*定点机构管理岗/ }).isDisabled())
  }))

test('an institution’s officer sees its own connection, and nothing to change', () =>
  at('hospital', '/own-connection', async (page) => {
    await page.getByRole('heading', { name: '小城第一医院' }).waitFor()
    assert.match(page.url(), /\/own-connection$/)
    await page.getByText('已停用：密钥外泄').waitFor()
    assert.equal(await page.getByRole('button', { name: '发放密钥' }).count(), 0)
    await page.getByLabel('交易编号').fill('1201')
    await page.keyboard.press('Enter')
    await page.getByText('共 3 条').waitFor()
  }))
