// How ratios and sums of pieces are written in a statement's Chinese sentences.
import { type ExactFen, percentText, rounded, yuanText } from '../base/money.js'
import type { Piece } from './bands.js'

export function piecesText(pieces: readonly Piece[]): string {
  if (pieces.length === 0) return '无可支付费用'
  return pieces.map(({ amount, ratio }) => `${yuanText(amount)}元×${percentText(ratio)}`).join('＋')
}

export function exactText(exact: ExactFen): string {
  return `${yuanText(rounded(exact))}元`
}
