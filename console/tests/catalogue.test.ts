// The catalogue and the code lists in a real browser: find a list and its values, take a code apart, import a price list after a
// try, and see what it changed.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { CEILED, DRUG_B } from '@tongchou/server/testing/small-city.js'
import excel from 'exceljs'
import type { Page } from 'playwright-core'
import { launchBrowser, type TestBrowser, type TestPage } from './browser.js'
import { fillDay } from './choose.js'
import { ACCOUNTS, PASSWORD, type Served, serve } from './serve.js'

let served: Served
let browser: TestBrowser
before(async () => {
  served = await serve()
  await served.db.batch.query(`INSERT INTO code_list (list, list_name, value, label, sort, editions) VALUES
    ('matn_type', '生育类别', '1', '正常产', 1, 'H13,H27,J'), ('matn_type', '生育类别', '3', '剖宫产', 3, 'J'), ('gend', '性别', '1', '男', 1, '')`)
  browser = await launchBrowser()
})
after(async () => {
  await browser?.close()
  await served?.close()
})

async function at(as: keyof typeof ACCOUNTS, path: string, job: (opened: TestPage) => Promise<void>): Promise<void> {
  const opened = await browser.open()
  const { page } = opened
  await page.goto(`${served.base}${path}`)
  await page.getByLabel('账号').fill(ACCOUNTS[as].account)
  await page.getByLabel('密码').fill(PASSWORD)
  await page.keyboard.press('Enter')
  await page.getByText(ACCOUNTS[as].name).waitFor()
  await job(opened)
  assert.deepEqual(opened.errors, [])
  await opened.context.close()
}

async function priceList(rows: readonly (readonly (string | number | null)[])[]): Promise<Buffer> {
  const book = new excel.Workbook()
  const sheet = book.addWorksheet('价格表')
  sheet.addRow(['编码', '名称', '类别', '居民先行自付比例', '三级限价'])
  for (const row of rows) sheet.addRow([...row])
  return Buffer.from(await book.xlsx.writeBuffer())
}

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

test('a code list is found by a label, opened, searched, and its address can be sent on', () =>
  at('clerk', '/code-lists', async ({ page }) => {
    await page.getByRole('heading', { name: '码表' }).waitFor()
    await page.getByLabel('表名、标签或值').fill('剖宫产')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'matn_type' }).click()
    await page.getByRole('cell', { name: '正常产' }).waitFor()
    assert.match(page.url(), /list=matn_type/)
    await page.getByLabel('标签或值').fill('3')
    await page.keyboard.press('Enter')
    await page.getByRole('cell', { name: '剖宫产' }).waitFor()
    await page.getByRole('cell', { name: '正常产' }).waitFor({ state: 'detached' })
    await page.getByRole('button', { name: '全部码表' }).click()
    await page.getByRole('button', { name: 'gend' }).waitFor()
  }))

test('a code is taken apart, and what looks like a person’s number is turned away', () =>
  at('clerk', '/code-lists', async ({ page }) => {
    await page.getByLabel('编码解读').fill(DRUG_B)
    await page.keyboard.press('Enter')
    await page.getByRole('status').getByText('西药', { exact: true }).waitFor()
    await page.getByRole('status').getByText('生产企业').waitFor()
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    await page.getByLabel('编码解读').fill(served.city.needy.certificate)
    await page.keyboard.press('Enter')
    await page.getByText('这像是证件号码').waitFor()
    assert.deepEqual(asked, [], 'the number was sent')
    await page.getByLabel('编码解读').fill('不是编码')
    await page.keyboard.press('Enter')
    await page.getByText('不是任何一种国家业务编码的写法').waitFor()
  }))

test('a price list with a fault is told row by row; corrected, another officer sees what changes, approves it, and it is compared', async () => {
  const prepare = async (page: Page, edition: string, buffer: Buffer): Promise<void> => {
    await page.goto(`${served.base}/catalogue`)
    await page.getByRole('button', { name: '导入目录或价格表' }).click()
    await page.getByLabel(/官方目录文件/).setInputFiles({ name: '价格表.xlsx', mimeType: XLSX, buffer })
    await fillDay(page, '生效日期', '2027-01-01')
    await page.getByLabel('版本名称').fill(edition)
    await page.getByRole('button', { name: '提交检查' }).click()
  }
  await at('policy', '/catalogue', async ({ page }) => {
    await prepare(page, '2027年价格（错）', await priceList([[CEILED, null, null, null, '一百']]))
    await page.getByText('检查完成，错误 1 处').waitFor()
    await page.getByRole('cell', { name: /限价应为金额.*一百/ }).waitFor()
    assert.equal(await page.getByRole('button', { name: '批准入库' }).count(), 0)
    const right = await priceList([
      [CEILED, null, null, null, 88.5],
      [DRUG_B, null, null, '20%', null],
    ])
    await prepare(page, '2027年价格', right)
    await page.getByText('检查完成，错误 0 处').waitFor()
    await page.getByText('您准备了这次导入，请由另一位经办人批准').first().waitFor()
    assert.ok(await page.getByRole('button', { name: '批准入库' }).isDisabled())
  })
  await at('reviewer', '/catalogue?tab=drafts&standing=checked', async ({ page }) => {
    await page.getByText('待批准 1 件').waitFor()
    await page.getByRole('link', { name: '2027年价格', exact: true }).click()
    const ceiled = page.getByRole('row').filter({ hasText: CEILED })
    await ceiled.getByText('88.50').waitFor()
    assert.equal(await ceiled.locator('del').first().innerText(), '100.00')
    await page.getByRole('button', { name: '批准入库' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '批准入库' }).click()
    await page.getByText('已入库为第1版').first().waitFor()
    await page.locator('.standing.approved').waitFor()
    await page.goto(`${served.base}/catalogue`)
    await page.getByRole('row').filter({ hasText: DRUG_B }).getByText('20%').waitFor()
  })
})

test('who may not import sees why and who may', () =>
  at('fund', '/catalogue', async ({ page }) => {
    await page.getByRole('heading', { name: '两个版本的差异' }).waitFor()
    assert.ok(await page.getByRole('button', { name: /导入目录或价格表.*您的岗位不能办理/ }).isDisabled())
  }))
