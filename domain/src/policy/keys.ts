// The keys that a policy block may set, the rule kinds behind them, and which level of government may set each. A key that is
// not here is a fault; the list of benefits is the national one and closed (国家医疗保障待遇清单).

import type { AllocationRule, LevyRule } from './adjustment-rule.js'
import type { GovernmentLevel } from './area-level.js'
import type {
  AccidentRule,
  AccountRule,
  AdvancePaymentRule,
  AssistanceLayer,
  BandsRule,
  BenefitKind,
  CapRule,
  CivilServantLayer,
  DeductibleRule,
  FixedBenefit,
  GuaranteedMinimum,
  JointCapRule,
  LargeAmountLayer,
  MajorIllnessLayer,
  OffsiteCatalogue,
  OffsiteRule,
  PriorTests,
  RatioStep,
  StayRule,
  SupplementLayer,
  ThirdPartyShareRule,
} from './benefit-policy.js'
import type { Citation } from './citation.js'
import type {
  ArrearsRule,
  BreakRule,
  EmployeeStartRule,
  IncentiveYearsRule,
  LateEnrolment,
  NewbornGrace,
  RetirementRule,
  SchemeChangeRule,
} from './entitlement-rule.js'
import type { GapRule, GapSharing, ManagementGap, TakeOverRule } from './gap-rule.js'
import type { MaternityAllowanceRule } from './maternity-rule.js'
import { isBenefitKind } from './national-lists.js'
import { type Reader, yesNo } from './node-reader.js'
import type { AdvanceRule, DisbursementRule, PerHeadContribution, PoolingMode, WageContribution } from './pooling-rule.js'
import { allocation, levy } from './read-adjustment.js'
import { bandsRule, deductible, fixedBenefit, guaranteed, offsite, priorTests, ratioSteps, sameAs } from './read-benefit.js'
import { arrears, breaks, employeeStart, incentiveYears, lateEnrolment, newborn, orSilent, retirement, type Said, schemeChange } from './read-entitlement.js'
import { accident, advancePayment, offsiteCatalogue, thirdPartyShare } from './read-exclusions.js'
import { kinds } from './read-figures.js'
import { gap, gapSharing, managementGap, takeOver } from './read-gap.js'
import { jointCap } from './read-joint-cap.js'
import { assistance, cap, civilServant, large, major, supplement } from './read-layers.js'
import { maternityAllowance } from './read-maternity.js'
import { advance, contribution, disbursement, mode } from './read-pooling.js'
import { account, readmission, type Settings, settings, stay } from './read-settings.js'
import { statement } from './read-statement.js'
import { appraisal, indicators } from './read-watch.js'
import { isGroup, POINTS, type Statement, UNIFICATION_GROUPS } from './unification.js'
import type { AppraisalRule, IndicatorRule } from './watch-rule.js'

export type Rule =
  | { readonly part: 'settings'; readonly value: Settings & { readonly from: Citation } }
  | { readonly part: 'transfer' | 'midStay' | 'readmission'; readonly value: StayRule }
  | { readonly part: 'deductible'; readonly kind: BenefitKind; readonly value: DeductibleRule }
  | { readonly part: 'bands'; readonly kind: BenefitKind; readonly value: BandsRule }
  | { readonly part: 'ratioSteps'; readonly kind: BenefitKind; readonly value: readonly RatioStep[] }
  | { readonly part: 'offsite'; readonly kind: BenefitKind; readonly value: OffsiteRule }
  | { readonly part: 'guaranteed'; readonly kind: BenefitKind; readonly value: GuaranteedMinimum }
  | { readonly part: 'fixed'; readonly kind: BenefitKind; readonly value: FixedBenefit }
  | { readonly part: 'sameAs'; readonly kind: BenefitKind; readonly value: { readonly kind: BenefitKind; readonly from: Citation } }
  | { readonly part: 'priorTests'; readonly kind: BenefitKind; readonly value: PriorTests }
  | { readonly part: 'countsAdmission'; readonly kind: BenefitKind; readonly value: boolean }
  | { readonly part: 'silentKinds'; readonly value: readonly BenefitKind[] }
  | { readonly part: 'cap'; readonly value: CapRule }
  | { readonly part: 'large'; readonly value: LargeAmountLayer }
  | { readonly part: 'major'; readonly value: MajorIllnessLayer }
  | { readonly part: 'assistance'; readonly value: AssistanceLayer }
  | { readonly part: 'civilServant'; readonly value: CivilServantLayer }
  | { readonly part: 'supplement'; readonly value: SupplementLayer }
  | { readonly part: 'accident'; readonly value: AccidentRule }
  | { readonly part: 'offsiteCatalogue'; readonly value: OffsiteCatalogue }
  | { readonly part: 'advancePayment'; readonly value: AdvancePaymentRule }
  | { readonly part: 'thirdPartyShare'; readonly value: ThirdPartyShareRule }
  | { readonly part: 'maternityAllowance'; readonly value: MaternityAllowanceRule }
  | { readonly part: 'jointCap'; readonly value: JointCapRule }
  | { readonly part: 'account'; readonly value: AccountRule }
  | { readonly part: 'mode'; readonly value: PoolingMode }
  | { readonly part: 'gap'; readonly value: GapRule }
  | { readonly part: 'gapSharing'; readonly value: GapSharing }
  | { readonly part: 'managementGap'; readonly value: ManagementGap }
  | { readonly part: 'takeOver'; readonly value: TakeOverRule }
  | { readonly part: 'levy'; readonly value: LevyRule }
  | { readonly part: 'allocation'; readonly value: AllocationRule }
  | { readonly part: 'indicators'; readonly value: IndicatorRule }
  | { readonly part: 'appraisal'; readonly value: AppraisalRule }
  | { readonly part: 'areaAppraisal'; readonly value: AppraisalRule }
  | { readonly part: 'advance'; readonly value: AdvanceRule }
  | { readonly part: 'disbursement'; readonly value: DisbursementRule }
  | { readonly part: 'lateEnrolment'; readonly value: Said<LateEnrolment> }
  | { readonly part: 'newborn'; readonly value: Said<NewbornGrace> }
  | { readonly part: 'employeeStart'; readonly value: Said<EmployeeStartRule> }
  | { readonly part: 'arrears'; readonly value: Said<ArrearsRule> }
  | { readonly part: 'breaks'; readonly value: Said<BreakRule> }
  | { readonly part: 'schemeChange'; readonly value: Said<SchemeChangeRule> }
  | { readonly part: 'retirement'; readonly value: Said<RetirementRule> }
  | { readonly part: 'incentiveYears'; readonly value: Said<IncentiveYearsRule> }
  | { readonly part: 'contribution'; readonly value: PerHeadContribution | WageContribution }
  | { readonly part: 'statement'; readonly value: Statement }

/** Which versions a key makes: benefits, the rules of the fund, or who may claim from which day. */
export type Subject = 'benefits' | 'fund' | 'entitlement'

export interface Key {
  readonly subject: Subject
  readonly may: readonly GovernmentLevel[]
  readonly read: Reader<Rule>
}

const ALL: readonly GovernmentLevel[] = ['nation', 'province', 'city']
const POOL: readonly GovernmentLevel[] = ['province', 'city']

function key<T>(subject: Subject, may: readonly GovernmentLevel[], reader: Reader<T>, rule: (value: T) => Rule): Key {
  return {
    subject,
    may,
    read: (node, reading) => {
      const value = reader(node, reading)
      return value === undefined ? undefined : rule(value)
    },
  }
}

const FIXED_KEYS: Readonly<Record<string, Key>> = {
  settlement: key('benefits', ALL, settings, (value) => ({ part: 'settings', value })),
  'stays.transfer': key('benefits', ALL, stay, (value) => ({ part: 'transfer', value })),
  'stays.mid_stay': key('benefits', ALL, stay, (value) => ({ part: 'midStay', value })),
  'stays.readmission': key('benefits', ALL, readmission, (value) => ({ part: 'readmission', value })),
  silent_kinds: key('benefits', POOL, kinds, (value) => ({ part: 'silentKinds', value })),
  large_amount: key('benefits', POOL, large, (value) => ({ part: 'large', value })),
  major_illness: key('benefits', POOL, major, (value) => ({ part: 'major', value })),
  assistance: key('benefits', ALL, assistance, (value) => ({ part: 'assistance', value })),
  civil_servant: key('benefits', POOL, civilServant, (value) => ({ part: 'civilServant', value })),
  'exclusions.accident': key('benefits', ALL, accident, (value) => ({ part: 'accident', value })),
  'exclusions.advance_payment': key('benefits', ALL, advancePayment, (value) => ({ part: 'advancePayment', value })),
  'exclusions.third_party_share': key('benefits', ALL, thirdPartyShare, (value) => ({ part: 'thirdPartyShare', value })),
  maternity_allowance: key('benefits', ALL, maternityAllowance, (value) => ({ part: 'maternityAllowance', value })),
  offsite_catalogue: key('benefits', ALL, offsiteCatalogue, (value) => ({ part: 'offsiteCatalogue', value })),
  account: key('benefits', ALL, account, (value) => ({ part: 'account', value })),
  'pooling.mode': key('fund', POOL, mode, (value) => ({ part: 'mode', value })),
  'pooling.gap': key('fund', POOL, gap, (value) => ({ part: 'gap', value })),
  'pooling.gap_sharing': key('fund', POOL, gapSharing, (value) => ({ part: 'gapSharing', value })),
  'pooling.management_gap': key('fund', POOL, managementGap, (value) => ({ part: 'managementGap', value })),
  'pooling.take_over': key('fund', POOL, takeOver, (value) => ({ part: 'takeOver', value })),
  'adjustment.levy': key('fund', POOL, levy, (value) => ({ part: 'levy', value })),
  'adjustment.allocation': key('fund', POOL, allocation, (value) => ({ part: 'allocation', value })),
  'watch.indicators': key('fund', ALL, indicators, (value) => ({ part: 'indicators', value })),
  appraisal: key('fund', POOL, appraisal, (value) => ({ part: 'appraisal', value })),
  'appraisal.areas': key('fund', POOL, appraisal, (value) => ({ part: 'areaAppraisal', value })),
  'payment.advance': key('fund', POOL, advance, (value) => ({ part: 'advance', value })),
  'pooling.disbursement': key('fund', POOL, disbursement, (value) => ({ part: 'disbursement', value })),
  'entitlement.late_enrolment': key('entitlement', ALL, orSilent(lateEnrolment), (value) => ({ part: 'lateEnrolment', value })),
  'entitlement.newborn': key('entitlement', ALL, orSilent(newborn), (value) => ({ part: 'newborn', value })),
  'entitlement.employee_start': key('entitlement', POOL, orSilent(employeeStart), (value) => ({ part: 'employeeStart', value })),
  'entitlement.arrears': key('entitlement', POOL, orSilent(arrears), (value) => ({ part: 'arrears', value })),
  'entitlement.break': key('entitlement', POOL, orSilent(breaks), (value) => ({ part: 'breaks', value })),
  'entitlement.scheme_change': key('entitlement', ALL, orSilent(schemeChange), (value) => ({ part: 'schemeChange', value })),
  'entitlement.retirement': key('entitlement', POOL, orSilent(retirement), (value) => ({ part: 'retirement', value })),
  'entitlement.incentive_years': key('entitlement', ALL, orSilent(incentiveYears), (value) => ({ part: 'incentiveYears', value })),
  contribution: key('fund', ALL, contribution, (value) => ({ part: 'contribution', value })),
}

const OF_A_KIND: Readonly<Record<string, (kind: BenefitKind) => Key>> = {
  deductible: (kind) => key('benefits', POOL, deductible(kind), (value) => ({ part: 'deductible', kind, value })),
  bands: (kind) => key('benefits', POOL, bandsRule(kind), (value) => ({ part: 'bands', kind, value })),
  ratio_steps: (kind) => key('benefits', POOL, ratioSteps, (value) => ({ part: 'ratioSteps', kind, value })),
  offsite: (kind) => key('benefits', POOL, offsite, (value) => ({ part: 'offsite', kind, value })),
  guaranteed: (kind) => key('benefits', POOL, guaranteed, (value) => ({ part: 'guaranteed', kind, value })),
  fixed: (kind) => key('benefits', POOL, fixedBenefit, (value) => ({ part: 'fixed', kind, value })),
  paid_as: (kind) => key('benefits', POOL, sameAs(kind), (value) => ({ part: 'sameAs', kind, value })),
  prior_tests: (kind) => key('benefits', POOL, priorTests, (value) => ({ part: 'priorTests', kind, value })),
  counts_admission: (kind) => key('benefits', POOL, yesNo, (value) => ({ part: 'countsAdmission', kind, value })),
}

/** What is wrong with a name of a key, or the key. */
export function keyNamed(name: string): Key | 'unknown_key' | 'unknown_benefit' {
  const fixed = Object.hasOwn(FIXED_KEYS, name) ? FIXED_KEYS[name] : undefined
  if (fixed !== undefined) return fixed
  const [head, tail, ...more] = name.split('.')
  if (head === 'unification') return statementKey(tail ?? '', more.join('.'))
  if (head === undefined || tail === undefined || tail === '' || more.length > 0) return 'unknown_key'
  if (head === 'caps') return key('benefits', POOL, cap(tail), (value) => ({ part: 'cap', value }))
  if (head === 'joint_caps') return key('benefits', POOL, jointCap(tail), (value) => ({ part: 'jointCap', value }))
  if (head === 'supplement') return key('benefits', POOL, supplement(tail), (value) => ({ part: 'supplement', value }))
  const ofKind = Object.hasOwn(OF_A_KIND, tail) ? OF_A_KIND[tail] : undefined
  if (ofKind === undefined) return 'unknown_key'
  return isBenefitKind(head) ? ofKind(head) : 'unknown_benefit'
}

function statementKey(group: string, point: string): Key | 'unknown_key' {
  if (!isGroup(group) || !POINTS[group].includes(point)) return 'unknown_key'
  return key('fund', ALL, statement(group, point), (value) => ({ part: 'statement', value }))
}

export const KEY_NAMES: readonly string[] = [
  ...Object.keys(FIXED_KEYS),
  ...Object.keys(OF_A_KIND).map((tail) => `<医疗类别>.${tail}`),
  'caps.<名称>',
  'joint_caps.<名称>',
  'supplement.<名称>',
  ...UNIFICATION_GROUPS.map((group) => `unification.${group}.<${POINTS[group].join('|')}>`),
]
