// The parallel run: one bill of the old system beside what this system makes of it, payer by payer. The first payer that differs gives
// the difference its kind; a bill that cannot be settled here is a difference too (黔 三(四): 新旧系统并行比对).
import { type Fen, sumOf, yuanText } from '../../base/money.js'
import { layerName } from '../../policy/national-lists.js'
import type { Outcome, Settled } from '../../settlement/outcome.js'

/** What the old system had each payer pay. */
export interface LegacyPaid {
  readonly basic: Fen
  readonly large: Fen
  readonly major: Fen
  readonly assistance: Fen
  readonly civil_servant: Fen
  readonly other: Fen
  readonly account: Fen
  readonly cash: Fen
}

export type BillDifferenceKind = keyof LegacyPaid | 'refused' | 'undecided' | 'no_person'

export const BILL_DIFFERENCES: Readonly<Record<BillDifferenceKind, string>> = {
  basic: '统筹基金支付不一致',
  large: '大额补助不一致',
  major: '大病保险不一致',
  assistance: '医疗救助不一致',
  civil_servant: '公务员补助不一致',
  other: '其他基金支付不一致',
  account: '个人账户支付不一致',
  cash: '个人现金支付不一致',
  refused: '本系统不予结算',
  undecided: '现行政策没有规定',
  no_person: '人员未接管',
}

export interface BillDifference {
  readonly kind: BillDifferenceKind
  readonly theirsFen: Fen
  readonly oursFen: Fen
  readonly sentence: string
}

const OWN_COLUMN: readonly string[] = ['basic', 'large', 'major', 'assistance', 'civil_servant']

function paidHere({ layers, account, cash }: Settled): LegacyPaid {
  const of = (...names: readonly string[]): Fen => sumOf(layers.filter(({ layer }) => names.includes(layer)).map(({ paid }) => paid))
  return {
    basic: of('basic'),
    large: of('large'),
    major: of('major'),
    assistance: of('assistance', 'assistance_tilt'),
    civil_servant: of('civil_servant'),
    other: sumOf(layers.filter(({ layer }) => !OWN_COLUMN.includes(layer) && layer !== 'assistance_tilt').map(({ paid }) => paid)),
    account: account.paid,
    cash,
  }
}

const NAMES: Readonly<Record<string, string>> = { account: '个人账户', cash: '个人现金', other: '其他基金' }

/** Undefined: the same to the fen, payer by payer. */
export function compareBill(theirs: LegacyPaid, outcome: Outcome): BillDifference | undefined {
  const fund = theirs.basic + theirs.large + theirs.major + theirs.assistance + theirs.civil_servant + theirs.other
  if (outcome.kind !== 'settled') return { kind: outcome.kind, theirsFen: fund, oursFen: 0n, sentence: outcome.sentence }
  const ours = paidHere(outcome)
  const unequal = (Object.keys(ours) as (keyof LegacyPaid)[]).filter((payer) => ours[payer] !== theirs[payer])
  const [first] = unequal
  if (first === undefined) return undefined
  const said = unequal.map((payer) => `${NAMES[payer] ?? layerName(payer)}原系统${yuanText(theirs[payer])}元、本系统${yuanText(ours[payer])}元`)
  const why = outcome.whyNotMore[0]
  return { kind: first, theirsFen: theirs[first], oursFen: ours[first], sentence: `${said.join('；')}。${why === undefined ? '' : `本系统：${why}`}` }
}
