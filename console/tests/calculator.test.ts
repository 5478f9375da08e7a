// The open calculator in a real browser on a phone: reached without signing in, faults beside their fields, and an estimate worked by hand.
import assert from 'node:assert/strict'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { buildApp } from '@tongchou/server/http/app.js'
import { systemClock } from '@tongchou/server/http/clock.js'
import { TEST_KEY, type TestDatabase, testDatabase } from '@tongchou/server/testing/database.js'
import { furnish, POOL } from '@tongchou/server/testing/small-city.js'
import type { Page } from 'playwright-core'
import { DESKTOP, launchBrowser, PHONE, type TestBrowser, type Viewport } from './browser.js'

let db: TestDatabase
let app: Awaited<ReturnType<typeof buildApp>>
let base: string
let browser: TestBrowser
before(async () => {
  db = await testDatabase()
  await furnish(db.batch)
  app = await buildApp({ databases: db, key: TEST_KEY, clock: systemClock, pool: POOL, consoleFolder: path.resolve(import.meta.dirname, '../build') })
  base = await app.listen({ host: '127.0.0.1', port: 0 })
  browser = await launchBrowser()
})
after(async () => {
  await browser?.close()
  await app?.close()
  await db?.drop()
})

async function at(job: (page: Page) => Promise<void>, viewport: Viewport = PHONE): Promise<void> {
  const { page, errors, context } = await browser.open(viewport)
  await page.goto(`${base}/calculator`)
  await page.getByLabel('参加的医保').waitFor()
  await job(page)
  assert.deepEqual(errors, [])
  await context.close()
}

/** A stay of 60,000.00 at the third level: 2,000.00 class 乙 at 10 %, 2,000.00 outside the catalogue. */
async function fillStay(page: Page): Promise<void> {
  await page.getByLabel('年龄').fill('60')
  await page.getByLabel('医院级别').selectOption('3')
  await page.getByLabel('医疗费用总额').fill('60,000')
  await page.getByLabel('其中：乙类').fill('2000')
  await page.getByLabel('其中：目录外').fill('2000.00')
}

test('the sign-in page leads to it, and it asks for nothing personal', async () => {
  const { page, context } = await browser.open(PHONE)
  await page.goto(`${base}/sign-in`)
  await page.getByRole('link', { name: '试算我要花多少' }).click()
  await page.getByRole('heading', { name: '我要花多少' }).waitFor()
  await page.getByText('小城医保').waitFor()
  const labels = await page.locator('label').allInnerTexts()
  assert.ok(labels.length > 8)
  assert.ok(!labels.some((label) => /姓名|证件|电话|手机/.test(label)), labels.join(' '))
  await context.close()
})

test('the maternity allowance is told with its sentence and article', () =>
  at(async (page) => {
    await page.getByLabel('单位上年度职工月平均工资').fill('6000')
    await page.getByLabel('出生人数').fill('2')
    await page.getByRole('button', { name: '算一算津贴' }).click()
    await page.getByText('× 113天（顺产）= 22600.00元').waitFor()
  }))

test('an estimate is drawn as the ladder of a bill, with articles and marks, and fits a phone', () =>
  at(async (page) => {
    await fillStay(page)
    await page.getByText('其余 56,000.00 元按甲类计算。').waitFor()
    await page.getByRole('button', { name: '试算' }).click()
    // 60,000 − (57,800 − 800) × 75 % − (15,050 − 15,000) × 60 %.
    await page.getByRole('heading', { name: '您大约要付 17,220.00 元' }).waitFor()
    const basic = await page.locator('.rung.tone-basic').innerText()
    for (const part of ['57,800.00', '42,750.00', '15,050.00', '小城医保办〔2025〕1号 第三条', '演示数据'])
      assert.ok(basic.includes(part), `${part} in ${basic}`)
    assert.match(await page.locator('.rung.tone-major').innerText(), /30\.00/)
    await page.getByText('乙类费用全部按先行自付10%计算').waitFor()
    await page.locator('.why li').first().waitFor()
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 375)
    assert.equal(new URL(page.url()).search, '')
    await page.getByLabel('其中：目录外').fill('0')
    await page.getByText('下面还是改之前的结果').waitFor()
  }))

test('everything that can change the answer can be said, on a phone: family account, a transfer, cost above standard, somebody else liable', () =>
  at(async (page) => {
    await fillStay(page)
    await page.getByLabel('其中：超标准、超限价的部分').fill('3000')
    await page.getByLabel('家庭共济账户余额').fill('800')
    await page.getByLabel('和前一次住院是同一次').selectOption('transfer')
    await page.getByLabel('前一部分已付的起付线').fill('500')
    await page.getByRole('button', { name: '试算' }).click()
    // 54,800 in scope; of the deductible of 800 only 300 are left after a transfer: 54,500 × 75 %.
    await page.getByRole('heading', { name: /您大约要付/ }).waitFor()
    assert.match(await page.locator('.rung.tone-basic').innerText(), /40,875\.00/)
    // The family may pay 500 in a year.
    assert.match(await page.locator('.estimate').innerText(), /500\.00/)
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 375)
    await page.getByText('今年已经用过医保').click()
    await page.getByLabel('大病保险累计负担（知道的填）').fill('x')
    await page.getByRole('button', { name: '试算' }).click()
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'burden')
    await page.getByLabel('大病保险累计负担（知道的填）').fill('')
    await page.getByLabel('应由他人负担').selectOption('work_injury')
    await page.getByRole('button', { name: '试算' }).click()
    assert.match(await page.locator('.failure').innerText(), /工伤/)
  }))

test('the hospital is chosen by its name, and a third party answers for a part, on a phone', () =>
  at(async (page) => {
    await fillStay(page)
    await page.getByLabel('医院级别').selectOption('township')
    await page.getByLabel('哪家医院').fill('没有的')
    await page.getByText('没有这个名称的定点机构').waitFor()
    await page.getByLabel('哪家医院').fill('第一')
    await page.getByRole('button', { name: /小城第一医院/ }).click()
    await page.getByText('级别已按这家医院填好').waitFor()
    assert.equal(await page.getByLabel('医院级别').inputValue(), '3')
    await page.getByLabel('应由他人负担').selectOption('third_party')
    await page.getByLabel('对方承担的责任比例').fill('100')
    await page.getByRole('button', { name: '试算' }).click()
    await page.getByText('请填写大于 0、小于 100 的百分数').waitFor()
    await page.getByLabel('对方承担的责任比例').fill('60')
    await page.getByRole('button', { name: '试算' }).click()
    // (23,120 − 800) × 75 % from the pool.
    await page.getByRole('heading', { name: '您大约要付 43,260.00 元' }).waitFor()
    assert.match(await page.locator('.estimate > .quiet').innerText(), /^小城第一医院 · /)
    await page.getByText('36000.00元应由第三人负担').first().waitFor()
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 375)
    await page.getByLabel('医院级别').selectOption('2')
    assert.equal(await page.getByLabel('哪家医院').inputValue(), '第一')
  }))

test('faults stand beside their fields, the first is focused, and nothing typed is lost', () =>
  at(async (page) => {
    await page.getByLabel('医疗费用总额').fill('一万')
    await page.getByLabel('其中：乙类').fill('100')
    await page.getByRole('button', { name: '试算' }).click()
    await page.getByText('有 2 处需要改正').waitFor()
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'age')
    assert.match(await page.locator('.field.faulty', { has: page.getByLabel('年龄') }).innerText(), /请填写年龄/)
    assert.match(await page.locator('.field.faulty', { has: page.getByLabel('医疗费用总额') }).innerText(), /请填写金额/)
    assert.equal(await page.getByLabel('医疗费用总额').inputValue(), '一万')
    await page.getByLabel('年龄').fill('60')
    await page.getByLabel('医疗费用总额').fill('50')
    await page.getByText('乙类和目录外合计超过了总费用').waitFor()
    await page.getByLabel('医疗费用总额').fill('500')
    await page.getByRole('button', { name: '试算' }).click()
    await page.getByRole('heading', { name: /您大约要付/ }).waitFor()
  }))

test('another scheme brings its own choices, and what the year used changes the answer; the keyboard alone is enough', () =>
  at(async (page) => {
    await fillStay(page)
    assert.equal(await page.getByLabel('已经退休').count(), 0)
    await page.getByLabel('在哪里就医').selectOption('out_of_province')
    await page.getByLabel('异地备案').selectOption('referral')
    await page.getByLabel('参加的医保').selectOption('employee')
    await page.getByLabel('已经退休').check()
    await page.getByText('今年已经用过医保').click()
    await page.getByLabel('今年已住院次数').fill('1')
    await page.getByLabel('今年已住院次数').press('Enter')
    await page.getByText('跨省异地 · 转诊备案').waitFor()
    await page.getByText('本年第 2 次住院').waitFor()
    // The 10 % chosen before is among the employees' shares too and stays: 56,000 + 1,800 in scope.
    assert.match(await page.locator('.rung.tone-basic').innerText(), /57,800\.00/)
  }, DESKTOP))

test('English is one click away', () =>
  at(async (page) => {
    await fillStay(page)
    await page.getByRole('button', { name: 'English' }).click()
    await page.getByRole('heading', { name: 'What would I pay' }).waitFor()
    await page.getByRole('button', { name: 'Estimate' }).click()
    await page.getByRole('heading', { name: 'You would pay about 17,220.00 yuan' }).waitFor()
  }))
