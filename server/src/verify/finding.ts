// Something in the database that contradicts the facts it should follow from.

export interface Finding {
  /** Name of the rule that does not hold. */
  readonly rule: string
  readonly sentence: string
}

/** At most so many findings of one rule are told one by one. */
const TOLD = 20

/** The first findings of a rule, and how many there are in all. */
export function findings(rule: string, sentences: readonly string[]): Finding[] {
  const told = sentences.slice(0, TOLD).map((sentence) => ({ rule, sentence }))
  return sentences.length > TOLD ? [...told, { rule, sentence: `……以上只列出 ${TOLD} 条，这一类共有 ${sentences.length} 条。` }] : told
}
