// Whether a text can be a unified social credit code (统一社会信用代码): 18 characters with a check character, GB 32100-2015.

/** Digits and capital letters without I, O, S, V, Z; a character's place is its value. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'

/** Check character of the first 17; undefined where one of them is not of the alphabet. */
export function creditCheck(body: string): string | undefined {
  let sum = 0
  let weight = 1
  for (const character of body.slice(0, 17)) {
    const value = ALPHABET.indexOf(character)
    if (value < 0) return undefined
    sum += value * weight
    weight = (weight * 3) % 31
  }
  return ALPHABET[(31 - (sum % 31)) % 31]
}

/** What is wrong with the code, in a sentence; undefined when nothing is. */
export function creditCodeFault(code: string): string | undefined {
  if (code.length !== 18) return '统一社会信用代码应为18位'
  const check = creditCheck(code)
  if (check === undefined) return '统一社会信用代码只含数字和大写字母（不含I、O、S、V、Z）'
  if (!/^[0-9A-Y]{2}\d{6}/.test(code)) return '统一社会信用代码第3至8位应为登记机关区划数字'
  return check === code[17] ? undefined : '统一社会信用代码校验位不对，请逐位核对'
}
