// Prints the rules in force as lines that an officer can read: the path, the figure, the article and its mark.
import { percentText, type Ratio, yuanText } from '@tongchou/domain/base/money.js'
import type { Citation } from '@tongchou/domain/policy/citation.js'
import type { AreaRules } from '@tongchou/domain/policy/read.js'

export interface Shown {
  readonly area?: string | undefined
  readonly scheme?: string | undefined
  readonly day?: string | undefined
}

/** The mark of a figure in words. */
export const CERTAINTY: Readonly<Record<Citation['certainty'], string>> = {
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
    .flatMap((version) => [
      `# ${version.area} ${version.scheme} ${version.inForce} 至 ${version.until ?? '今后'}`,
      ...byArticle(figures(version, '', settingsOf(version))),
      '',
    ])
}

interface Figure {
  readonly text: string
  readonly from: Citation | undefined
}

function settingsOf(version: object): Citation | undefined {
  return 'settingsFrom' in version && isCitation(version.settingsFrom) ? version.settingsFrom : undefined
}

function figures(value: unknown, path: string, outer: Citation | undefined): Figure[] {
  if (value === null || value === undefined) return []
  if (typeof value === 'bigint') return [{ text: `${path}: ${yuanText(value)}元`, from: outer }]
  if (isRatio(value)) return [{ text: `${path}: ${percentText(value)}`, from: outer }]
  if (typeof value !== 'object') return [{ text: `${path}: ${String(value)}`, from: outer }]
  const from = path !== '' && 'from' in value && isCitation(value.from) ? value.from : outer
  return Object.entries(value)
    .filter(([key]) => !['from', 'settingsFrom', 'area', 'scheme', 'inForce', 'until'].includes(key))
    .flatMap(([key, item]) => figures(item, path === '' ? key : `${path}.${key}`, from))
}

/** The figures of one value, a line each. */
export function figureLines(value: unknown): readonly string[] {
  return figures(value, '', undefined).map(({ text }) => text)
}

/** The article stands above the figures that it gives. */
function byArticle(all: readonly Figure[]): string[] {
  let last: string | undefined
  return all.flatMap(({ text, from }) => {
    const article = from === undefined ? '' : articleText(from)
    const heads = article === last ? [] : [`〔${article}〕`]
    last = article
    return [...heads, `  ${text}`]
  })
}

export function articleText(from: Citation): string {
  return `${from.document} ${from.article}；${CERTAINTY[from.certainty]}${from.reading === undefined ? '' : `；我们的理解：${from.reading}`}`
}

function isRatio(value: unknown): value is Ratio {
  return typeof value === 'object' && value !== null && 'num' in value && 'den' in value
}

function isCitation(value: unknown): value is Citation {
  return typeof value === 'object' && value !== null && 'document' in value && 'certainty' in value
}
