// Chooses in a select as a person does: opens it, takes the option, and sees that it was taken.
import type { Page } from 'playwright-core'

export async function choose(page: Page, label: string, option: string): Promise<void> {
  await page.getByLabel(label, { exact: true }).click()
  await page.locator('.ant-select-item-option').filter({ hasText: option }).first().click()
  await page.locator('.ant-select').filter({ hasText: option }).first().waitFor()
}
