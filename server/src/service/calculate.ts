// "What would I pay": one imagined visit settled by the engine and the rules that settle real ones. Nothing is stored, nobody is named.
import { type Day, yearOf } from '@tongchou/domain/base/day.js'
import { NOTHING, ratioOf, yuanText } from '@tongchou/domain/base/money.js'
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type { BenefitPolicy } from '@tongchou/domain/policy/benefit-policy.js'
import { FILING_NAMES, identityOf, isBenefitKind, isFirstSeen, kindName, LEVEL_NAMES, PLACE_NAMES } from '@tongchou/domain/policy/national-lists.js'
import { versionOn } from '@tongchou/domain/policy/version-in-force.js'
import { shareFault } from '@tongchou/domain/settlement/accident.js'
import type { Bill, BillLine, CatalogueClass, InsuredPerson } from '@tongchou/domain/settlement/bill.js'
import type { Settled } from '@tongchou/domain/settlement/outcome.js'
import { settle } from '@tongchou/domain/settlement/settle.js'
import { countersUsed, type UsedInDetail, type UsedSoFar } from '@tongchou/domain/settlement/used-so-far.js'
import type { Static } from 'typebox'
import type { Rules } from '../settlement/reference.js'
import { ENGINE } from '../settlement/settle-bill.js'
import { settledJson } from '../settlement/settled-json.js'
import { SCHEMES, SETTLEMENT_TYPES, wordOf } from '../settlement/words.js'
import { assumptionsOf } from './assumptions.js'
import type { CalculatorBody, Estimate } from './calculator-schema.js'

export type Asked = Static<typeof CalculatorBody>
type Answer = Static<typeof Estimate>

export function calculate(rules: Rules | undefined, asked: Asked, day: Day): Answer | Refusal {
  const policy = rules === undefined ? undefined : versionOn(rules.versions, day)
  if (rules === undefined || policy === undefined) return refused('no_rules', '本统筹区目前没有该险种的待遇政策，不能试算；请联系经办机构。')
  const bill = billOf(policy, asked, day)
  if (isRefusal(bill)) return bill
  const counters = countersUsed(policy, bill, usedOf(asked))
  const outcome = settle({ versions: rules.versions, scheme: asked.scheme, person: personOf(asked), bill, counters: () => counters })
  if (outcome.kind === 'refused') return outcome
  if (outcome.kind === 'undecided') return refused('undecided', `现行政策未作规定，不能试算：${outcome.sentence}`)
  return estimate(rules.hash, policy, asked, bill, outcome)
}

const wrong = (field: string, sentence: string): Refusal => refused('not_in_rules', sentence, { details: { field } })

function billOf(policy: BenefitPolicy, asked: Asked, day: Day): Bill | Refusal {
  const { benefit: kind, level } = asked
  const benefit = isBenefitKind(kind) ? policy.benefits[kind] : undefined
  if (!isBenefitKind(kind) || benefit === undefined) return wrong('benefit', '现行政策里没有这类就医，请从列出的类别里选一个。')
  if (!policy.levels.includes(level)) return wrong('level', '现行政策里没有这一级医院，请从列出的级别里选一个。')
  if (asked.place === 'local' && asked.filing !== 'none') return wrong('filing', '在本地就医不需要异地备案，请选“未备案”。')
  const unknown = asked.identities.find((word) => identityOf(word) === undefined)
  if (unknown !== undefined) return wrong('identities', '人员身份不在全国清单里，请从列出的身份里选。')
  const firstSeen = asked.first_seen ?? 'direct'
  if (!isFirstSeen(firstSeen)) return wrong('first_seen', '没有这种首诊或转诊，请从列出的情形里选一个。')
  if (asked.place !== 'local' && firstSeen !== 'direct') return wrong('first_seen', '异地就医看异地备案，不看本地的转诊；请选“自行就医”。')
  const sum = asked.class_a_fen + asked.class_b_fen + asked.class_c_fen
  if (sum !== asked.total_fen) {
    return wrong('total_fen', `甲、乙、丙三类合计${yuanText(BigInt(sum))}元，与总费用${yuanText(BigInt(asked.total_fen))}元不一致；请对照费用清单核对。`)
  }
  const above = BigInt(asked.above_standard_fen ?? 0)
  if (above > BigInt(asked.class_a_fen)) return wrong('above_standard_fen', '超标准的部分不会多于甲类费用，请核对。')
  const variant = variantOf(benefit, asked.variant)
  if (isRefusal(variant)) return variant
  const liableShare = liableShareOf(asked)
  if (isRefusal(liableShare)) return liableShare
  const { scheme, place, filing } = asked
  const where = { scheme, kind, level, provider: '', place, filing, admitted: day, discharged: day, settledOn: day }
  const circumstances = {
    ...(asked.liability === undefined ? {} : { liability: asked.liability }),
    ...liableShare,
    ...(asked.treatment === undefined ? {} : { treatment: asked.treatment }),
    ...(asked.disease === undefined ? {} : { disease: asked.disease }),
    ...stayOf(asked, day),
    ...(asked.first_seen === undefined ? {} : { firstSeen }),
  }
  return { ...where, total: BigInt(asked.total_fen), lines: linesOf(asked), useAccount: balances(asked) !== null, ...circumstances, ...variant }
}

/** The part for which a third party answers; nobody else answers for a part. */
function liableShareOf({ liability, liable_share: text }: Asked): Pick<Bill, 'liableShare'> | Refusal {
  const liableShare = text === undefined ? undefined : ratioOf(text)
  if (liableShare === undefined) return {}
  if (liability !== 'third_party') return wrong('liable_share', '只有第三人责任才填责任比例；工伤或没有他人责任的请不要填。')
  const fault = shareFault('third_party', liableShare)
  return fault === undefined ? { liableShare } : wrong('liable_share', fault.sentence)
}

/** What a fixed amount goes by; a share of the cost may have a cap by the way of delivery. */
function variantOf(
  benefit: NonNullable<BenefitPolicy['benefits']['inpatient']>,
  variant: string | undefined,
): { delivery?: string; procedure?: string } | Refusal {
  if (benefit.mode !== 'fixed') return variant === undefined ? {} : { delivery: variant }
  if (variant === undefined || !Object.hasOwn(benefit.amounts, variant)) return wrong('variant', '这类就医按定额支付，请选择分娩方式或手术。')
  return benefit.by === 'delivery' ? { delivery: variant } : { procedure: variant }
}

function linesOf(asked: Asked): readonly BillLine[] {
  const line = (of: CatalogueClass, fen: number, initialSelfPayment = NOTHING, aboveStandard = 0n): BillLine[] =>
    fen === 0 ? [] : [{ class: of, amount: BigInt(fen), initialSelfPayment, aboveStandard }]
  return [
    ...line('甲', asked.class_a_fen, NOTHING, BigInt(asked.above_standard_fen ?? 0)),
    ...line('乙', asked.class_b_fen, ratioOf(asked.class_b_first_pay) ?? NOTHING),
    ...line('丙', asked.class_c_fen),
  ]
}

function personOf(asked: Asked): InsuredPerson {
  const { age, retired, identities, years_enrolled: years = 1, zero_claim_years: zeroClaimYears = 0 } = asked
  return { age, retired, identities, yearsEnrolled: years, continuousYears: years, zeroClaimYears, account: balances(asked) }
}

/** Null where no balance of any account was named: then none pays. */
function balances({ account_fen: current, account_history_fen: history, family_fen: family }: Asked): InsuredPerson['account'] {
  if (current === undefined && history === undefined && family === undefined) return null
  return { current: BigInt(current ?? 0), history: BigInt(history ?? 0), family: family === undefined ? [] : [BigInt(family)] }
}

/** The part of the stay that was settled before is the last of the admissions that the year has seen. */
function stayOf({ stay, used }: Asked, day: Day): Pick<Bill, 'stayLink'> {
  if (stay === undefined) return {}
  const inScope = BigInt(stay.in_scope_fen)
  const soFar = {
    admissionNumber: Math.max(1, used.admissions),
    benefitYear: yearOf(day),
    deductibleCharged: BigInt(stay.deductible_fen),
    inScope,
    total: inScope,
  }
  return { stayLink: { kind: stay.link, soFar } }
}

function usedOf({ used }: Asked): UsedSoFar {
  return {
    admissions: used.admissions,
    inScope: BigInt(used.in_scope_fen),
    deductible: BigInt(used.deductible_fen),
    fundPaid: BigInt(used.fund_paid_fen),
    treatments: used.treatments ?? 0,
    detail: detailOf(used),
  }
}

const DETAIL = {
  deductible_here_fen: 'deductibleHere',
  deductible_this_month_fen: 'deductibleThisMonth',
  deductible_this_quarter_fen: 'deductibleThisQuarter',
  this_month_fen: 'thisMonth',
  this_disease_fen: 'thisDisease',
  major_burden_fen: 'majorBurden',
} as const

function detailOf(used: Asked['used']): UsedInDetail {
  const entries = Object.entries(DETAIL).flatMap(([asked, name]) => {
    const fen = used[asked as keyof typeof DETAIL]
    return fen === undefined ? [] : [[name, BigInt(fen)] as const]
  })
  return Object.fromEntries(entries)
}

function estimate(hash: string, policy: BenefitPolicy, asked: Asked, bill: Bill, settled: Settled): Answer {
  return {
    scheme: asked.scheme,
    scheme_name: wordOf(SCHEMES, asked.scheme),
    benefit: bill.kind,
    benefit_name: kindName(bill.kind),
    level_name: wordOf(LEVEL_NAMES, bill.level),
    place_name: PLACE_NAMES[bill.place],
    filing_name: bill.place === 'local' ? '' : FILING_NAMES[bill.filing],
    day: bill.settledOn,
    benefit_year: settled.benefitYear,
    admission_number: settled.admissionNumber,
    settlement_type: settled.settlementType,
    settlement_type_name: wordOf(SETTLEMENT_TYPES, settled.settlementType),
    ...settledJson(asked.scheme, settled, BigInt(asked.account_fen ?? 0) + BigInt(asked.account_history_fen ?? 0)),
    why_not_more: [...settled.whyNotMore],
    assumptions: assumptionsOf(policy, asked, bill, settled),
    rules: { hash, engine: ENGINE, in_force: settled.inForce },
  }
}
