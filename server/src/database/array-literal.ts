// PostgreSQL array literals, so that many rows travel as a few parameters: `unnest($1::bigint[], $2::text[])`.

/** A flat array of texts; null becomes NULL. */
export function textArray(values: readonly (string | null)[]): string {
  let literal = '{'
  for (const value of values) {
    if (literal.length > 1) literal += ','
    literal += value === null ? 'NULL' : quoted(value)
  }
  return `${literal}}`
}

function quoted(value: string): string {
  return `"${/["\\]/.test(value) ? value.replace(/["\\]/g, '\\$&') : value}"`
}

/** A flat array of numbers, days or other values that need no quotes. */
export function plainArray(values: readonly (bigint | number | string | null)[]): string {
  return `{${values.map((value) => (value === null ? 'NULL' : String(value))).join(',')}}`
}
