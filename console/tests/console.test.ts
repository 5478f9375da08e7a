// The console in a real browser against the real server: each page's main job, what is forbidden, and what a phone and a printer get.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { launchBrowser, PHONE, type TestBrowser } from './browser.js'
import { ACCOUNTS, PASSWORD, RESIDENT_BOOK, type Served, serve } from './serve.js'
import { type At, visit } from './visit.js'

let served: Served
let browser: TestBrowser
before(async () => {
  served = await serve()
  browser = await launchBrowser()
})
after(async () => {
  await browser?.close()
  await served?.close()
})

const at: At = (as, path, job, viewport) => visit(browser, served, as, path, job, viewport)

const billPath = (bill: Served['bill']) => `/settlements/${bill.person.number}/${bill.settlement}`

test('a wrong password is told in the server’s words, and the right one leads to where one wanted to go', async () => {
  const { page, context } = await browser.open()
  await page.goto(`${served.base}/persons?scheme=resident`)
  await page.getByLabel('账号').fill(ACCOUNTS.clerk.account)
  await page.getByLabel('密码').fill('wrong-password-1')
  await page.getByRole('button', { name: '登录' }).click()
  await page.getByRole('alert').getByText('账号或密码不对').waitFor()
  await page.getByLabel('密码').fill(PASSWORD)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: '参保人' }).waitFor()
  assert.equal(new URL(page.url()).search, '?scheme=resident')
  await context.close()
})

test('the first view needs little: neither tables nor charts come with the sign-in page', async () => {
  const { page, context } = await browser.open()
  const asked: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  await page.goto(`${served.base}/sign-in`)
  await page.getByLabel('账号').waitFor()
  const scripts = asked.filter((path) => path.endsWith('.js'))
  assert.ok(scripts.length > 0)
  assert.ok(!scripts.some((path) => /charts|date-picker|table|zh_CN/.test(path)), scripts.join(' '))
  await context.close()
})

test('an address outside is never followed after signing in', async () => {
  const { page, context } = await browser.open()
  await page.goto(`${served.base}/sign-in?next=//example.org/`)
  await page.getByLabel('账号').fill(ACCOUNTS.clerk.account)
  await page.getByLabel('密码').fill(PASSWORD)
  await page.keyboard.press('Enter')
  await page.getByText(ACCOUNTS.clerk.name).waitFor()
  assert.equal(new URL(page.url()).origin, served.base)
  await context.close()
})

test('persons are found by name, and the address can be sent to a colleague', () =>
  at('clerk', '/persons', async (page) => {
    await page.getByRole('searchbox').or(page.getByLabel('姓名或人员编号')).first().fill('测试人')
    await page.keyboard.press('Enter')
    await page.getByRole('link', { name: '测*' }).first().waitFor()
    assert.match(decodeURIComponent(page.url()), /q=测试人/)
    const body = await page.locator('main').innerText()
    assert.ok(!body.includes('测试人1'), 'a name stands unmasked')
    assert.ok(!/\d{17}[\dX]\b(?!\d)/.test(body.replace(/\d{20}/g, '')), 'a certificate stands unmasked')
    await page.getByRole('link', { name: '测*' }).first().click()
    await page.getByRole('tab', { name: '就医与结算' }).waitFor()
  }))

test('a certificate goes neither into the address nor into the history', () =>
  at('clerk', '/persons', async (page) => {
    await page.getByRole('button', { name: '按证件查找' }).click()
    await page.getByLabel('证件号码').fill(served.city.needy.certificate)
    await page.keyboard.press('Enter')
    await page.getByRole('tab', { name: '概况' }).waitFor()
    assert.ok(page.url().endsWith(`/persons/${served.city.needy.number}`))
  }))

test('a person of another area opens after a reason, which is logged', () =>
  at('stranger', `/persons/${served.city.needy.number}`, async (page) => {
    await page.getByRole('heading', { name: '这位参保人在其他区域参保' }).waitFor()
    await page.getByLabel('查看理由').fill('本人到窗口咨询')
    await page.getByRole('button', { name: '申请临时查看' }).click()
    await page.getByRole('tab', { name: '概况' }).waitFor()
    const { rows } = await served.db.batch.query<{ reason: string }>('SELECT reason FROM access_request WHERE person = $1', [served.city.needy.person])
    assert.equal(rows[0]?.reason, '本人到窗口咨询')
  }))

test('unmasking asks a reason first', () =>
  at('clerk', `/persons/${served.city.needy.number}`, async (page) => {
    await page.getByRole('heading', { name: '测*' }).waitFor()
    await page.getByRole('button', { name: '查看完整信息' }).click()
    await page.getByLabel('查看理由').fill('核对住院报销')
    await page.getByRole('button', { name: '查看', exact: true }).click()
    await page.getByText(served.city.needy.certificate).waitFor()
    await page.getByRole('button', { name: '重新隐去' }).click()
    assert.equal(await page.getByText(served.city.needy.certificate).count(), 0)
  }))

test('history leads to the bill, accumulators show what is left of a limit', () =>
  at('clerk', `/persons/${served.city.needy.number}?tab=accumulators`, async (page) => {
    await page.getByText('限额 50,000.00，还剩 39,552.50').waitFor()
    await page.getByRole('tab', { name: '就医与结算' }).click()
    await page.getByRole('table').getByText('60,000.00').waitFor()
    await page.getByRole('link', { name: '2026-03-20' }).first().click()
    await page.getByRole('heading', { name: '医疗费用结算单' }).waitFor()
  }))

test('a bill shows what was asked, each rung with its article, and why not more', () =>
  at('clerk', billPath(served.bill), async (page) => {
    const rung = (name: string) => page.locator('.rung', { has: page.getByRole('heading', { name }) })
    await rung('基本医保').waitFor()
    assert.match(await rung('起付线').innerText(), /57,300\.00[\s\S]*800\.00/)
    const basic = await rung('基本医保').innerText()
    for (const figure of ['57,300.00', '42,375.00', '14,925.00', '小城医保办〔2025〕1号 第三条', '演示数据'])
      assert.ok(basic.includes(figure), `${figure} is missing in: ${basic}`)
    assert.match(await rung('大病保险').innerText(), /未超过起付线/)
    assert.match(await rung('医疗救助').innerText(), /10,447\.50[\s\S]*4,477\.50/)
    assert.match(await rung('现金').innerText(), /7,177\.50/)
    assert.match(await page.locator('.asked').innerText(), /60,000\.00[\s\S]*200\.00[\s\S]*500\.00[\s\S]*2,000\.00/)
    await page.getByText('与当时结算逐项一致').waitFor()
    await page.locator('.why li').first().waitFor()
    assert.equal(await page.locator('.lines tbody tr').count(), 4)
  }))

test('what the page shows of money is what the server said: payers and person sum to the bill', () =>
  at('clerk', billPath(served.bill), async (page) => {
    await page.locator('.rung.tone-cash').waitFor()
    const paid = await page.locator('.rung .figure-paid strong').allInnerTexts()
    const [, ...payers] = paid.map((text) => Math.round(Number(text.replaceAll(',', '')) * 100))
    assert.equal(
      payers.reduce((sum, fen) => sum + fen, 0),
      6_000_000,
    )
  }))

test('a cancelled bill says so and leads to its cancellation and back', () =>
  at('clerk', billPath(served.cancelled), async (page) => {
    await page.getByText('这张单已经撤销').waitFor()
    await page.getByRole('link', { name: '查看撤销单' }).click()
    await page.getByText('这是一张撤销单').waitFor()
    assert.equal(await page.locator('.sum-whole .negative').innerText(), '-300.00')
    await page.getByRole('link', { name: '查看原单' }).click()
    await page.getByText('这张单已经撤销').waitFor()
  }))

test('on a phone the bill fits the width and keeps every figure', () =>
  at(
    'clerk',
    billPath(served.bill),
    async (page) => {
      await page.getByRole('heading', { name: '基本医保' }).waitFor()
      assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 375)
      assert.match(await page.locator('.rung.tone-basic').innerText(), /进入 ?57,300\.00[\s\S]*剩余 ?14,925\.00/)
    },
    PHONE,
  ))

test('printed on A4 the bill leaves the frame behind', () =>
  at('clerk', billPath(served.bill), async (page) => {
    await page.getByRole('heading', { name: '基本医保' }).waitFor()
    await page.emulateMedia({ media: 'print' })
    assert.equal(await page.locator('.frame-menu').isVisible(), false)
    assert.equal(await page.getByRole('button', { name: '打印' }).isVisible(), false)
    assert.ok((await page.pdf({ format: 'A4', preferCSSPageSize: true })).length > 10_000)
  }))

test('the list of bills filters by kind of care and sums what fits', () =>
  at('clerk', '/settlements?benefit=pharmacy', async (page) => {
    await page.getByText('合计 1 条').waitFor()
    assert.match(await page.locator('.totals-line').innerText(), /医院收费 ?450\.00/)
    assert.equal(await page.getByRole('link', { name: '导出 Excel' }).getAttribute('href'), '/api/settlements.xlsx?benefit=pharmacy')
  }))

test('a forbidden place is not in the menu, and its address says who may', () =>
  at('enroller', '/settlements', async (page) => {
    await page.getByRole('heading', { name: '您没有查看这里的权限' }).waitFor()
    await page.getByText(/可以办理的岗位：待遇经办岗/).waitFor()
    assert.equal(await page.locator('.frame-menu').getByText('结算单', { exact: true }).count(), 0)
    await page.goto(`${served.base}/persons/${served.city.needy.number}`)
    await page.getByRole('tab', { name: '就医与结算', disabled: true }).waitFor()
  }))

test('an officer without business sees no business', () =>
  at('system', '/', async (page) => {
    await page.getByRole('heading', { name: '没有等您办理的事' }).waitFor()
    assert.deepEqual(await page.locator('.frame-menu a:visible').allInnerTexts(), ['今日待办'])
  }))

test('a session that ended leads to the sign-in page and back to the same place', () =>
  at('clerk', '/settlements', async (page, { context, errors }) => {
    await page.getByText(/合计 \d+ 条/).waitFor()
    await context.clearCookies()
    await page.getByRole('link', { name: '参保人', exact: true }).click()
    await page.getByText('长时间没有操作').waitFor()
    assert.equal(new URL(page.url()).searchParams.get('next'), '/persons')
    errors.length = 0
  }))

test('who signs out leaves the page at once, in every tab, and is told where it did not happen', () =>
  at('clerk', '/settlements', async (page, { context, errors }) => {
    const other = await context.newPage()
    await other.goto(`${served.base}/persons`)
    await other.getByRole('heading', { name: '参保人' }).waitFor()
    await context.setOffline(true)
    await page.getByRole('button', { name: '退出' }).click()
    await page.getByText('连接不上服务器，请检查网络后重试。').waitFor()
    await context.setOffline(false)
    await page.getByRole('button', { name: '退出' }).click()
    await page.getByLabel('密码').waitFor()
    await other.getByLabel('密码').waitFor()
    assert.equal(await page.getByText(ACCOUNTS.clerk.name).count(), 0)
    errors.length = 0
  }))

test('who signs in as another is that other in every tab', () =>
  at('clerk', '/settlements', async (page, { context, errors }) => {
    const other = await context.newPage()
    await other.goto(`${served.base}/calculator`)
    await other.evaluate(() => fetch('/api/session', { method: 'DELETE', headers: { 'x-tongchou': '1' } }))
    await other.goto(`${served.base}/sign-in`)
    await other.getByLabel('账号').fill(ACCOUNTS.fund.account)
    await other.getByLabel('密码').fill(PASSWORD)
    await other.keyboard.press('Enter')
    await other.getByText(ACCOUNTS.fund.name).waitFor()
    await page.getByText(ACCOUNTS.fund.name).waitFor()
    errors.length = 0
  }))

test('a page that does not arrive because the network is gone says so, and comes when it is back', () =>
  at('clerk', '/settlements', async (page, { context, errors }) => {
    await page.getByText(/合计 \d+ 条/).waitFor()
    await context.setOffline(true)
    await page.getByRole('link', { name: '政策库', exact: true }).click()
    await page.getByText('连接不上服务器，请检查网络后重试。').waitFor()
    await context.setOffline(false)
    await page.getByRole('button', { name: '重试' }).click()
    await page.getByRole('heading', { name: '政策库', exact: true }).waitFor()
    errors.length = 0
  }))

test('an unknown address and an unknown bill have pages of their own', () =>
  at('clerk', '/nowhere', async (page) => {
    await page.getByRole('heading', { name: '没有这个页面' }).waitFor()
    await page.goto(`${served.base}/settlements/${served.bill.person.number}/999999999`)
    await page.getByRole('heading', { name: '没有这张结算单' }).waitFor()
  }))

test('a bill of another area shows nothing and leads to where one may ask', () =>
  at('stranger', billPath(served.cancelled), async (page) => {
    await page.getByRole('heading', { name: '这位参保人在其他区域参保' }).waitFor()
    assert.equal(await page.locator('.rung').count(), 0)
    await page.getByRole('link', { name: '申请临时查看' }).click()
    await page.getByLabel('查看理由').waitFor()
  }))

test('English is one click away and stays', () =>
  at('clerk', billPath(served.bill), async (page) => {
    await page.getByRole('button', { name: 'English' }).click()
    await page.getByRole('heading', { name: 'How it was paid' }).waitFor()
    await page.reload()
    await page.locator('.rung-name', { hasText: 'Medical assistance' }).waitFor()
    assert.equal(await page.locator('html').getAttribute('lang'), 'en')
  }))

test('the keyboard alone reaches the menu, the filters and a bill', () =>
  at('clerk', '/settlements', async (page) => {
    await page.getByText(/合计 \d+ 条/).waitFor()
    await page.keyboard.press('Tab')
    const first = await page.evaluate(() => document.activeElement?.textContent)
    assert.equal(first, '跳到正文')
    const link = page.getByRole('link', { name: '2026-03-20' }).first()
    await link.focus()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: '医疗费用结算单' }).waitFor()
  }))

test('the cockpit shows each fund at each unit, in chart and table, and leads to the entries', () =>
  at('fund', '/fund/cockpit?day=2026-03-20', async (page) => {
    const east = page.getByRole('row', { name: /东区/ }).first()
    await east.waitFor()
    // 9,000,000.00 at the unit, 42,375.00 of it owed to the hospital.
    assert.match(await east.innerText(), /900\.00[\s\S]*4\.24[\s\S]*895\.76/)
    assert.match(await page.locator('.today').innerText(), /今日结算单\s*3/)
    await page.getByRole('radiogroup', { name: '看图或看表' }).first().getByText('图').click()
    await page.getByRole('img', { name: '各单位各险种的基金状况，万元' }).locator('svg').waitFor()
    assert.match(page.url(), /positions=chart/)
    await page.goBack()
    await east.getByRole('link', { name: '900.00' }).click()
    await page.getByRole('cell', { name: '9,000,000.00' }).first().waitFor()
    assert.equal(new URL(page.url()).searchParams.get('book'), RESIDENT_BOOK)
  }))

test('from the trial balance to the entries of an account to the fact behind one', () =>
  at('fund', `/fund/books?book=${RESIDENT_BOOK}&day=2026-03-20`, async (page) => {
    await page.getByText('借贷相等，试算平衡').waitFor()
    await page.getByRole('link', { name: '1004' }).click()
    const entry = page.getByRole('row', { name: /50,000\.00/ }).first()
    await entry.waitFor()
    await entry.getByRole('button').last().click()
    await page.getByRole('dialog').getByText('50,000.00').first().waitFor()
    assert.match(page.url(), /fact=funds_granted/)
  }))

test('a month of a book as its statutory statement: assets equal liabilities and net assets', () =>
  at('fund', `/fund/books?book=${RESIDENT_BOOK}&view=statements&month=2026-03`, async (page) => {
    const cells = (name: string) =>
      page
        .getByRole('row', { name: new RegExp(`^${name}`) })
        .getByRole('cell')
        .allInnerTexts()
    await page.getByRole('row', { name: /^资产总计/ }).waitFor()
    assert.deepEqual((await cells('资产总计')).slice(2), (await cells('负债与净资产总计')).slice(2))
    await page.getByText('收支表').click()
    await page
      .getByRole('row', { name: /本期结余/ })
      .first()
      .waitFor()
    assert.match((await page.getByRole('link', { name: '导出 Excel' }).getAttribute('href')) ?? '', /form=income_statement/)
  }))

test('a budget is written for every unit, submitted, and stands beside what was spent', () =>
  at('fund', '/fund/budget?year=2026', async (page, { errors }) => {
    await page.getByText('本年度还没有下达的预算').waitFor()
    await page.getByRole('button', { name: '保存预算' }).click()
    await page.getByRole('alert').getByText('都是 0').waitFor()
    await page.getByRole('button', { name: '按预测填入' }).click()
    await page.getByRole('alert').getByText('账上还没有满十二个月的收支').waitFor()
    // The towns of a unit have no plan of their own.
    assert.equal(await page.locator('.ant-table-row-expand-icon').count(), 0)
    const fields = page.getByRole('spinbutton', { name: /计划(收入|支出)$/ })
    for (let i = 0; i < (await fields.count()); i += 1) await fields.nth(i).fill(String((i + 1) * 1000))
    await page.getByRole('button', { name: '保存预算' }).click()
    await page.getByText('已编制').first().waitFor()
    errors.length = 0
    await page.getByRole('button', { name: '上报', exact: true }).click()
    await page.getByText('已上报').first().waitFor()
    await page.getByText(/审核通过：您的岗位不能办理/).waitFor()
  }))

test('a year end names what must be done before it can be computed', () =>
  at('fund', '/fund/year-end?year=2026', async (page, { errors }) => {
    await page.getByText('2026年的账还没有结；请先办理年终结账。').waitFor()
    await page.getByRole('button', { name: '计算' }).click()
    await page.getByRole('alert').getByText('2026年的账还没有结').waitFor()
    errors.length = 0
  }))

test('from the memo ledger to the bill', () =>
  at('fund', `/fund/books?book=${RESIDENT_BOOK}&view=memo`, async (page) => {
    const row = page.getByRole('row', { name: /42,375\.00/ }).first()
    await row.getByRole('link', { name: /结算单/ }).click()
    await page.getByRole('heading', { name: '医疗费用结算单' }).waitFor()
    await page
      .getByRole('link', { name: /980100-|resident/ })
      .first()
      .waitFor()
  }))
