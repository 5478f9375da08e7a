// Shows amounts; computes none. Integers of fen go in, text comes out.

/** `1,234.50`, `-0.05`. */
export function yuan(fen: number): string {
  const digits = Math.abs(fen).toString().padStart(3, '0')
  return `${fen < 0 ? '-' : ''}${grouped(digits.slice(0, -2))}.${digits.slice(-2)}`
}

/** 万元 with two decimals, cut from whole fen with half-up rounding of the integer: `12,345.68`. */
export function wan(fen: number): string {
  const hundredths = Math.floor((Math.abs(fen) + 5_000) / 10_000)
  const digits = hundredths.toString().padStart(3, '0')
  return `${fen < 0 && hundredths > 0 ? '-' : ''}${grouped(digits.slice(0, -2))}.${digits.slice(-2)}`
}

export function count(value: number): string {
  return `${value < 0 ? '-' : ''}${grouped(Math.abs(value).toString())}`
}

function grouped(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, ',')
}
