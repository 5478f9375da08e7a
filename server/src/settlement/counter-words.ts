// Names and order of the year's counters (keys of domain/settlement/accumulators.ts) for people who read them.
import type { Limit } from '@tongchou/domain/settlement/limits.js'
import { BENEFITS, LAYERS, wordOf } from './words.js'

export interface CounterName {
  readonly label: string
  readonly unit: 'fen' | 'count'
  /** Parts of another counter, by kind of care or period: of interest to who checks, not to who reads. */
  readonly detail: boolean
  readonly rank: number
}

const NAMED: Readonly<Record<string, CounterName>> = {
  admissions: { label: '住院次数', unit: 'count', detail: false, rank: 1 },
  in_scope: { label: '范围内费用', unit: 'fen', detail: false, rank: 2 },
  deductible: { label: '已付起付线', unit: 'fen', detail: false, rank: 3 },
  major_burden: { label: '计入大病保险的个人负担', unit: 'fen', detail: false, rank: 20 },
  assistance_base: { label: '计入医疗救助的个人负担', unit: 'fen', detail: false, rank: 30 },
  tilt_base: { label: '计入倾斜救助的个人负担', unit: 'fen', detail: false, rank: 32 },
  civil_deductible: { label: '公务员补助已付起付线', unit: 'fen', detail: false, rank: 40 },
  family_account: { label: '家庭共济账户支付', unit: 'fen', detail: false, rank: 70 },
  civil_position: { label: '计入公务员补助的费用', unit: 'fen', detail: true, rank: 41 },
}

const PAID_RANKS: Readonly<Record<string, number>> = { basic: 5, large: 7, major: 21, assistance: 31, assistance_tilt: 33, civil_servant: 42 }

/** `limit`: what stands against the counter, where the rules are known; a cap is named by what it counts. */
export function counterName(key: string, limit?: Limit): CounterName {
  if (limit?.counts !== undefined) return { label: capLabel(limit.counts), unit: 'fen', detail: false, rank: 10 }
  const known = NAMED[key]
  if (known !== undefined) return known
  const [family = '', member = '', period, part] = key.split('/')
  switch (family) {
    case 'paid':
      return { label: `${wordOf(LAYERS, member)}支付`, unit: 'fen', detail: false, rank: PAID_RANKS[member] ?? 50 }
    case 'cap':
      return {
        label: `计入限额的费用（${member}${period === undefined ? '' : period.startsWith('q') ? `，第${period.slice(1)}季度` : `，${period}月`}）`,
        unit: 'fen',
        detail: true,
        rank: 10,
      }
    case 'joint_cap':
      return { label: `计入合计限额的支付（${member}）`, unit: 'fen', detail: false, rank: 45 }
    case 'in_scope':
      return { label: `范围内费用：${wordOf(BENEFITS, member)}`, unit: 'fen', detail: true, rank: 60 }
    case 'deductible':
      return { label: `已付起付线：${wordOf(BENEFITS, member)}${periodText(period, part)}`, unit: 'fen', detail: true, rank: 61 }
    case 'account_before':
      return { label: `账户先付：${wordOf(BENEFITS, member)}`, unit: 'fen', detail: true, rank: 62 }
    case 'treatment':
      return { label: `治疗次数：${member}`, unit: 'count', detail: true, rank: 63 }
    default:
      return { label: key, unit: 'fen', detail: true, rank: 99 }
  }
}

function capLabel({ on, kinds }: NonNullable<Limit['counts']>): string {
  const names = kinds.map((kind) => wordOf(BENEFITS, kind))
  const some = names.length > 3 ? `${names.slice(0, 2).join('、')}等${names.length}类` : names.join('、')
  return `${on === 'fund_paid' ? '基本医保支付' : '范围内费用'}（${some}）`
}

function periodText(period: string | undefined, part: string | undefined): string {
  if (period === undefined || part === undefined) return ''
  return period === 'month' ? `，${part}月` : period === 'quarter' ? `，第${part}季度` : `，${part}`
}

export function inOrder(keys: Iterable<string>): string[] {
  return [...keys].sort((a, b) => counterName(a).rank - counterName(b).rank || a.localeCompare(b))
}
