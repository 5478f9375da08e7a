// What an item is from a day on: what the file says, and for the rest what it was. Or why that cannot be.
import { businessCodeFault } from '@tongchou/domain/base/business-code.js'
import type { Day } from '@tongchou/domain/base/day.js'
import type { Scheme } from '@tongchou/domain/base/scheme.js'
import type { CatalogueClass } from '@tongchou/domain/settlement/bill.js'
import type { CatalogueKind } from '@tongchou/domain/settlement/split-line.js'
import type { SentRow } from './sent-row.js'
import type { StoredItem } from './version-store.js'

export interface Terms {
  /** `price_list` or the number of an official download. */
  readonly layout: string
  readonly inForce: Day
  /** First shares of a class-乙 item that the file and the past say nothing of. */
  readonly shares?: Readonly<Record<Scheme, string>>
}

const NO_SHARE = '0.0000'

type CodedKind = Exclude<CatalogueKind, 'other'>

const FORMS: readonly (readonly [CodedKind, RegExp])[] = [
  ['western_drug', /^X/],
  ['patent_drug', /^Z/],
  ['herb', /^T/],
  ['consumable', /^C/],
  ['service', /^\d/],
]

const CHARGES: Readonly<Record<CatalogueKind, string>> = { western_drug: '09', patent_drug: '11', herb: '10', service: '14', consumable: '08', other: '14' }

/** The item, or a sentence about what is wrong with the row. */
export function mergeItem(sent: SentRow, before: StoredItem | undefined, terms: Terms): StoredItem | string {
  const kind = before?.kind ?? FORMS.find(([, form]) => form.test(sent.code))?.[0]
  if (kind === undefined) return `编码${sent.code.slice(0, 30)}不是药品、医疗服务或耗材的国家编码`
  const codeFault = before === undefined ? formFault(kind, sent.code) : undefined
  if (codeFault !== undefined) return codeFault
  const name = sent.name ?? before?.name
  if (name === undefined) return '新项目须有名称'
  const itemClass = sent.class ?? before?.class ?? (terms.layout === 'price_list' ? undefined : '丙')
  if (itemClass === undefined) return '新项目须填类别（甲、乙或丙）'
  const shares = sharesOf(itemClass, sent, before, terms)
  if (typeof shares === 'string') return shares
  const inForce = sent.from !== undefined && sent.from > terms.inForce ? sent.from : terms.inForce
  if (sent.until !== undefined && sent.valid && sent.until < inForce) return `失效日期${sent.until}早于生效日期${inForce}`
  return {
    code: sent.code,
    in_force: inForce,
    until: sent.until ?? null,
    kind,
    name,
    class: itemClass,
    charge_type: sent.chargeType ?? before?.charge_type ?? CHARGES[kind],
    unit: sent.unit ?? before?.unit ?? null,
    ...shares,
    ...ceilingsOf(sent, before),
    restricted: sent.restricted ?? before?.restricted ?? false,
    negotiated: sent.negotiated ?? before?.negotiated ?? false,
    special_list: before?.special_list ?? false,
    certainty: terms.layout === 'price_list' ? 'official' : (before?.certainty ?? (itemClass === '乙' ? 'illustrative' : 'official')),
    remark: sent.remark ?? before?.remark ?? null,
    as_printed: Object.keys(sent.asPrinted).length > 0 ? sent.asPrinted : (before?.as_printed ?? {}),
  }
}

function formFault(kind: CatalogueKind, code: string): string | undefined {
  if (kind === 'other') return undefined
  if (kind === 'consumable' && businessCodeFault('consumable_item', code) === undefined) return undefined
  return businessCodeFault(kind, code)
}

function sharesOf(itemClass: CatalogueClass, sent: SentRow, before: StoredItem | undefined, terms: Terms): Pick<StoredItem, 'employee' | 'resident'> | string {
  const given = Object.values(sent.shares ?? {})
  if (itemClass === '甲') return given.every((share) => share === NO_SHARE) ? { employee: NO_SHARE, resident: NO_SHARE } : '甲类项目没有先行自付，比例应为空或0'
  if (itemClass === '丙') {
    const fits = given.every((share) => share === NO_SHARE || share === '1.0000')
    return fits ? { employee: NO_SHARE, resident: NO_SHARE } : '丙类项目全额自费，比例应为空、0或100%'
  }
  const past = before?.class === '乙' ? before : undefined
  const employee = sent.shares?.employee ?? past?.employee ?? terms.shares?.employee
  const resident = sent.shares?.resident ?? past?.resident ?? terms.shares?.resident
  return employee === undefined || resident === undefined ? '乙类项目须有职工和居民的先行自付比例' : { employee, resident }
}

function ceilingsOf({ ceilings }: SentRow, before: StoredItem | undefined): Pick<StoredItem, 'tier1' | 'tier2' | 'tier3'> {
  const tier = (number: 1 | 2 | 3, past: StoredItem['tier1'] | undefined) => (ceilings?.[number] === undefined ? (past ?? null) : ceilings[number])
  return { tier1: tier(1, before?.tier1), tier2: tier(2, before?.tier2), tier3: tier(3, before?.tier3) }
}

const COMPARED = [
  'until',
  'name',
  'class',
  'charge_type',
  'unit',
  'employee',
  'resident',
  'tier1',
  'tier2',
  'tier3',
  'restricted',
  'negotiated',
  'remark',
] as const

export function sameItem(a: StoredItem, b: StoredItem): boolean {
  return COMPARED.every((field) => a[field] === b[field]) && samePrint(a.as_printed, b.as_printed)
}

export function samePrint(a: StoredItem['as_printed'], b: StoredItem['as_printed']): boolean {
  const keys = Object.keys(a)
  return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key])
}
