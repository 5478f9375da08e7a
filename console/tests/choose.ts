// Chooses in a select as a person does: opens it, takes the option, and sees that it was taken. Types a day into its field.
import type { Locator, Page } from 'playwright-core'

export async function choose(page: Page, label: string, option: string): Promise<void> {
  await page.getByLabel(label, { exact: true }).click()
  await page.locator('.ant-select-item-option').filter({ hasText: option }).first().click()
  await page.locator('.ant-select').filter({ hasText: option }).first().waitFor()
}

/** A day (2026-03-01) or a month (2026-03), taken by leaving the field. */
export async function fillDay(at: Page | Locator, label: string, day: string): Promise<void> {
  const field = at.getByLabel(label)
  await field.fill(day)
  await field.press('Tab')
  await field.and(at.locator(`[value="${day}"]`)).waitFor()
}
