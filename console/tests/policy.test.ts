// The policy pages in a real browser: documents with live figures, timelines, comparisons, a draft from its first line to publication,
// two officers upon one text, the launch period.
import assert from 'node:assert/strict'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { createOfficer } from '@tongchou/server/access/create-officer.js'
import { type TestDatabase, testDatabase } from '@tongchou/server/testing/database.js'
import { POLICIES, publishAll } from '@tongchou/server/testing/policies.js'
import { draftText, NEW_PATH, type Office, opened, policyOffice, publishBase, RAISED, triedAs } from '@tongchou/server/testing/policy-office.js'
import { BASE_NUMBER } from '@tongchou/server/testing/policy-texts.js'
import { furnish, POOL } from '@tongchou/server/testing/small-city.js'
import type { Page } from 'playwright-core'
import { launchBrowser, type TestBrowser } from './browser.js'
import { fillDay } from './choose.js'
import { atPage, type PageJob } from './sign-in.js'

const PASSWORD = 'Qiao-4411-lou'
const OFFICERS = {
  author: { account: 'author', name: '钱小满', role: 'policy_officer' },
  second: { account: 'second', name: '孙立秋', role: 'policy_officer' },
  reviewer: { account: 'reviewer', name: '周白露', role: 'policy_reviewer' },
  director: { account: 'director', name: '吴寒露', role: 'director' },
} as const
type Who = keyof typeof OFFICERS

let db: TestDatabase
let office: Office
let base: string
let browser: TestBrowser
before(async () => {
  db = await testDatabase()
  await furnish(db.batch)
  await publishAll(db, POLICIES)
  await publishBase(db)
  office = await policyOffice(db, '2026-03-20', { consoleFolder: path.resolve(import.meta.dirname, '../build') })
  for (const officer of Object.values(OFFICERS))
    await createOfficer(db.batch, office.clock, { ...officer, department: 'bureau', pool: POOL, area: POOL }, PASSWORD)
  base = await office.desk.app.listen({ host: '127.0.0.1', port: 0 })
  browser = await launchBrowser()
})
after(async () => {
  await browser?.close()
  await office?.desk.close()
  await db?.drop()
})

function at(who: Who, address: string, job: PageJob): Promise<void> {
  return atPage(browser, { base, password: PASSWORD, ...OFFICERS[who] }, address, job)
}

const OLD_CAP = 'policies/anhui/resident-2019-plan.md'

test('documents are found by their words, and drafts are shown as drafts', () =>
  at('author', '/policy/documents', async (page) => {
    await page.getByText(BASE_NUMBER).waitFor()
    await page.getByLabel('文号、名称或来源').fill('省级统筹实施意见')
    await page.keyboard.press('Enter')
    await page.getByText('1 份文件').waitFor()
    assert.match(page.url(), /q=/)
    const row = page.getByRole('row', { name: /征求意见稿，无文号/ })
    assert.match(await row.innerText(), /征求意见稿[\s\S]*现行规则不引用[\s\S]*官方引述 ?18/)
    await row.getByRole('link').click()
    await page.getByText('没有正式文号，只能试算和对照').waitFor()
    assert.equal(await page.locator('.live-figure:not(.standing-draft)').count(), 0)
  }))

test('a document stands as text with the figures of a day beside it, and leads to what replaced them', async () => {
  const { rows } = await db.batch.query<{ hash: string }>('SELECT hash FROM policy_document WHERE path = $1', [OLD_CAP])
  const cap = (page: Page) => page.locator('.live-figure', { has: page.getByText('年度最高支付限额', { exact: true }) }).first()
  await at('author', `/policy/documents/${rows[0]?.hash}?day=2020-05-01`, async (page) => {
    await page.getByRole('heading', { name: '普通住院待遇' }).waitFor()
    assert.match(await cap(page).innerText(), /现行[\s\S]*待市人民政府另定/)
    const ratios = page.getByRole('table', { name: '普通住院 支付比例' }).first()
    assert.match(await ratios.innerText(), /机构级别\s+支付比例\s+乡镇\s+85%\s+一级\s+85%\s+二级\s+80%\s+三级\s+75%\s+省属三级\s+70%/)
    await page.getByLabel('看哪一天的现行规定').fill('2021-01-01')
    await page.keyboard.press('Enter')
    await cap(page).getByText('已被替代').waitFor()
    assert.match(page.url(), /day=2021-01-01/)
    await cap(page)
      .getByRole('link', { name: /年度最高支付限额/ })
      .click()
    await page.getByText('一年基金支付限额 300000元', { exact: false }).waitFor()
  })
})

async function hashOf(file: string): Promise<string> {
  const { rows } = await db.batch.query<{ hash: string }>('SELECT hash FROM policy_document WHERE path = $1', [file])
  return rows[0]?.hash ?? ''
}

/** What a sheet of paper would cut off: boxes that hide a part of what they hold, or stand beyond the margin. */
function clippedOn(page: Page, within: string): Promise<readonly string[]> {
  return page.evaluate(
    (part) =>
      [...document.querySelectorAll<HTMLElement>(`${part} *`)]
        .filter((one) => {
          const { overflowX, overflowY, display } = getComputedStyle(one)
          if (display === 'inline' || one.clientWidth === 0) return false
          const hidden =
            (overflowX !== 'visible' && one.scrollWidth > one.clientWidth + 1) || (overflowY !== 'visible' && one.scrollHeight > one.clientHeight + 1)
          return hidden || one.getBoundingClientRect().right > document.documentElement.clientWidth + 1
        })
        .map((one) => `${one.tagName}.${one.className}: ${one.innerText.slice(0, 40)}`),
    within,
  )
}

/** On sheets of A4 less their margins, at 96 dots an inch: nothing of the part is cut off, and it takes more than one. */
async function printsWhole(page: Page, within: string): Promise<void> {
  await page.emulateMedia({ media: 'print' })
  await page.setViewportSize({ width: 695, height: 1000 })
  assert.deepEqual(await clippedOn(page, within), [])
  const pdf = await page.pdf({ format: 'A4', printBackground: true })
  const pages = pdf.toString('latin1').match(/\/Type\s*\/Page[^s]/g)?.length ?? 0
  assert.ok(pages > 1, `a long text on ${pages} pages`)
}

for (const file of ['policies/heilongjiang/provincial-pooling-draft.md', 'policies/huainan/resident-illustrative.md'])
  test(`a long document prints whole, on sheets of paper: ${file}`, async () => {
    const hash = await hashOf(file)
    await at('author', `/policy/documents/${hash}`, async (page) => {
      await page.locator('.live-figure').first().waitFor()
      await printsWhole(page, '.document')
    })
  })

test('a long draft prints whole: every line of the text, the checker below it, no buttons', async () => {
  const more = Array.from({ length: 120 }, (_, index) => `第${index + 1}行说明：本条只作解释，文字写得长一些，好看它在纸上怎样折行，不得被页边截去。`)
  const text = `${draftText('2027-01-01', [RAISED])}\n## 附注\n${more.join('\n')}\n最后一行\n`
  const draft = await opened(await office.author(), text, { path: 'policies/small-city/printed.md' })
  await at('author', `/policy/drafts/${draft}`, async (page) => {
    await page.locator('.cm-line').first().waitFor()
    await page.emulateMedia({ media: 'print' })
    // The editor draws the lines that are seen; on paper all of them stand, with their numbers.
    assert.equal(await page.locator('.cm-editor').isVisible(), false)
    const paper = await page.locator('.paper-text').innerText()
    assert.deepEqual(
      paper
        .split('\n')
        .map((line) => line.slice(6))
        .filter((line) => line.endsWith('截去。')),
      more,
    )
    assert.match(paper, /^ *\d+ {2}最后一行$/m)
    await printsWhole(page, '.writing')
    for (const name of ['打印', '保存为新的一稿']) assert.equal(await page.getByRole('button', { name }).isVisible(), false)
    const [editor, checker] = [await page.locator('.writing-text').boundingBox(), await page.locator('.checker').boundingBox()]
    assert.ok(editor !== null && checker !== null && checker.y >= editor.y + editor.height)
  })
})

test('the timeline tells what each version changed, and a version leads to its comparison with the day before', () =>
  at('author', '/policy/timeline?area=340400&subject=benefits', async (page) => {
    const version = page.locator('.version', { has: page.getByRole('heading', { name: '2021-01-01 起' }) })
    await version.waitFor()
    const cap = version.getByRole('row', { name: /^年度最高支付限额/ })
    assert.match(await cap.innerText(), /变更[\s\S]*待市人民政府另定[\s\S]*300000元[\s\S]*二手资料，未核实/)
    assert.equal(await page.locator('.strip-lane').count(), 1)
    await version.getByRole('link', { name: '与前一天对照' }).click()
    await page.getByRole('columnheader', { name: /340400 2020-12-31/ }).waitFor()
    assert.equal(await page.locator('.compared .verdict-same').count(), 0)
  }))

test('two areas stand side by side under the six unifications, on wish only what differs', () =>
  at('author', '/policy/compare?left=340400&right=520100', async (page) => {
    const mode = page.getByRole('row', { name: /^基金管理方式/ })
    await mode.waitFor()
    assert.match(await mode.innerText(), /统收统支，分级核算[\s\S]*黔府办发〔2019〕28号[\s\S]*不同/)
    const all = await page.locator('.compared tbody tr').count()
    await page.getByLabel('只看不同').click()
    await page.waitForFunction((rows) => document.querySelectorAll('.compared tbody tr').length < rows, all)
    const excel = await page.getByRole('link', { name: '导出 Excel' }).getAttribute('href')
    assert.equal(excel, '/api/policy/compare.xlsx?left=340400&right=520100&scheme=resident&only=different')
    await page.emulateMedia({ media: 'print' })
    assert.equal(await page.getByLabel('只看不同').isVisible(), false)
  }))

async function write(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: '草案文本' }).click()
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.insertText(text)
}

async function take(page: Page, deed: string, answer: (page: Page) => Promise<void> = async () => undefined): Promise<void> {
  await page.getByRole('button', { name: deed, exact: true }).first().click()
  const dialog = page.getByRole('dialog', { name: deed })
  await dialog.waitFor()
  await answer(page)
  await dialog.getByRole('button', { name: deed, exact: true }).click()
  await dialog.waitFor({ state: 'hidden' })
}

const stage = (page: Page, name: string) => page.locator('.stage-way .here', { hasText: name }).waitFor()

test('a draft: faults beside their lines as one types, figures old and new, check, trial, review, approval, publication', async () => {
  let draft = ''
  await at('author', '/policy/drafts', async (page) => {
    await page.getByRole('button', { name: '起草' }).click()
    await page.getByLabel('草案名称').fill('门诊待遇调整')
    await page.getByLabel('文件路径').fill(NEW_PATH)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: '门诊待遇调整' }).waitFor()
    draft = page.url().split('/').at(-1) ?? ''
    await write(page, draftText('2026-04-01', [RAISED.replace('60%', '六成')]))
    await page.locator('.cm-line .fault-words', { hasText: '六成' }).waitFor()
    await page.locator('.fault-list li', { hasText: '六成' }).getByRole('button').click()
    assert.match(await page.locator('.cm-activeLine').innerText(), /六成/)
    await write(page, draftText('2026-04-01', [RAISED]))
    await page.locator('.checker').getByText('50%').first().waitFor()
    assert.match(await page.locator('.checker').innerText(), /没有问题[\s\S]*50%[\s\S]*60%[\s\S]*放宽/)
    assert.match(await page.locator('.deeds').innerText(), /有未保存的改动/)
    await page.reload()
    await page.getByText('有未保存的改动，已暂存在本页').waitFor()
    await page.getByRole('button', { name: '保存为新的一稿' }).click()
    await page.getByText('已保存为第 2 稿').waitFor()
    await take(page, '标为已检查')
    await stage(page, '已检查')
    const trial = await triedAs(office, draft)
    await take(page, '附上测算', async () => page.getByRole('radio', { name: new RegExp(`第 ${trial} 号`) }).check())
    await stage(page, '已附测算')
    await page.getByText(/现在不能办的/).click()
    assert.match(await page.locator('.deeds').innerText(), /复核通过\s*您的岗位不能办理；可以办理的是：待遇政策复核岗/)
  })
  const page = `/policy/drafts/${draft}`
  await at('reviewer', page, async (desk) => {
    await take(desk, '复核通过')
    await stage(desk, '已复核')
  })
  await at('director', page, async (desk) => {
    await take(desk, '审批通过')
    await stage(desk, '已审批')
  })
  await at('author', page, async (desk) => {
    await take(desk, '发布', async () => {
      await desk.getByText(/自 2026-04-01 起改变 \d+ 项规定/).waitFor()
      await desk.getByLabel('正式文号').fill('小城医保办〔2026〕3号')
    })
    await stage(desk, '已发布')
    await desk.getByRole('tab', { name: '经过和各稿' }).click()
    await desk.locator('.text-diff .cm-mergeView').waitFor()
    await desk.getByRole('link', { name: '小城医保办〔2026〕3号' }).click()
    await desk.getByText('尚未生效').first().waitFor()
  })
})

test('two officers upon one text: the second sees both and saves what is brought together', async () => {
  const [mine, theirs] = ['一句甲的话。', '一句乙的话。']
  const text = draftText('2026-07-01', ['inpatient.offsite: silent'])
  const draft = await opened(await office.author(), text, { path: 'policies/small-city/two.md' })
  await at('author', `/policy/drafts/${draft}`, async (page) => {
    await page.getByText('已保存为第 1 稿').waitFor()
    await at('second', `/policy/drafts/${draft}`, async (other) => {
      await write(other, text.replace('用自己的话概述。', theirs))
      await other.getByRole('button', { name: '保存为新的一稿' }).click()
      await other.getByText('已保存为第 2 稿').waitFor()
    })
    await write(page, text.replace('用自己的话概述。', mine))
    await page.keyboard.press('ControlOrMeta+s')
    const dialog = page.getByRole('dialog', { name: '别人先保存了' })
    await dialog.getByText(/孙立秋已于.*保存了第2稿，您看的是第1稿/).waitFor()
    assert.match(await dialog.locator('.text-diff-views').innerText(), new RegExp(`${theirs}[\\s\\S]*${mine}`))
    const right = dialog.getByRole('textbox', { name: '您的文本（合并后保存）' })
    await right.click()
    await page.keyboard.press('ControlOrMeta+a')
    await page.keyboard.insertText(text.replace('用自己的话概述。', `${theirs}${mine}`))
    await dialog.getByRole('button', { name: '按右边的文本保存为第 3 稿' }).click()
    await page.getByText('已保存为第 3 稿').waitFor()
    assert.match(await page.locator('.code-editor').innerText(), new RegExp(`${theirs}${mine}`))
  })
})

test('a launch period is recorded by the director, warns in a draft, and yields to a higher level’s approval', async () => {
  const text = draftText('2027-02-01', ['caps.outpatient_year: { on: fund_paid, amount: 2500, kinds: [outpatient, emergency, pharmacy], period: year }'])
  const draft = await opened(await office.author(), text, { path: 'policies/small-city/frozen.md' })
  await at('director', '/policy/freeze', async (page) => {
    await page.getByText('没有登记启动期').waitFor()
    await page.getByRole('button', { name: '登记启动期' }).click()
    const dialog = page.getByRole('dialog', { name: '登记启动期' })
    await fillDay(dialog, '起始日期', '2026-03-01')
    await dialog.getByLabel('依据的文号').fill('小政办〔2026〕2号')
    await dialog.getByRole('button', { name: '登记', exact: true }).click()
    await page.getByRole('row', { name: /小城.*2026-03-01 至 未定.*小政办〔2026〕2号/ }).waitFor()
    await page.getByRole('tab', { name: '突击报销分析' }).click()
    await page.getByText('小城自 2026-03-01 启动以来 2 整周').waitFor()
    assert.equal(await page.getByRole('link', { name: '导出 Excel' }).getAttribute('href'), '/api/policy/surges.xlsx')
    await page.goto(`${base}/policy/drafts/${draft}`)
    await page.getByText(/内不得放宽，本草案放宽了 2 项/).waitFor()
    await page.getByRole('button', { name: '登记上级批准' }).click()
    await page.getByLabel('批准文号').fill('省政办〔2026〕7号')
    await page.getByRole('button', { name: '登记', exact: true }).click()
    await page.getByText('已有上级批准：省政办〔2026〕7号').waitFor()
    await page.goto(`${base}/policy/freeze?tab=exemptions`)
    await page.getByRole('row', { name: /省政办〔2026〕7号.*2026-03-01 至 未定.*有效/ }).waitFor()
    assert.match((await page.getByRole('link', { name: '导出 Excel' }).getAttribute('href')) ?? '', /exemptions\.xlsx/)
    await page.getByLabel('文号、草案、机关或登记人').fill('没有这个')
    await page.keyboard.press('Enter')
    await page.getByText('没有豁免').waitFor()
  })
  await at('author', '/policy/freeze', async (page) => {
    await page.getByRole('button', { name: /登记启动期 您的岗位不能办理；可以办理的是：分管局领导/, disabled: true }).waitFor()
  })
})
