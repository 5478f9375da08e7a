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
