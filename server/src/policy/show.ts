// Prints the rules in force as lines that an officer can read: the path, the figure, the article and its mark.
import { percentText, type Ratio, yuanText } from '@tongchou/domain/base/money.js'
import type { Citation } from '@tongchou/domain/policy/citation.js'
import type { AreaRules } from '@tongchou/domain/policy/read.js'

export interface Shown {
  readonly area?: string | undefined
  readonly scheme?: string | undefined
  readonly day?: string | undefined
}

const CERTAINTY: Readonly<Record<Citation['certainty'], string>> = {
  official: '正式文件',
  quoted: '官方引述',
  secondary: '二手资料，未核实',
  recalled: '凭记忆，未核实',
  illustrative: '演示用',
}

/** All versions, or the one in force on `day`. */
export function shownRules(rules: readonly AreaRules[], { area, scheme, day }: Shown): string[] {
  const inForce = (one: { readonly inForce: string; readonly until: string | null }): boolean =>
    day === undefined || (one.inForce <= day && (one.until === null || one.until >= day))
  return rules
    .filter((one) => (area === undefined || one.area === area) && (scheme === undefined || one.scheme === scheme))
    .flatMap((one) => [...one.versions, ...one.pooling].filter(inForce))
    .flatMap((version) => [`# ${version.area} ${version.scheme} ${version.inForce} 至 ${version.until ?? '今后'}`, ...figures(version, '', undefined), ''])
}

function figures(value: unknown, path: string, outer: Citation | undefined): string[] {
  if (value === null || value === undefined) return []
  if (typeof value === 'bigint') return [line(path, `${yuanText(value)}元`, outer)]
  if (isRatio(value)) return [line(path, percentText(value), outer)]
  if (typeof value !== 'object') return [line(path, String(value), outer)]
  const from = 'from' in value && isCitation(value.from) ? value.from : outer
  return Object.entries(value)
    .filter(([key]) => !['from', 'area', 'scheme', 'inForce', 'until'].includes(key))
    .flatMap(([key, item]) => figures(item, path === '' ? key : `${path}.${key}`, from))
}

function line(path: string, figure: string, from: Citation | undefined): string {
  if (from === undefined) return `${path}: ${figure}`
  const reading = from.reading === undefined ? '' : `；我们的理解：${from.reading}`
  return `${path}: ${figure}  〔${from.document} ${from.article}；${CERTAINTY[from.certainty]}${reading}〕`
}

function isRatio(value: unknown): value is Ratio {
  return typeof value === 'object' && value !== null && 'num' in value && 'den' in value
}

function isCitation(value: unknown): value is Citation {
  return typeof value === 'object' && value !== null && 'document' in value && 'certainty' in value
}
