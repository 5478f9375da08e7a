// How ratios and sums of pieces are written in a statement's Chinese sentences.
import { type ExactFen, type Ratio, rounded, yuanText } from '../base/money.js'
import type { Piece } from './bands.js'

/** `75%`, `97.5%`; a ratio without a short decimal is written as a fraction. */
export function percentText(ratio: Ratio): string {
  const scaled = ratio.num * 1_000_000n
  if (scaled % ratio.den !== 0n) return `${ratio.num}/${ratio.den}`
  const tenThousandths = scaled / ratio.den
  const whole = tenThousandths / 10_000n
  const rest = (tenThousandths % 10_000n).toString().padStart(4, '0').replace(/0+$/, '')
  return rest === '' ? `${whole}%` : `${whole}.${rest}%`
}

export function piecesText(pieces: readonly Piece[]): string {
  if (pieces.length === 0) return '无可支付费用'
  return pieces.map(({ amount, ratio }) => `${yuanText(amount)}元×${percentText(ratio)}`).join('＋')
}

export function exactText(exact: ExactFen): string {
  return `${yuanText(rounded(exact))}元`
}
