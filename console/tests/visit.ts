// Opens a page of the console as one of the officers.
import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import type { TestBrowser, TestPage, Viewport } from './browser.js'
import { ACCOUNTS, PASSWORD, type Served } from './serve.js'

type Account = keyof typeof ACCOUNTS
type Job = (page: Page, opened: TestPage) => Promise<void>
export type At = (as: Account, path: string, job: Job, viewport?: Viewport) => Promise<void>

async function signIn(page: Page, base: string, as: Account, path: string): Promise<void> {
  await page.goto(`${base}${path}`)
  await page.getByLabel('账号').fill(ACCOUNTS[as].account)
  await page.getByLabel('密码').fill(PASSWORD)
  await page.keyboard.press('Enter')
  await page.getByText(ACCOUNTS[as].name).waitFor()
}

/** Opens the path as somebody; afterwards the page must have had no error of its own. */
export async function visit(browser: TestBrowser, { base }: Served, as: Account, path: string, job: Job, viewport?: Viewport): Promise<void> {
  const opened = await browser.open(viewport)
  await signIn(opened.page, base, as, path)
  await job(opened.page, opened)
  assert.deepEqual(opened.errors, [])
  await opened.context.close()
}
