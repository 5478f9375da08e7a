// Our own JSON sends money as an integer number of fen. Beyond 2^53 a number would lie, so it throws instead.
import type { Fen } from '@tongchou/domain/base/money.js'

export function fenJson(fen: Fen): number {
  const number = Number(fen)
  if (!Number.isSafeInteger(number)) throw new RangeError(`an amount of ${fen} fen does not fit a JSON number`)
  return number
}
