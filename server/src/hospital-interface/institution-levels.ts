// The levels of an institution as replies name them, in the words of the national lists hosp_lv, dedc_hosp_lv and lmtpric_hosp_lv.
import type { Provider } from '../settlement/reference.js'

/** National list dedc_hosp_lv: 1 一级及以下, 2, 3, 9 未定级. */
const DEDUCTIBLE: Readonly<Record<string, string>> = { township: '1', '1': '1', county: '2', '2': '2', '2_province': '2', '3': '3', '3_province': '3' }

export function levelsShown({ hospLv, level, priceTier }: Provider): { hosp_lv: string; dedc_hosp_lv: string; lmtpric_hosp_lv: string } {
  // The register has the grade with two digits; the national edition prints it without the zero before it.
  return { hosp_lv: hospLv.replace(/^0/, ''), dedc_hosp_lv: DEDUCTIBLE[level] ?? '9', lmtpric_hosp_lv: String(priceTier) }
}
