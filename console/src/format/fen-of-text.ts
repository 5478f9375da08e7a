// Yuan as somebody types them, in whole fen; undefined where it is no amount.
export function fenOfText(yuan: string): number | undefined {
  const read = /^(\d{1,12})(?:\.(\d{1,2}))?$/.exec(yuan.trim())
  return read === null ? undefined : Number(read[1]) * 100 + Number((read[2] ?? '').padEnd(2, '0'))
}
