// The world's fault is a value, not an exception: a code, a sentence that the person in front of the screen can act on, and the article.

export interface Refusal {
  readonly kind: 'refused'
  /** Stable code, e.g. `not_enrolled`; one table in the server maps it to HTTP and to the hospital interface's `err_msg`. */
  readonly code: string
  /** Says in Chinese what is wrong and what to do. */
  readonly sentence: string
  /** Document and article, where a rule refused. */
  readonly article?: string
  /** Further values that help, e.g. `entitled_from`. Never an identity number. */
  readonly details?: Readonly<Record<string, string>>
}

export function refused(code: string, sentence: string, more: { article?: string; details?: Record<string, string> } = {}): Refusal {
  return { kind: 'refused', code, sentence, ...more }
}

export function isRefusal(value: unknown): value is Refusal {
  return typeof value === 'object' && value !== null && (value as { kind?: unknown }).kind === 'refused'
}
