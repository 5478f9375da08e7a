// Takes pictures of the pages about what institutions send in, from the small city: `node console/dist-test/hospital-pictures.js [folder]`. Not a test.
import * as fs from 'node:fs/promises'
import path from 'node:path'
import { launchBrowser } from './browser.js'
import { ACCOUNTS, conformanceReport, hospitalDesk, PASSWORD } from './hospital-desk.js'
import { signIn } from './sign-in.js'

const FOLDER = path.resolve(process.argv[2] ?? path.join(import.meta.dirname, '../../.cache/pictures'))

/** What a page is opened at, by whom, and what is clicked before its picture. */
const PICTURES: readonly { readonly name: string; readonly as: keyof typeof ACCOUNTS; readonly path: string; readonly click?: string }[] = [
  { name: 'filings', as: 'clerk', path: '/filings' },
  { name: 'filing', as: 'clerk', path: '/filings', click: 'tbody .link-button' },
  { name: 'clearings', as: 'manager', path: '/clearing' },
  { name: 'clearing', as: 'manager', path: '/clearing', click: 'tbody a' },
  { name: 'findings', as: 'supervisor', path: '/findings', click: 'tbody .ant-table-row-expand-icon' },
  { name: 'finding-sums', as: 'supervisor', path: '/findings?tab=rule' },
  { name: 'settlement-lists', as: 'clerk', path: '/settlement-lists' },
  { name: 'settlement-list', as: 'clerk', path: '/settlement-lists?found=errors', click: 'tbody a' },
  { name: 'medical-records', as: 'supervisor', path: '/medical-records' },
  { name: 'medical-record', as: 'supervisor', path: '/medical-records', click: 'tbody a' },
  { name: 'mapping-institutions', as: 'manager', path: '/mappings' },
  { name: 'mappings', as: 'manager', path: '/mappings', click: 'tbody a' },
  { name: 'catalogue-items', as: 'clerk', path: '/catalogue-items' },
  { name: 'catalogue-item', as: 'clerk', path: '/catalogue-items', click: 'tbody a' },
  { name: 'areas', as: 'clerk', path: '/areas?path=980000.980100.980101' },
  { name: 'conformance', as: 'manager', path: '/conformance' },
  { name: 'conformance-run', as: 'manager', path: '/conformance', click: 'tbody a' },
  { name: 'conformance-chapters', as: 'manager', path: '/conformance?tab=chapters', click: 'tbody a' },
  { name: 'catalogue-drafts', as: 'manager', path: '/catalogue?tab=drafts' },
  { name: 'catalogue-draft', as: 'manager', path: '/catalogue?tab=drafts', click: 'tbody a' },
]

async function main(): Promise<void> {
  const desk = await hospitalDesk()
  const browser = await launchBrowser()
  await fs.mkdir(FOLDER, { recursive: true })
  try {
    for (const as of Object.keys(ACCOUNTS) as (keyof typeof ACCOUNTS)[]) {
      const { page } = await browser.open({ width: 1440, height: 900 })
      const { account, name } = ACCOUNTS[as]
      await signIn(page, { base: desk.base, account, password: PASSWORD, name })
      const send = (url: string, data: object) => page.request.post(`${desk.base}${url}`, { headers: { 'x-tongchou': '1' }, data })
      if (as === 'manager') {
        await send('/api/conformance-runs', { origin: 'posted', report: conformanceReport('2026-03-01T01:00:00.000Z', false) })
        await send('/api/conformance-runs', { origin: 'posted', report: conformanceReport('2026-03-02T01:00:00.000Z', true) })
        const lines = ['990001', '990002'].map((code) => `${code}`).join('\n')
        await send('/api/catalogue/drafts', {
          file_name: '1307.txt',
          content: Buffer.from(lines).toString('base64'),
          in_force: '2027-01-01',
          edition: '2027年诊断',
          complete: false,
        })
        await page.waitForTimeout(1500)
      }
      for (const picture of PICTURES.filter((one) => one.as === as)) {
        await page.goto(`${desk.base}${picture.path}`)
        await page.waitForLoadState('networkidle')
        if (picture.click !== undefined) await page.locator(picture.click).first().click()
        await page.waitForLoadState('networkidle')
        await page.waitForTimeout(500)
        await page.screenshot({ path: path.join(FOLDER, `${picture.name}.png`) })
        console.log(`${picture.name}.png`)
      }
    }
  } finally {
    await browser.close()
    await desk.close()
  }
}

await main()
