// What the screen shows of a person unless somebody gives a reason: name 张*, certificate first six and last four, phone first three and last four.

export function maskedName(name: string): string {
  const first = [...name][0] ?? ''
  return `${first}*`
}

/** Certificates too short to keep ten characters keep the last two only. */
export function maskedCertificate(number: string): string {
  const hidden = number.length - 10
  return hidden >= 4 ? `${number.slice(0, 6)}${'*'.repeat(hidden)}${number.slice(-4)}` : `${'*'.repeat(Math.max(number.length - 2, 4))}${number.slice(-2)}`
}

export function maskedPhone(phone: string): string {
  return phone.length >= 11 ? `${phone.slice(0, 3)}${'*'.repeat(phone.length - 7)}${phone.slice(-4)}` : `****${phone.slice(-2)}`
}

type Rows = Readonly<Record<string, readonly Readonly<Record<string, string>>[]>>

const NAME = /^(psn_name|name|patient_name|patn_name|coner_name)$/
const ADDRESS = /addr$/

/** Documents as institutions hand them in, with the names and addresses of people hidden from whoever may not unmask them. */
export function maskedContent(content: Rows, permissions: ReadonlySet<string>): Record<string, Record<string, string>[]> {
  const shown = (field: string, value: string): string => {
    if (permissions.has('person.unmask')) return value
    return NAME.test(field) ? maskedName(value) : ADDRESS.test(field) ? '***' : value
  }
  const row = (fields: Readonly<Record<string, string>>) => Object.fromEntries(Object.entries(fields).map(([field, value]) => [field, shown(field, value)]))
  return Object.fromEntries(Object.entries(content).map(([node, rows]) => [node, rows.map(row)]))
}
