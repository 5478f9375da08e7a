// What a draft needs on the day it is published: the number of the issued document in its legal form, a text that names that number,
// and a first day that is not behind the day of publication, unless the document itself says that it reaches back
// (党政机关公文格式 GB/T 9704: 发文机关代字〔年份〕序号; a rule without its issued number does not enter into force).
import { type Day, yearOf } from '../base/day.js'
import { type Refusal, refused } from '../base/refusal.js'
import { governmentLevel, inheritanceOf, LEVEL_WORDS } from './area-level.js'
import type { PolicyDocument } from './document.js'

/** `淮府办〔2020〕15号`: the issuer's word, the year in hexagonal brackets, the number without leading noughts. */
const NUMBER = /^[\u4e00-\u9fa5]{2,20}〔(\d{4})〕([1-9]\d{0,4})号$/

/** Stands in a draft's head while it is checked, so that a text may call itself official before its number is issued. */
export function provisionalNumber(today: Day): string {
  return `待编号〔${today.slice(0, 4)}〕1号`
}

export function numberFault(number: string, today: Day): Refusal | undefined {
  const year = NUMBER.exec(number)?.[1]
  if (year === undefined)
    return refused(
      'no_document_number',
      `“${number}”不是正式文号；请填写印发文件的文号，如“×府办〔${today.slice(0, 4)}〕15号”（年份用六角括号，序号不编虚位）。`,
    )
  if (Number(year) < 1949 || Number(year) > yearOf(today)) return refused('no_document_number', `文号“${number}”的年份不对，请与印发文件核对。`)
  return undefined
}

export function isNumber(number: string): boolean {
  return NUMBER.test(number)
}

/** The text of the head's field, empty where it has none. */
export function headField({ frontMatter }: Pick<PolicyDocument, 'frontMatter'>, name: string): string {
  const value = frontMatter.find(({ key }) => key === name)?.value
  return value?.kind === 'text' ? value.text : ''
}

export interface Reach {
  /** First day whose rules the text changes. */
  readonly firstDay: Day
  readonly today: Day
  /** What the document's head says under `retroactive`, empty where it says nothing. */
  readonly retroactive: string
}

/** The office may not make law for the past on its own: the document must say so. */
export function reachFault({ firstDay, today, retroactive }: Reach): Refusal | undefined {
  if (firstDay >= today || retroactive !== '') return undefined
  return refused(
    'reaches_back',
    `草案从${firstDay}起改变规定，早于发布日${today}。文件写明追溯的，请在文件头写 retroactive: 第×条关于追溯的规定；没有写明的，请把生效日改到${today}或以后。`,
    { details: { first_day: firstDay } },
  )
}

/** Who may open and write: a city or an area above it, for itself or for what it inherits. Counties set no rules. */
export function writingRefused(home: string, area: string): Refusal | undefined {
  if (governmentLevel(home) === 'county') return refused('level_may_not', '县级不得规定待遇，不能起草政策；请把意见报市级医疗保障部门。')
  if (governmentLevel(area) === 'county') return refused('level_may_not', '县级不得规定待遇，没有县级的政策文件；发文地区请写市、省或全国的区划代码。')
  return inheritanceOf(home).includes(area) ? undefined : refused('level_may_not', '只能起草本地区或上级的文件；发文地区请改为本市、本省或全国的区划代码。')
}

/** Who may review, approve and publish: only the level whose document it is. */
export function decidingRefused(home: string, area: string): Refusal | undefined {
  if (home === area) return undefined
  const [own, wanted] = [LEVEL_WORDS[governmentLevel(home)], LEVEL_WORDS[governmentLevel(area)]]
  if (governmentLevel(home) === 'county') return refused('level_may_not', '县级不得规定待遇，不能复核、审批或发布政策；请由发文的那一级办理。')
  return refused('level_may_not', `这是${wanted}（${area}）的文件，${own}人员不能复核、审批或发布；请由发文的那一级办理。`)
}
