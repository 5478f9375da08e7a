// The pages about what institutions send in, in a real browser: each page's main job.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { CEILED, DRUG, HOSPITAL, PHARMACY } from '@tongchou/server/testing/small-city.js'
import { launchBrowser, type TestBrowser } from './browser.js'
import { choose, fillDay } from './choose.js'
import { ACCOUNTS, conformanceReport, type HospitalDesk, hospitalDesk, PASSWORD } from './hospital-desk.js'
import { atPage, type PageJob } from './sign-in.js'

let desk: HospitalDesk
let browser: TestBrowser
before(async () => {
  desk = await hospitalDesk()
  browser = await launchBrowser()
})
after(async () => {
  await browser?.close()
  await desk?.close()
})

const at = (as: keyof typeof ACCOUNTS, path: string, job: PageJob): Promise<void> => {
  const { account, name } = ACCOUNTS[as]
  return atPage(browser, { base: desk.base, account, password: PASSWORD, name }, path, job)
}

test('a clerk sees what is over its limit, refuses one with a reason, and confirms the others at once', () =>
  at('clerk', '/filings', async (page) => {
    await page.getByText('待审核 3 件').waitFor()
    await page.getByText(/其中已超时限 \d 件/).waitFor()
    const moved = page.getByRole('row').filter({ hasText: '长期异地备案' })
    await moved.locator('.link-button').click()
    const drawer = page.getByRole('dialog')
    await drawer.getByText('2 个工作日').waitFor()
    await drawer.getByText('还没有办理记录').waitFor()
    await drawer.getByRole('button', { name: /^不予确认$/ }).click()
    const dialog = page.getByRole('dialog', { name: '不予确认备案' })
    await dialog.getByRole('button', { name: '不予确认' }).click()
    await dialog.getByText('请写明理由，至少两个字').waitFor()
    await dialog.getByLabel('理由').fill('居住证已过期')
    await dialog.getByRole('button', { name: '不予确认' }).click()
    await drawer.getByText('居住证已过期').waitFor()
    await page.locator('.ant-drawer-close').click()
    await page.locator('.ant-drawer-mask').waitFor({ state: 'detached' })
    await page.getByText('待审核 2 件').waitFor()
    await page.getByRole('checkbox').first().check()
    await page.getByRole('button', { name: '确认所选', exact: true }).click()
    const confirm = page.getByRole('dialog', { name: '确认备案' })
    await confirm.getByText('确认 2 件备案').waitFor()
    await confirm.getByLabel('门诊特殊病').check()
    await confirm.getByRole('button', { name: /确\s?认/ }).click()
    await page.getByText('已办理 2 件').waitFor()
    const { rows } = await desk.db.batch.query('SELECT kind FROM filing WHERE person = ANY ($1::bigint[]) ORDER BY filing', [
      desk.filed.map(({ person }) => String(person)),
    ])
    assert.deepEqual(
      rows.map(({ kind }) => kind),
      ['special', 'special'],
    )
    await page.goto(`${desk.base}/filings?standing=refused`)
    await page.getByText('不予确认', { exact: true }).first().waitFor()
  }))

test('one officer reviews a clearing request, another accepts it', async () => {
  await at('manager', '/clearing', async (page) => {
    await page.getByRole('row').filter({ hasText: '平安大药房' }).getByRole('link').click()
    await page.getByText('两边一致').waitFor()
    await page.getByRole('link', { name: /^\d+$/ }).first().waitFor()
    await page.getByRole('button', { name: '初审通过' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '初审通过' }).click()
    await page.getByText('您做了初审，请由另一位经办人复审').first().waitFor()
    assert.ok(await page.getByRole('button', { name: '复审受理' }).isDisabled())
  })
  await at('second', '/clearing?standing=reviewed', async (page) => {
    await page.getByRole('row').filter({ hasText: '待复审' }).getByRole('link').click()
    await page.getByRole('button', { name: '复审受理' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '复审受理' }).click()
    await page.locator('.standing.accepted').waitFor()
    await page.getByText(/郑清明/).waitFor()
    await page
      .getByText(/冯惊蛰/)
      .last()
      .waitFor()
  })
})

test('one officer proposes a payment method, another approves it, and the version stands with its days', async () => {
  await at('manager', '/payment-methods', async (page) => {
    await page.getByRole('button', { name: '登记支付方式' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('机构编码').fill(HOSPITAL)
    await choose(page, '约定的清算方式', '40 Drg支付方式')
    await fillDay(dialog, '生效日期', '2026-01-01')
    await dialog.getByLabel('依据（协议或文件）').fill('2026年度服务协议')
    await dialog.getByRole('button', { name: '登记' }).click()
    await page.getByText('您登记的，请由另一位经办人复核').waitFor()
  })
  await at('second', '/payment-methods?standing=proposed', async (page) => {
    await page.getByRole('button', { name: '复核同意' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '复核同意' }).click()
    await page.getByText('没有符合条件的支付方式').waitFor()
  })
  await at('manager', '/payment-methods', async (page) => {
    const row = page.getByRole('row').filter({ hasText: '2026年度服务协议' })
    await row.getByText('执行中').waitFor()
    await row.getByText('冯惊蛰').waitFor()
  })
})

test('a finding is read with its rule, its line and what was answered; by rule the sums lead to it', () =>
  at('supervisor', '/findings', async (page) => {
    await page.getByText('未反馈').first().waitFor()
    await page
      .getByRole('button', { name: /展开|Expand/ })
      .first()
      .click()
    await page.getByRole('rowheader', { name: '左炔诺孕酮宫内节育系统' }).waitFor()
    await page.getByText('还没有反馈').waitFor()
    await page.getByRole('button', { name: '认定为违规' }).click()
    await page.getByRole('dialog').getByLabel('理由').fill('病历没有适应症')
    await page.getByRole('dialog').getByRole('button', { name: '认定为违规' }).click()
    await page.getByText(/褚谷雨：病历没有适应症/).waitFor()
    await page.getByRole('cell', { name: '已认定' }).waitFor()
    await page.getByRole('tab', { name: '按机构' }).click()
    await page.getByRole('button', { name: `${HOSPITAL} 小城第一医院` }).click()
    await page.getByRole('button', { name: `不限 ${HOSPITAL}` }).waitFor()
    assert.match(page.url(), new RegExp(`institution=${HOSPITAL}`))
  }))

test('a settlement list with errors shows them in the printed form; one that waits is sent back with a reason', () =>
  at('clerk', '/settlement-lists?found=errors', async (page) => {
    await page.getByRole('row').filter({ hasText: '未提交' }).getByRole('link').first().click()
    await page.getByText(/实际住院天数填写12天/).waitFor()
    const form = page.locator('.list-form')
    await form.getByRole('heading', { name: '三、住院诊疗信息' }).waitFor()
    await form.locator('.faulty', { hasText: '实际住院天数' }).waitFor()
    await form.getByRole('cell', { name: '肺炎' }).waitFor()
    await page.emulateMedia({ media: 'print' })
    assert.equal(await page.getByRole('link', { name: '全部结算清单' }).isVisible(), false)
    await page.emulateMedia({ media: 'screen' })
    await page.goto(`${desk.base}/settlement-lists?state=submitted`)
    await page.getByRole('row').filter({ hasText: '待审核' }).getByRole('link').first().click()
    await page.getByText('没有发现问题').waitFor()
    await page.getByRole('button', { name: '审核不通过' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('理由').fill('病案首页与清单不符')
    await dialog.getByRole('button', { name: '审核不通过' }).click()
    await page.locator('.page-head').getByText('病案首页与清单不符').waitFor()
  }))

test('a record is found by its patient, masked, and read with the names of its fields', () =>
  at('supervisor', `/medical-records?psn_no=${desk.city.resident.number}`, async (page) => {
    await page.getByRole('link', { name: '测*' }).first().waitFor()
    await page.getByRole('row').filter({ hasText: '4501' }).getByRole('link').first().click()
    await page.getByText('右肺炎症').waitFor()
    const body = await page.locator('main').innerText()
    assert.ok(!body.includes(desk.city.resident.name) && !body.includes(desk.city.resident.certificate))
  }))

test('mappings lead from the institution to the item and its history, and checking starts from a day', () =>
  at('manager', '/mappings', async (page) => {
    await page.getByRole('link', { name: '小城第一医院' }).click()
    await page.getByText('甲类药（甲）').waitFor()
    await page.getByRole('button', { name: '开始核对' }).click()
    const dialog = page.getByRole('dialog')
    await fillDay(dialog, '生效日期', '2099-01-01')
    await dialog.getByRole('button', { name: '开始核对' }).click()
    await page.getByText('2099-01-01 起核对').waitFor()
    await page.getByRole('link', { name: CEILED }).click()
    await page.getByRole('heading', { name: '限价项目' }).waitFor()
    await page.getByRole('cell', { name: '100.00' }).waitFor()
    await page.getByRole('link', { name: '全部目录项目' }).click()
    await page.getByLabel('编码或名称').fill(DRUG)
    await page.keyboard.press('Enter')
    await page.getByText('共 1 条').waitFor()
  }))

test('divisions are walked from province to village and found by name', () =>
  at('clerk', '/areas', async (page) => {
    await page.getByRole('button', { name: /小省/ }).click()
    await page.getByRole('button', { name: /小城/ }).click()
    await page.getByRole('button', { name: /东区/ }).click()
    await page.getByRole('button', { name: /城关镇/ }).click()
    await page.getByText('小满村').waitFor()
    assert.match(page.url(), /path=980000\.980100\.980101\.980101001/)
    await page.getByLabel('名称或代码').fill('小满')
    await page.keyboard.press('Enter')
    await page.getByText('小省 › 小城 › 东区 › 城关镇').waitFor()
    await page.getByRole('button', { name: '小满村' }).click()
    await page.getByRole('heading', { name: '城关镇' }).waitFor()
  }))

test('a report of the suite is brought in, its failures read first, and held against the run before', () =>
  at('manager', '/conformance', async (page, { errors }) => {
    const bring = async (name: string, content: string): Promise<void> =>
      page.getByLabel('考察报告 report.json').setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(content) })
    await page.getByRole('heading', { name: '还没有考察过' }).waitFor()
    assert.ok(await page.getByRole('button', { name: '考察本中心' }).isDisabled())
    await bring('x.json', 'no report')
    await page.getByText('这个文件不是考察程序写出的').waitFor()
    await bring('first.json', JSON.stringify(conformanceReport('2026-03-01T01:00:00.000Z', false)))
    await page.getByText('差一分').waitFor()
    await page.getByRole('link', { name: '全部考察' }).click()
    await bring('second.json', JSON.stringify(conformanceReport('2026-03-02T01:00:00.000Z', true)))
    await page.getByText('没有答复').waitFor()
    await page.getByText('新增不符合 1').waitFor()
    await page.getByRole('tab', { name: '按交易' }).click()
    await page.getByRole('button', { name: '2101 药店预结算' }).click()
    await page.getByText('金额之和').waitFor()
    await page.goto(`${desk.base}/conformance?q=${PHARMACY}`)
    await page.getByText('共 2 条').waitFor()
    errors.length = 0
  }))

test('who may not look is told, and who may not decide sees the action forbidden', async () => {
  await at('supervisor', '/filings', async (page) => {
    await page.getByText('这个页面不对您的岗位开放').waitFor()
  })
  await at('supervisor', '/conformance', async (page) => {
    await page.getByRole('button', { name: /导入报告.*您的岗位不能办理/ }).waitFor()
  })
})
