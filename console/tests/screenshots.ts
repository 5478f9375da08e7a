// Takes the pictures of docs/screenshots from the demonstration city: `node console/dist-test/screenshots.js`. Not a test.
import * as fs from 'node:fs/promises'
import path from 'node:path'
import { loadRoles } from '@tongchou/server/access/load-roles.js'
import { personNumber } from '@tongchou/server/enrolment/person-number.js'
import { buildApp } from '@tongchou/server/http/app.js'
import { dayIn, systemClock } from '@tongchou/server/http/clock.js'
import { TEST_KEY, type TestDatabase, testDatabase } from '@tongchou/server/testing/database.js'
import { readDemonstration } from '@tongchou/simulation/city/demonstration-file.js'
import { loadDemonstration } from '@tongchou/simulation/load-demonstration.js'
import { launchBrowser, PHONE, type TestBrowser, type TestPage } from './browser.js'
import { declareAndRecompute, recogniseLate, replayNight } from './happenings.js'
import { beginDraft } from './picture-draft.js'

const ROOT = path.resolve(import.meta.dirname, '../..')
const FOLDER = path.join(ROOT, 'docs/screenshots')
const { pool, people_insured, seed, officers } = readDemonstration()

interface Picture {
  readonly name: string
  readonly path: string
  /** Height of the picture; the page is cut below. */
  readonly height: number
  readonly phone?: boolean
  /** Role of the officer who looks; the fund officer where it is not said. */
  readonly as?: 'policy_officer' | 'benefit_clerk'
}

async function main(): Promise<void> {
  const db = await testDatabase()
  await loadRoles(db.batch)
  await loadDemonstration(
    { adminUrl: db.adminUrl, key: TEST_KEY, databases: db },
    { people: people_insured, seed, today: dayIn(systemClock), progress: console.log },
  )
  const app = await buildApp({ databases: db, key: TEST_KEY, clock: systemClock, pool, consoleFolder: path.join(ROOT, 'console/build') })
  const base = await app.listen({ host: '127.0.0.1', port: 0 })
  const browser = await launchBrowser()
  await replayNight(db, pool, dayIn(systemClock))
  await recogniseLate(db, dayIn(systemClock))
  await fs.mkdir(FOLDER, { recursive: true })
  const draft = await beginDraft({ base, account: accountOf('policy_officer'), password: officers.password, pool })
  await takeAll(browser, base, await pictures(db, draft))
  await browser.close()
  await app.close()
  await db.drop()
}

/** The bill that most payers share, the largest of them, and its person. */
async function pictures(db: TestDatabase, draft: string): Promise<readonly Picture[]> {
  const { rows } = await db.batch.query<{ person: bigint; settlement: bigint }>(
    `SELECT person, settlement FROM settlement_layer JOIN settlement s USING (person, settlement) WHERE paid_fen > 0 AND s.cancels IS NULL
     GROUP BY person, settlement ORDER BY count(*) DESC, sum(paid_fen) DESC LIMIT 1`,
  )
  const [found] = rows
  if (found === undefined) throw new Error('the demonstration city has no bill')
  const { rows: days } = await db.batch.query<{ day: string }>('SELECT max(day) AS day FROM cash_voucher v WHERE day IN (SELECT booked_on FROM settlement)')
  const cockpit = `/fund/cockpit?day=${days[0]?.day ?? ''}`
  const person = `/persons/${personNumber(pool, found.person)}`
  const bill = `/settlements/${personNumber(pool, found.person)}/${found.settlement}`
  return [
    { name: 'cockpit', path: cockpit, height: 1180 },
    { name: 'cockpit-chart', path: `${cockpit}&positions=chart`, height: 1180 },
    { name: 'persons', path: '/persons', height: 1080 },
    { name: 'person', path: person, height: 900 },
    { name: 'bill', path: bill, height: 1420 },
    { name: 'bill-phone', path: bill, height: 1760, phone: true },
    { name: 'settlements', path: '/settlements?benefit=inpatient', height: 1080 },
    { name: 'differences', path: '/differences', height: 900 },
    { name: 'replays', path: '/replays', height: 700 },
    { name: 'accidents', path: '/accidents', height: 700, as: 'benefit_clerk' },
    { name: 'as-known', path: `${person}?tab=as-known`, height: 900 },
    { name: 'trial-start', path: '/trials/new', height: 700, as: 'policy_officer' },
    { name: 'budget', path: '/fund/budget', height: 900 },
    { name: 'year-end', path: '/fund/year-end', height: 900 },
    { name: 'statements', path: `/fund/books?book=${pool}-resident&view=statements&form=income_statement`, height: 900 },
    { name: 'books', path: `/fund/books?book=${pool}-resident`, height: 900 },
    { name: 'filings', path: '/filings?standing=all', height: 900, as: 'benefit_clerk' },
    { name: 'settlement-lists', path: '/settlement-lists', height: 900, as: 'benefit_clerk' },
    { name: 'clearing', path: '/clearing', height: 900 },
    { name: 'mappings', path: '/mappings', height: 900 },
    { name: 'catalogue-items', path: '/catalogue-items?kind=western_drug', height: 1080 },
    { name: 'areas', path: `/areas?path=${pool.slice(0, 2)}0000.${pool}`, height: 900 },
    { name: 'conformance', path: '/conformance', height: 700 },
    { name: 'policy-library', path: '/policy/documents', height: 1080 },
    { name: 'policy-document', path: `/policy/documents/${await documentOf(db)}`, height: 1180 },
    { name: 'policy-timeline', path: '/policy/timeline?subject=benefits', height: 1080 },
    { name: 'policy-compare', path: '/policy/compare?only=different', height: 1180 },
    { name: 'policy-drafts', path: '/policy/drafts', height: 700 },
    { name: 'policy-draft', path: `/policy/drafts/${draft}`, height: 900 },
    { name: 'policy-freeze', path: '/policy/freeze', height: 700 },
  ]
}

function personOfBill(wanted: readonly Picture[]): string {
  return (
    wanted
      .find(({ name }) => name === 'person')
      ?.path.split('/')
      .at(-1) ?? ''
  )
}

async function takeAll(browser: TestBrowser, base: string, wanted: readonly Picture[]): Promise<void> {
  const desk = await browser.open()
  await desk.page.goto(`${base}/sign-in`)
  await desk.page.getByLabel('账号').waitFor()
  await desk.page.waitForLoadState('networkidle')
  await desk.page.screenshot({ path: path.join(FOLDER, 'sign-in.png') })
  await signIn(desk, base)
  const phone = await browser.open(PHONE)
  await signIn(phone, base)
  const others = { policy_officer: await browser.open(), benefit_clerk: await browser.open() }
  await signIn(others.policy_officer, base, 'policy_officer')
  await signIn(others.benefit_clerk, base, 'benefit_clerk')
  await declareAndRecompute(others.benefit_clerk.page, base, personOfBill(wanted), dayIn(systemClock))
  const who = ({ phone: small, as }: Picture) => (small === true ? phone : as === undefined ? desk : others[as])
  for (const picture of wanted) await take(who(picture), base, picture)
  await takeTrial(others.policy_officer, base)
}

function accountOf(role: string): string {
  return officers.accounts.find((one) => one.role === role)?.account ?? ''
}

/** The pool's own document that was read in its issued text and sets the most rules. */
async function documentOf(db: TestDatabase): Promise<string> {
  const { rows } = await db.batch.query<{ hash: string }>(
    "SELECT hash FROM policy_document WHERE area = $1 AND status = 'published' ORDER BY length(text) DESC LIMIT 1",
    [pool],
  )
  return rows[0]?.hash ?? ''
}

async function signIn({ page }: TestPage, base: string, role = 'fund_officer'): Promise<void> {
  await page.goto(`${base}/sign-in`)
  await page.getByLabel('账号').fill(accountOf(role))
  await page.getByLabel('密码').fill(officers.password)
  await page.keyboard.press('Enter')
  await page.locator('.frame').waitFor()
}

async function take({ page }: TestPage, base: string, { name, path: at, height, phone }: Picture): Promise<void> {
  await page.setViewportSize({ width: phone === true ? PHONE.width : 1440, height })
  await page.goto(`${base}${at}`)
  await page.waitForLoadState('networkidle')
  await page.waitForTimeout(600)
  await page.screenshot({ path: path.join(FOLDER, `${name}.png`) })
  console.log(`${name}.png`)
}

/** Less at the third level from next year on, tried on the demonstration's year. */
const DRAFT = `---
document: 住院待遇调整（征求意见稿）
area: "${pool}"
status: consultation_draft
---
## 第一条 住院
三级医院的支付比例下调，其余不变。演示数据。

\`\`\`policy
scheme: resident
in_force: ${Number(dayIn(systemClock).slice(0, 4)) + 1}-01-01
certainty: illustrative
inpatient.bands:
  mode: by_level
  position: above_deductible
  table: { township: 85%, "1": 85%, "2": 80%, "3": 70%, "3_province": 70% }
\`\`\`
`

/** Writes a draft, tries it, and takes the result and the bill of whoever loses most. */
async function takeTrial(desk: TestPage, base: string): Promise<void> {
  const { page } = desk
  const data = { area: pool, title: '住院待遇调整', text: DRAFT, path: 'policies/demonstration/inpatient-change.md' }
  const opened = await page.request.post(`${base}/api/policy/drafts`, { headers: { 'x-tongchou': '1' }, data })
  const { draft } = (await opened.json()) as { draft?: string }
  if (draft === undefined) throw new Error(`the draft was not opened: ${await opened.text()}`)
  const { rows } = (await (await page.request.get(`${base}/api/settlements?size=1`)).json()) as { rows: readonly { settled_on: string }[] }
  const year = rows[0]?.settled_on.slice(0, 4) ?? dayIn(systemClock).slice(0, 4)
  await page.goto(`${base}/trials/new?draft=${draft}&from=${year}-01-01&to=${year}-12-31&scheme=resident&step=3`)
  await page.getByRole('button', { name: '开始测算' }).click()
  await page.getByRole('link', { name: '查看结果' }).click()
  await page.locator('.trial-sums').waitFor()
  const at = new URL(page.url()).pathname
  await take(desk, base, { name: 'trial', path: at, height: 1560 })
  await take(desk, base, { name: 'trial-losers', path: `${at}?tab=losers`, height: 1000 })
  const bill = await page.locator('tbody a[href*="/bills/"]').first().getAttribute('href')
  if (bill !== null) await take(desk, base, { name: 'trial-bill', path: bill, height: 1200 })
}

await main()
