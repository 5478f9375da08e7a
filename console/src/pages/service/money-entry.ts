// An amount in yuan as it is typed, in whole fen.

/** Undefined where it is no amount. An empty field is nothing. */
export function fenOf(text: string): number | undefined {
  const plain = text.replaceAll(/[,，\s]/g, '')
  if (plain === '') return 0
  const match = /^(\d{1,8})(?:\.(\d{1,2}))?$/.exec(plain)
  return match === null ? undefined : Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'))
}
