// PostgreSQL array literals, so that many rows travel as a few parameters: `unnest($1::bigint[], $2::text[])`.

/** A flat array of texts; null becomes NULL. */
export function textArray(values: readonly (string | null)[]): string {
  let literal = ''
  for (const value of values) literal += `${literal === '' ? '{' : ','}${value === null ? 'NULL' : element(value)}`
  return literal === '' ? '{}' : `${literal}}`
}

/** Codes and numbers, which begin with a digit or hold one, cannot be taken for NULL and need no quotes: an array inside an array stays short. */
const BARE = /^[A-Za-z]*[0-9][A-Za-z0-9._-]*$/

function element(value: string): string {
  return value.length < 40 && BARE.test(value) ? value : quoted(value)
}

/** Characters that JSON writes in another way than an array literal does: control characters and lone surrogates among them. */
const OWN_WAY = /[^ -\ud7ff\ue000-\uffff]/

function quoted(value: string): string {
  // For all other texts both escape the quote and the backslash alike, and JSON does it natively.
  return OWN_WAY.test(value) ? `"${value.replace(/["\\]/g, '\\$&')}"` : JSON.stringify(value)
}

/** A flat array of numbers, days or other values that need no quotes. */
export function plainArray(values: readonly (bigint | number | string | null)[]): string {
  let literal = ''
  for (const value of values) literal += `${literal === '' ? '{' : ','}${value === null ? 'NULL' : value}`
  return literal === '' ? '{}' : `${literal}}`
}
