// The demonstration city as whoever starts it finds it: every page of the menu, opened by somebody who may, shows something and has no
// error; the menu finds pages; a start page counts what waits; two administrators open an account and its owner signs in.
import assert from 'node:assert/strict'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { loadRoles } from '@tongchou/server/access/load-roles.js'
import { buildApp } from '@tongchou/server/http/app.js'
import { dayIn, systemClock } from '@tongchou/server/http/clock.js'
import { TEST_KEY, type TestDatabase, testDatabase } from '@tongchou/server/testing/database.js'
import { readDemonstration } from '@tongchou/simulation/city/demonstration-file.js'
import { loadDemonstration } from '@tongchou/simulation/load-demonstration.js'
import { syntheticCity } from '@tongchou/simulation/trial/synthetic-city.js'
import type { Page } from 'playwright-core'
import { launchBrowser, type TestBrowser } from './browser.js'
import { choose } from './choose.js'
import { atPage, type PageJob } from './sign-in.js'

const { pool, officers } = readDemonstration()

/** Pages that have nothing to show before somebody does what only they can, and why. */
const EMPTY_AT_FIRST: Readonly<Record<string, string>> = {
  '/fund/adjustment': 'the pool has no rule of an adjustment fund in force',
  '/conformance': 'an institution or an officer starts an examination',
}

let db: TestDatabase
let browser: TestBrowser
let base = ''
let close: () => Promise<unknown>
before(async () => {
  db = await testDatabase()
  await loadRoles(db.batch)
  const site = { adminUrl: db.adminUrl, key: TEST_KEY, databases: db }
  await loadDemonstration(site, { people: 2_000, seed: 3, today: dayIn(systemClock), offices: true })
  const consoleFolder = path.resolve(import.meta.dirname, '../build')
  const app = await buildApp({ databases: db, key: TEST_KEY, clock: systemClock, pool, consoleFolder, demonstration: true, syntheticCity: syntheticCity(pool) })
  base = await app.listen({ host: '127.0.0.1', port: 0 })
  close = () => app.close()
  browser = await launchBrowser()
})
after(async () => {
  await browser?.close()
  await close?.()
  await db?.drop()
})

function at(account: string, address: string, job: PageJob): Promise<void> {
  const name = officers.accounts.find((one) => one.account === account)?.name ?? ''
  return atPage(browser, { base, account, password: officers.password, name }, address, job)
}

/** Between them they may open every page of the menu. */
const WALKERS = ['jijin', 'zhengce', 'daiyu', 'jianguan', 'dingdian', 'anquan', 'shenji', 'yiyuan']
const walked = new Set<string>()

/** By the menu, as people do; the page is there when it has given the window its name. */
async function goBy(page: Page, place: string): Promise<void> {
  if (new URL(page.url()).pathname === place) return
  await page.evaluate(() => {
    document.title = ''
  })
  await page.locator(`.menu-groups li a[href="${place}"]`).click()
  await page.waitForFunction(() => document.title !== '', null, { timeout: 120_000 })
}

async function faultsOf(page: Page, place: string): Promise<string[]> {
  await goBy(page, place)
  await page.locator('main h1').first().waitFor()
  await page.waitForFunction(() => document.querySelector('.state-loading, .ant-spin-spinning') === null, null, { timeout: 120_000 })
  const notices = place in EMPTY_AT_FIRST ? [] : await page.locator('main .state-notice h2').allInnerTexts()
  const alerts = await page.locator('main [role=alert]').allInnerTexts()
  const untitled = (await page.title()) === '统筹' ? ['has no title'] : []
  return [...notices, ...alerts, ...untitled].map((said) => `${place}: ${said}`)
}

for (const account of WALKERS)
  test(`no page of the menu is empty or broken: ${account}`, () =>
    at(account, '/', async (page, { errors }) => {
      const folded = page.locator('.menu-groups button[aria-expanded="false"]')
      while ((await folded.count()) > 0) await folded.first().click()
      const places = await page.locator('.menu-groups li a').evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''))
      assert.ok(places.length > 0)
      // A place that no desk owns would stand there.
      assert.equal(await page.getByRole('button', { name: '其他', exact: true }).count(), 0)
      const faults: string[] = []
      for (const place of places.filter((one) => !walked.has(one))) {
        walked.add(place)
        faults.push(...(await faultsOf(page, place)), ...errors.splice(0).map((error) => `${place}: ${error}`))
      }
      assert.deepEqual(faults, [])
    }))

test('the menu finds a page by its name and by the first letters of its pinyin', () =>
  at('jijin', '/', async (page) => {
    await page.keyboard.press('/')
    await page.keyboard.type('jz')
    await page.getByRole('option', { name: '结账' }).waitFor()
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/fund\/closing/)
    await page.getByRole('button', { name: '财务账簿', expanded: true }).click()
    await page.reload()
    await page.getByRole('button', { name: '财务账簿', expanded: false }).waitFor()
  }))

test('the start page counts what waits and leads to it', () =>
  at('jijin', '/', async (page) => {
    await page.getByRole('link', { name: /手工凭证待复核/ }).click()
    await page.getByRole('heading', { name: '凭证', exact: true }).waitFor()
  }))

test('two security administrators open an account; its owner signs in once and chooses a password', async () => {
  await at('anquan', '/officers', async (page) => {
    await page.getByRole('button', { name: '开设账号' }).click()
    await page.getByLabel('登录账号').fill('zhou.guyu')
    await page.getByLabel('人员姓名').fill('周谷雨')
    await choose(page, '授予岗位', '经办中心 · 待遇经办岗')
    await choose(page, '所属区域', '淮南市')
    await page.getByLabel('理由').fill('新到岗')
    await page.getByRole('button', { name: '提交复核' }).click()
    await page.getByText('已提交，等另一名安全管理员复核。').waitFor()
  })
  let password = ''
  await at('anquan.fuhe', '/officer-requests', async (page) => {
    const row = page.getByRole('row').filter({ hasText: 'zhou.guyu' })
    await row.getByRole('button', { name: '同意', exact: true }).click()
    await page.getByRole('dialog').getByRole('button', { name: '同意', exact: true }).click()
    password = (await page.locator('.secret-once').innerText()).trim()
  })
  const opened = await browser.open()
  const { page } = opened
  await page.goto(`${base}/sign-in`)
  await page.getByLabel('账号').fill('zhou.guyu')
  await page.getByLabel('密码').fill(password)
  await page.keyboard.press('Enter')
  await page.getByLabel('原密码').fill(password)
  await page.getByLabel('新密码', { exact: true }).fill('Gu-Yu-Tian-2026')
  await page.getByLabel('再输一次新密码').fill('Gu-Yu-Tian-2026')
  await page.getByRole('button', { name: '确定' }).click()
  await page.getByRole('heading', { name: '今日待办' }).waitFor()
  assert.deepEqual(opened.errors, [])
  await opened.context.close()
})
