// Signs somebody in through the sign-in page and runs a job upon the page they wanted; the page must have had no error of its own.
import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import type { TestBrowser, TestPage, Viewport } from './browser.js'

export interface SigningIn {
  readonly base: string
  readonly account: string
  readonly password: string
  /** Shown in the frame once signed in. */
  readonly name: string
}

export async function signIn(page: Page, { base, account, password, name }: SigningIn, path = '/'): Promise<void> {
  await page.goto(`${base}${path}`)
  await page.getByLabel('账号').fill(account)
  await page.getByLabel('密码').fill(password)
  await page.keyboard.press('Enter')
  await page.getByText(name, { exact: true }).first().waitFor()
}

export type PageJob = (page: Page, opened: TestPage) => Promise<void>

export async function atPage(browser: TestBrowser, who: SigningIn, path: string, job: PageJob, viewport?: Viewport): Promise<void> {
  const opened = await browser.open(viewport)
  await signIn(opened.page, who, path)
  await job(opened.page, opened)
  assert.deepEqual(opened.errors, [])
  await opened.context.close()
}
