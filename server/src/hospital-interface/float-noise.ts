// Clients that reckon in binary fractions send 0.30000000000000004 for 0.3. What differs from a number of the allowed places by less
// than a millionth of its last place is that number; anything else stays as it was sent, to be refused.

/** `text` is a decimal with more places than are allowed. */
export function withoutFloatNoise(text: string, places: number): string {
  const sign = text.startsWith('-') ? '-' : ''
  const [whole = '0', fraction = ''] = text.replace(/^[+-]/, '').split('.')
  const [kept, noise] = [fraction.slice(0, places), fraction.slice(places)]
  if (/^0{6}/.test(noise)) return written(sign, BigInt(whole + kept), places)
  return /^9{6}/.test(noise) ? written(sign, BigInt(whole + kept) + 1n, places) : text
}

function written(sign: string, scaled: bigint, places: number): string {
  const digits = String(scaled).padStart(places + 1, '0')
  return places === 0 ? `${sign}${digits}` : `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`
}
