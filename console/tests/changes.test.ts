// Trials, recomputed differences, replays, injuries and family accounts in a real browser: each page's main job.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { draftText, NEW_PATH, publishBase } from '@tongchou/server/testing/policy-office.js'
import { type Person, POOL } from '@tongchou/server/testing/small-city.js'
import { settleStay } from '@tongchou/server/testing/stays.js'
import type { Page } from 'playwright-core'
import { launchBrowser, type TestBrowser } from './browser.js'
import { fillDay } from './choose.js'
import { EAST, type Served, serve } from './serve.js'
import { type At, visit } from './visit.js'

let served: Served
let browser: TestBrowser
/** A resident who was recognised as poor after the stay was settled. */
let late: { readonly person: Person; readonly settlement: bigint }
before(async () => {
  served = await serve()
  const person = await served.city.enrol('resident')
  late = { person, settlement: await settleStay(served.city.app, person, 10_000) }
  await served.db.batch.query(
    `INSERT INTO identity (person, identity, area, kind, list_code, in_force, confirmed_by, known_at, booked_on)
     VALUES ($1, nextval('fact_seq'), $2, 'minimum_living', '2303', '2026-01-01', '民政', '2026-06-19T09:00:00+08:00', '2026-06-19')`,
    [person.person, EAST],
  )
  await served.db.batch.query('INSERT INTO book_state (book) SELECT book FROM book ON CONFLICT DO NOTHING')
  await publishBase(served.db)
  browser = await launchBrowser()
})
after(async () => {
  await browser?.close()
  await served?.close()
})

const at: At = (as, path, job, viewport) => visit(browser, served, as, path, job, viewport)

/** Five points less at the third level. */
const LOWER = 'inpatient.bands: { mode: one_table, position: above_deductible, table: 70% }'

async function asked(page: Page, path: string, data: object): Promise<Record<string, unknown>> {
  const answer = await page.request.post(`${served.base}${path}`, { headers: { 'x-tongchou': '1' }, data })
  assert.equal(answer.status(), 200, await answer.text())
  return (await answer.json()) as Record<string, unknown>
}

/** Types a day into a picker and leaves it. */
test('a draft is tried: the wizard says what it will do, the job ends, losers lead to the two statements, and the trial is attached', () =>
  at('policy', '/trials/new?from=2026-03-01&to=2026-03-31', async (page) => {
    const text = draftText('2027-01-01', [LOWER])
    const { draft } = await asked(page, '/api/policy/drafts', { area: POOL, title: '住院待遇调整', text, path: NEW_PATH })
    await asked(page, `/api/policy/drafts/${String(draft)}/check`, { revision: 1 })
    await page.reload()
    await page.getByRole('radio', { name: /住院待遇调整/ }).click()
    await page.getByRole('button', { name: '下一步' }).click()
    await page.getByRole('button', { name: '下一步' }).click()
    await page.getByText('取出 2026-03-01 至 2026-03-31 记账的结算单（全部险种），撤销的不算。').waitFor()
    await page.getByText(/一遍按“住院待遇调整”/).waitFor()
    await page.getByRole('button', { name: '开始测算' }).click()
    await page.getByRole('link', { name: '查看结果' }).click()
    // 56,500.00 and 9,200.00 above the deductible, five points less of each.
    await page.getByText('有下降的格').waitFor()
    await page.getByRole('img', { name: '现行与草案的支付对照，万元' }).locator('svg').waitFor()
    await page.getByRole('img', { name: '各层支付从现行到草案的增减，万元' }).locator('svg').waitFor()
    assert.match(await page.locator('.trial-sums').innerText(), /-0\.33[\s\S]*减少的人\s*2[\s\S]*3,285\.00/)
    await page.getByRole('tab', { name: '待遇水平' }).click()
    await page.getByRole('row', { name: /下降/ }).first().waitFor()
    await page.getByRole('tab', { name: '减少的人（2）' }).click()
    const loser = page.getByRole('row', { name: /2,825\.00/ })
    assert.match(await loser.innerText(), /基本医保[\s\S]*小城医保办〔2025〕1号 第三条[\s\S]*小城待遇调整（草案）/)
    assert.match((await page.getByRole('link', { name: '导出 Excel' }).getAttribute('href')) ?? '', /^\/api\/trials\/\d+\/export\.xlsx$/)
    await page.getByRole('button', { name: '附到草案' }).click()
    await page.getByText('已附到草案。').waitFor()
    await loser.getByRole('link', { name: /住院/ }).click()
    const first = page.locator('.beside .first')
    assert.match(await first.innerText(), /基本医保[\s\S]*从这一步起不同[\s\S]*42,375\.00[\s\S]*39,550\.00[\s\S]*-2,825\.00/)
  }))

test('a draft is tried on a synthetic city: size and seed are chosen, and the losers are nobody of the register', () =>
  at('policy', '/trials/new', async (page) => {
    const { draft } = await asked(page, '/api/policy/drafts', {
      area: POOL,
      title: '合成城市试算',
      text: draftText('2027-01-01', [LOWER]),
      path: 'policies/small-city/drawn.md',
    })
    await asked(page, `/api/policy/drafts/${String(draft)}/check`, { revision: 1 })
    await page.reload()
    await page.getByRole('radio', { name: /合成城市试算/ }).click()
    await page.getByRole('button', { name: '下一步' }).click()
    await page.getByRole('radio', { name: '合成城市' }).click()
    await page.getByLabel('人数').fill('1000')
    await page.getByLabel('种子').fill('7')
    await page.getByLabel('种子').press('Tab')
    await page.getByRole('button', { name: '下一步' }).click()
    await page.getByText('按种子 7 生成 1,000 人的合成城市和它最近一年的就诊（全部险种），不取参保库里的人。').waitFor()
    await page.getByRole('button', { name: '开始测算' }).click()
    await page.getByRole('link', { name: '查看结果' }).click()
    await page.getByText(/合成城市 1,000 人（种子 7）/).waitFor()
    // 17,000.00 and 18,000.00 in scope, 800.00 deductible, five points less: 810.00 and 860.00.
    assert.match(await page.locator('.trial-sums').innerText(), /减少的人\s*2[\s\S]*1,670\.00/)
    await page.getByText('合成城市没有基金结余，不计算可支付月数。').waitFor()
    await page.getByRole('tab', { name: '减少的人（2）' }).click()
    const second = page.getByRole('row', { name: /860\.00/ })
    assert.match(await second.innerText(), /合成城市第2人/)
    await second.getByRole('link', { name: /住院/ }).click()
    // The stay of 18,000.00 is drawn and settled again: (18,000 − 800) at 75 % and at 70 %.
    assert.match(await page.locator('.beside .first').innerText(), /基本医保[\s\S]*12,900\.00[\s\S]*12,040\.00[\s\S]*-860\.00/)
    await page.getByText('合成城市第2人').first().waitFor()
    await page.getByRole('link', { name: '回到减少的人' }).click()
    await page.getByLabel('抽看第几人的单').fill('1')
    await page.getByRole('button', { name: '打开' }).click()
    await page.getByText('合成城市第1人').waitFor()
  }))

test('a past change is recomputed, its difference is seen in two statements, and the second officer approves all of it', async () => {
  await at('clerk', '/recomputations', async (page) => {
    await page.getByRole('button', { name: '发起重算' }).click()
    await page.getByRole('radio', { name: '身份' }).click()
    await page.getByRole('button', { name: '开始重算' }).click()
    await page.getByText(/差额 1 条/).waitFor()
    await page.getByRole('link', { name: '查看差额' }).click()
    await page.getByRole('link', { name: '2,170.00' }).first().waitFor()
    assert.ok(await page.getByRole('button', { name: /^全部同意/ }).isDisabled())
  })
  await at('fund', '/differences?state=pending', async (page) => {
    await page.getByRole('link', { name: '2,170.00' }).click()
    assert.match(await page.locator('.beside .first').innerText(), /医疗救助[\s\S]*2,170\.00/)
    await page.getByText(/追认身份/).waitFor()
    await page.getByRole('link', { name: '这次重算的差额' }).click()
    await page.getByRole('button', { name: '全部同意（1）' }).click()
    await page.getByLabel('审批意见').fill('已逐条核对')
    await page.getByRole('dialog').getByRole('button', { name: '同意' }).click()
    await page.getByText(/已审批 1 条/).waitFor()
    await page.locator('.difference-state.approved').waitFor()
    await page.goto(`${served.base}/settlements/${late.person.number}/${late.settlement}`)
    await page.getByRole('heading', { name: '结算之后的差额' }).waitFor()
    assert.match(await page.locator('.bill-differences').innerText(), /应补付个人 ?2,170\.00[\s\S]*已同意/)
  })
})

test('what was known of a person on a day is not what is known now', () =>
  at('clerk', `/persons/${late.person.number}?tab=as-known&on=2026-03-20&known_at=2026-03-20`, async (page) => {
    await page.getByText('以下是到 2026-03-20 23:59:59 为止知道的、2026-03-20 生效的情况。').waitFor()
    const identities = page.locator('.panel', { has: page.getByRole('heading', { name: '特殊身份' }) })
    await identities.getByText('当时没有。').waitFor()
    await fillDay(page, '到哪一天为止知道的', '2026-07-01')
    await identities.getByText('2026-06-19 登记').waitFor()
    assert.match(page.url(), /known_at=2026-07-01/)
  }))

test('an injury is declared, waits in the work list, and gets its finding and the decision to pay first', () =>
  at('clerk', `/persons/${served.city.resident.number}?tab=accidents`, async (page) => {
    await page.getByRole('button', { name: '申报意外伤害' }).click()
    await page.getByRole('button', { name: '登记' }).click()
    await page.getByText('请选日期。').waitFor()
    await fillDay(page, '受伤日期', '2026-03-18')
    await page.getByLabel('受伤地点').fill('东区人民路口')
    await page.getByLabel('受伤经过').fill('骑电动车被小客车碰撞')
    await page.getByRole('radio', { name: '第三人责任', exact: true }).click()
    await page.getByRole('button', { name: '登记' }).click()
    await page.getByText('已申报；请安排调查').waitFor()
    await page.goto(`${served.base}/accidents`)
    await page
      .getByRole('row', { name: /东区人民路口/ })
      .getByRole('link')
      .click()
    await page.getByRole('button', { name: '录入调查结论' }).click()
    await page.getByRole('radio', { name: '第三人责任', exact: true }).click()
    await page.getByLabel('调查依据').fill('交警责任认定书')
    await page.getByLabel('第三人承担的比例').fill('100')
    await page.getByRole('button', { name: '登记' }).click()
    await page.getByText('请填写 0 与 100 之间的百分数').waitFor()
    await page.getByLabel('第三人承担的比例').fill('70')
    await page.getByRole('button', { name: '登记' }).click()
    await page.getByText('已录入；第三人承担70%的费用').waitFor()
    await page.getByRole('button', { name: '知道了' }).click()
    await page.getByText('第三人责任 承担 70%').waitFor()
    await page.getByRole('button', { name: '决定先行支付' }).click()
    await page.getByRole('radio', { name: '责任方不支付' }).click()
    await page.getByLabel('责任方', { exact: true }).fill('车主甲')
    await page.getByLabel('决定依据').fill('责任方书面拒付')
    await page.getByRole('button', { name: '登记' }).click()
    await page.getByRole('button', { name: '知道了' }).click()
    await page.getByText('已同意先行支付，可以结算').waitFor()
  }))

test('a family account is linked and withdrawn', () =>
  at('clerk', `/persons/${served.city.employee.number}?tab=household`, async (page) => {
    await page.getByRole('button', { name: '登记共济' }).click()
    await page.getByLabel('家人的人员编号').fill(served.city.resident.number)
    await page.getByRole('radio', { name: '子女', exact: true }).click()
    await page.getByLabel('本人设定的年度限额').fill('1,200.50')
    await fillDay(page, '同意日期', '2026-03-01')
    await fillDay(page, '生效日期', '2026-03-02')
    await page.getByRole('dialog').getByRole('button', { name: '登记' }).click()
    const link = page.getByRole('listitem').filter({ hasText: '第 1 个支付' })
    assert.match(await link.innerText(), /子女[\s\S]*2026-03-02 — 长期[\s\S]*1,200\.50/)
    await link.getByRole('button', { name: '解除' }).click()
    await page.locator('.ant-popover').getByRole('button', { name: '解除', exact: true }).click()
    await link.getByText('已解除').waitFor()
  }))

test('the nights’ replays are listed, and a finding leads to its bill', async () => {
  const { person, settlement } = served.bill
  await served.db.batch.query(
    `WITH done AS (INSERT INTO job (job, kind, pool, asked_at, about, state, heard_at) VALUES (nextval('job_seq'), 'replay', $1, now(), '{}', 'done', now()) RETURNING job)
     INSERT INTO replay_night (pool, night, job, seed, engine, equal, differs, not_possible, known_at) SELECT $1, '2026-03-21', job, 7, '1', 998, 1, 1, now() FROM done`,
    [POOL],
  )
  await served.db.batch.query(
    `INSERT INTO replay_finding (person, settlement, night, area, kind, sentence, known_at) VALUES ($1, $2, '2026-03-21', $3, 'differs', '基本医保支付：当时1.00元，重算2.00元', now())`,
    [person.person, settlement, EAST],
  )
  await at('clerk', '/replays', async (page) => {
    assert.match(await page.getByRole('row', { name: /998/ }).innerText(), /2026-03-21/)
    await page
      .getByRole('row', { name: /重算2\.00元/ })
      .getByRole('link')
      .click()
    await page.getByRole('heading', { name: '医疗费用结算单' }).waitFor()
  })
  await at('enroller', '/replays', async (page) => {
    await page.getByText('您的岗位不能查看结算单，这里只列各夜的张数。').waitFor()
    await page.goto(`${served.base}/trials`)
    await page.getByRole('heading', { name: '您没有查看这里的权限' }).waitFor()
  })
})
