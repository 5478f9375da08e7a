// How ratios and sums of pieces are written in a statement's Chinese sentences.
import { type ExactFen, percentText, rounded, yuanText } from '../base/money.js'
import type { Piece } from './bands.js'

export function piecesText(pieces: readonly Piece[]): string {
  let text = ''
  for (const { amount, ratio } of pieces) text += `${text === '' ? '' : '＋'}${yuanText(amount)}元×${percentText(ratio)}`
  return text === '' ? '无可支付费用' : text
}

export function exactText(exact: ExactFen): string {
  return `${yuanText(rounded(exact))}元`
}
