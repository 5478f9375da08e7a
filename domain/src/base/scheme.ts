// 险种: what a person is insured in. Not to be confused with a fund (基金), a book (账套), a layer or a payer.

/** `employee` 职工基本医疗保险 (with maternity merged) · `resident` 城乡居民基本医疗保险. */
export type Scheme = 'employee' | 'resident'

export const SCHEMES: readonly Scheme[] = ['employee', 'resident']

export function isScheme(text: string): text is Scheme {
  return text === 'employee' || text === 'resident'
}
