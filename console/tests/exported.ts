// Takes the Excel file that the page in view offers.
import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'

export async function exported(page: Page): Promise<void> {
  const link = page.getByRole('link', { name: '导出 Excel' }).first()
  await link.waitFor()
  const answer = await page.request.get(new URL((await link.getAttribute('href')) ?? '', page.url()).href)
  assert.deepEqual([answer.status(), (await answer.body()).subarray(0, 2).toString('latin1')], [200, 'PK'])
}
