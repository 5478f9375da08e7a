// Whether a resident identity number can be one: form, date of birth and check character of GB 11643-1999. The number itself
// never enters a sentence, so that nothing of it can reach a log.
import { type Day, isDay } from './day.js'

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

/** Check character of the first 17 digits. */
export function residentCheck(body: string): string {
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(body[index]), 0)
  return '10X98765432'[sum % 11] ?? ''
}

/** A 15-digit number in its 18-character form: century 19 inserted, check character added. Other texts as they are. */
export function inFull(number: string): string {
  const text = number.trim().toUpperCase()
  if (!/^\d{15}$/.test(text)) return text
  const body = `${text.slice(0, 6)}19${text.slice(6)}`
  return body + residentCheck(body)
}

/** What is wrong with the number, in a sentence; undefined when nothing is. `today` bounds the date of birth. */
export function residentIdFault(number: string, today: Day): string | undefined {
  const text = inFull(number)
  if (text.length !== 18) return '居民身份证号码应为18位（旧证15位），请核对位数'
  if (!/^\d{17}[\dX]$/.test(text)) return '居民身份证号码前17位应为数字，末位为数字或X'
  return identityFault(text, '居民身份证号码', today)
}

/** Date of birth and check character of 17 digits and one more; `named` says whose number it is. */
export function identityFault(text: string, named: string, today: Day): string | undefined {
  const born = `${text.slice(6, 10)}-${text.slice(10, 12)}-${text.slice(12, 14)}`
  if (!isDay(born) || born > today || born < '1850-01-01') return `${named}第7至14位不是有效的出生日期`
  if (residentCheck(text.slice(0, 17)) !== text[17]) return `${named}校验位不对，请逐位核对`
  return undefined
}

/** Whether a text has the look of a person's number, right or mistyped, so that it is not asked about in an address. */
export function mayBePersonal(text: string): boolean {
  return /^[1-9]\d{14}$|^\d{17}[\dXx]$/.test(text.trim())
}
