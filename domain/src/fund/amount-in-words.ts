// An amount as vouchers write it out in full (会计基础工作规范 第五十二条): 壹佰贰拾元零伍分; 整 after a whole yuan or jiao.
import type { Fen } from '../base/money.js'

const DIGITS = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖']
const PLACES = ['', '拾', '佰', '仟']
const GROUPS = ['', '万', '亿', '万亿']

export function amountInWords(fen: Fen): string {
  const size = fen < 0n ? -fen : fen
  const [yuan, jiao, cent] = [size / 100n, Number((size / 10n) % 10n), Number(size % 10n)]
  const sign = fen < 0n ? '负' : ''
  const whole = yuan === 0n ? '' : `${yuanInWords(yuan)}元`
  if (jiao === 0 && cent === 0) return `${sign}${whole === '' ? '零元' : whole}整`
  if (cent === 0) return `${sign}${whole}${DIGITS[jiao]}角整`
  const tenths = jiao === 0 ? (whole === '' ? '' : '零') : `${DIGITS[jiao]}角`
  return `${sign}${whole}${tenths}${DIGITS[cent]}分`
}

function yuanInWords(yuan: bigint): string {
  const groups: number[] = []
  for (let rest = yuan; rest > 0n; rest /= 10_000n) groups.unshift(Number(rest % 10_000n))
  return groups
    .map((group, i) => {
      if (group === 0) return ''
      const gap = i > 0 && (group < 1000 || groups[i - 1] === 0) ? '零' : ''
      return `${gap}${groupInWords(group)}${GROUPS[groups.length - 1 - i] ?? ''}`
    })
    .join('')
}

/** 1 to 9999; inner zeros are named once. */
function groupInWords(group: number): string {
  return String(group)
    .split('')
    .map((digit, i, all) => (digit === '0' ? '零' : `${DIGITS[Number(digit)]}${PLACES[all.length - 1 - i]}`))
    .join('')
    .replace(/零+/g, '零')
    .replace(/零$/, '')
}
