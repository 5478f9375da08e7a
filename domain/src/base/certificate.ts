// Whether a number can be that of a certificate of its kind (national list psn_cert_type). Resident identity cards by GB 11643; residence
// permits of people from Hong Kong, Macao and Taiwan are numbered by the same standard under 810000, 820000 and 830000 (State Council, 2018);
// permanent residence cards of foreigners since 1 December 2023 likewise, beginning with 9, before that three letters and twelve digits
// (National Immigration Administration, 2023); travel permits are H or M and eight digits, with two more for the issue on older ones
// (Ministry of Public Security, 2010). A number never enters a sentence. Kinds whose numbers follow no published rule are taken as sent.
import type { Day } from './day.js'
import { identityFault, residentIdFault } from './resident-id.js'

type Rule = (number: string, today: Day) => string | undefined

const RULES: Readonly<Record<string, Rule>> = {
  '01': residentIdFault,
  '04': permitFault,
  '05': permitFault,
  '06': (number) => (/^\d{8}(\d{2}[A-Z]?)?$/.test(number) ? undefined : '台湾居民来往大陆通行证号码应为8位数字'),
  '07': (number, today) => {
    if (/^[A-Z]{3}\d{12}$/.test(number)) return undefined
    if (!/^9\d{16}[\dX]$/.test(number)) return '外国人永久居留身份证号码应为18位、以9开头（旧证为3个字母加12位数字）'
    return identityFault(number, '外国人永久居留身份证号码', today)
  },
  '17': (number, today) => {
    if (!/^8[123]0{4}\d{11}[\dX]$/.test(number)) return '港澳台居民居住证号码应为18位，以810000、820000或830000开头'
    return identityFault(number, '港澳台居民居住证号码', today)
  },
}

/** The list says passport or permit under one code, and old files put people of both regions under the first; a passport is one or two letters and digits. */
function permitFault(number: string): string | undefined {
  const fits = /^[HM](\d{8}|\d{10})$/.test(number) || /^[A-Z]{1,2}\d{7,8}$/.test(number)
  return fits ? undefined : '港澳居民来往内地通行证号码应为H或M加8位数字（旧证10位），特区护照为字母加7至8位数字'
}

/** What is wrong with the number, in a sentence; undefined when nothing is. */
export function certificateFault(kind: string, number: string, today: Day): string | undefined {
  return RULES[kind.padStart(2, '0')]?.(number.trim().toUpperCase(), today)
}
