// The figures above the single kinds of care: caps, large amounts, major illness, assistance, civil servants, supplements, and what is
// paid into the fund; after them every other field of the rules by itself.
import {
  DUE,
  DUE_FACTOR,
  FIRST_SELF_PAY,
  LIMIT,
  type Meaning,
  type Place as Name,
  PAID,
  PAID_FACTOR,
  put,
  putFen,
  putRatio,
  putWords,
  SETTING,
  type Sheet,
  TAKEN_OFF,
  whenText,
} from './approval-figures.js'
import { putBenefit, putRatioSteps, putTable } from './approval-figures-benefit.js'
import { putLeaves } from './approval-leaves.js'
import type {
  AssistanceLayer,
  BenefitKind,
  BenefitPolicy,
  CapRule,
  CivilServantLayer,
  JointCapRule,
  LargeAmountLayer,
  MajorIllnessLayer,
  SupplementLayer,
} from './benefit-policy.js'
import { capName } from './cap-names.js'
import type { Citation } from './citation.js'
import type { EntitlementRules } from './entitlement-rule.js'
import { BENEFIT_KINDS, identityOf, kindName, layerName } from './national-lists.js'
import type { PoolingRules } from './pooling-rule.js'

/** Something that is there or not; to have it is more. */
const GIVEN: Meaning = { generous: 'neither', whenAbsent: 'less' }

export function putPolicy(sheet: Sheet, policy: BenefitPolicy): void {
  for (const kind of BENEFIT_KINDS) {
    const benefit = policy.benefits[kind]
    if (benefit !== undefined) putBenefit(sheet, policy, kind, benefit)
  }
  for (const cap of policy.caps) putCap(sheet, cap)
  for (const cap of policy.jointCaps ?? []) putJointCap(sheet, cap)
  if (policy.large !== null) putLarge(sheet, policy.large)
  if (policy.major !== null) putMajor(sheet, policy.major)
  if (policy.assistance !== null) putAssistance(sheet, policy.assistance)
  if (policy.civilServant !== null) putCivilServant(sheet, policy.civilServant)
  for (const supplement of policy.supplements) putSupplement(sheet, supplement)
  putLeaves(sheet, policy)
}

/** Something that holds payments down; to be without it is more. */
const HELD: Meaning = { generous: 'neither', whenAbsent: 'more' }

/** Each kind of care by itself: a kind that leaves a cap or enters a layer is a change of its own. */
function putKinds(sheet: Sheet, key: string, label: string, kinds: readonly BenefitKind[], meaning: Meaning, from: Citation): void {
  for (const kind of kinds) putWords(sheet, { key: `${key}.kinds.${kind}`, label, of: kindName(kind), from }, meaning, '适用')
}

function putCap(sheet: Sheet, { id, on, amount, kinds, period, personSteps, incentive, sharedBySchemes, from }: CapRule): void {
  const label = capName(id)
  const place = { key: `caps.${id}`, label, from }
  if ('awaiting' in amount) put(sheet, place, LIMIT, { unit: 'awaiting', by: amount.awaiting })
  else if ('fen' in amount) putFen(sheet, place, LIMIT, amount.fen)
  else if ('byDisease' in amount) for (const [disease, fen] of Object.entries(amount.byDisease)) putFen(sheet, { ...place, of: disease }, LIMIT, fen)
  else for (const { fromYears, fen } of amount.byEnrolledYears) putFen(sheet, { ...place, of: `满${fromYears}年` }, LIMIT, fen)
  putKinds(sheet, place.key, `${label}适用`, kinds, HELD, from)
  putWords(sheet, { ...place, key: `${place.key}.on`, label: `${label}的算法` }, SETTING, `${on}/${period}`)
  putLimitSteps(sheet, place, personSteps)
  putFen(sheet, { ...place, key: `${place.key}.per_year`, label: `${label}每连续参保一年加` }, TAKEN_OFF, incentive?.perYearFen)
  putFen(sheet, { ...place, key: `${place.key}.zero_claim`, label: `${label}每零报销一年加` }, TAKEN_OFF, incentive?.perZeroClaimYearFen)
  if (sharedBySchemes === true) putWords(sheet, { ...place, key: `${place.key}.shared`, label: `${label}两个险种共用` }, HELD, '共用')
}

function putJointCap(sheet: Sheet, { id, layers, kinds, fen, period, personSteps, from }: JointCapRule): void {
  const place = { key: `joint_caps.${id}`, label: `合计限额 ${id}`, from }
  putFen(sheet, place, LIMIT, fen)
  for (const layer of layers)
    putWords(sheet, { ...place, key: `${place.key}.layers.${layer}`, label: `${place.label}计入`, of: layerName(layer) }, HELD, '计入')
  putKinds(sheet, place.key, `${place.label}适用`, kinds, HELD, from)
  putWords(sheet, { ...place, key: `${place.key}.period`, label: `${place.label}的周期` }, SETTING, period)
  putLimitSteps(sheet, place, personSteps)
}

/** For whom a limit is another. */
function putLimitSteps(sheet: Sheet, place: Name, personSteps: CapRule['personSteps']): void {
  const { label } = place
  for (const { when, setFen, times, plusFen } of personSteps) {
    const own = (what: string, word: string) => ({ ...place, key: `${place.key}.${what}.${whenText(when)}`, label: `${label}（${whenText(when)}）${word}` })
    putFen(sheet, own('set', '另定'), { generous: 'higher', whenAbsent: 'less' }, setFen)
    if (setFen === null) putWords(sheet, own('free', ''), GIVEN, '不设限额')
    putRatio(sheet, own('times', '系数'), PAID_FACTOR, times)
    putFen(sheet, own('plus', '加'), TAKEN_OFF, plusFen)
  }
}

function putLarge(sheet: Sheet, { kinds, start, ratio, ratioSteps, capFen, from }: LargeAmountLayer): void {
  const name = layerName('large')
  putRatio(sheet, { key: 'large.ratio', label: `${name}比例`, from }, PAID, ratio)
  putRatioSteps(sheet, { key: 'large', label: name }, ratioSteps)
  putFen(sheet, { key: 'large.cap', label: `${name}限额`, from }, LIMIT, capFen)
  if (start.mode === 'cost_position') putFen(sheet, { key: 'large.start', label: `${name}起点`, from }, DUE, start.atFen)
  else putWords(sheet, { key: 'large.start', label: `${name}起点`, from }, SETTING, `caps.${start.ofCap}用完`)
  putKinds(sheet, 'large', `${name}适用`, kinds, GIVEN, from)
}

function putMajor(sheet: Sheet, { kinds, deductibleFen, deductibleSteps, burden, bands, ratioSteps, cap, from }: MajorIllnessLayer): void {
  const name = layerName('major')
  putFen(sheet, { key: 'major.deductible', label: `${name}起付线`, from }, DUE, deductibleFen)
  for (const { when, times, setFen } of deductibleSteps) {
    putRatio(sheet, { key: `major.deductible.times.${whenText(when)}`, label: `${name}起付线（${whenText(when)}）系数`, from }, DUE_FACTOR, times)
    putFen(
      sheet,
      { key: `major.deductible.set.${whenText(when)}`, label: `${name}起付线（${whenText(when)}）另定`, from },
      { generous: 'lower', whenAbsent: 'less' },
      setFen,
    )
  }
  putTable(sheet, { key: 'major.bands', label: `${name}比例`, from }, bands.table)
  putRatioSteps(sheet, { key: 'major', label: name }, ratioSteps)
  putFen(sheet, { key: 'major.cap', label: `${name}限额`, from }, LIMIT, cap.baseFen)
  for (const { when, setFen, times } of cap.personSteps) {
    putFen(
      sheet,
      { key: `major.cap.set.${whenText(when)}`, label: `${name}限额（${whenText(when)}）另定`, from },
      { generous: 'higher', whenAbsent: 'less' },
      setFen,
    )
    if (setFen === null) putWords(sheet, { key: `major.cap.free.${whenText(when)}`, label: `${name}限额（${whenText(when)}）`, from }, GIVEN, '不设限额')
    putRatio(sheet, { key: `major.cap.times.${whenText(when)}`, label: `${name}限额（${whenText(when)}）系数`, from }, PAID_FACTOR, times)
  }
  putFen(sheet, { key: 'major.cap.per_year', label: `${name}限额每连续参保一年加`, from }, TAKEN_OFF, cap.incentive?.perYearFen)
  putFen(sheet, { key: 'major.cap.zero_claim', label: `${name}限额每零报销一年加`, from }, TAKEN_OFF, cap.incentive?.perZeroClaimYearFen)
  for (const part of burden.includes) putWords(sheet, { key: `major.burden.${part}`, label: `${name}合规费用`, of: part, from }, GIVEN, '计入')
  putKinds(sheet, 'major', `${name}适用`, kinds, GIVEN, from)
}

function putAssistance(sheet: Sheet, { kinds, classes, tilt, baseIncludesBasicDeductible, from }: AssistanceLayer): void {
  const name = layerName('assistance')
  for (const [word, own] of Object.entries(classes)) {
    const who = identityOf(word)?.name ?? word
    const place = (what: string, say: string) => ({ key: `assistance.${word}.${what}`, label: `${name}（${who}）${say}`, from: own.from })
    if ('fen' in own.deductible) putFen(sheet, place('deductible', '起付线'), DUE, own.deductible.fen)
    else putRatio(sheet, place('deductible', '起付线占人均可支配收入'), DUE, own.deductible.incomeShare)
    putRatio(sheet, place('ratio', '比例'), PAID, own.ratio)
    putFen(sheet, place('cap', '限额'), LIMIT, own.capFen)
    putRatioSteps(sheet, { key: `assistance.${word}`, label: `${name}（${who}）` }, own.ratioSteps ?? [])
  }
  if (tilt !== null) {
    const tilted = layerName('assistance_tilt')
    putFen(sheet, { key: 'tilt.threshold', label: `${tilted}起点`, from: tilt.from }, DUE, tilt.thresholdFen)
    putRatio(sheet, { key: 'tilt.ratio', label: `${tilted}比例`, from: tilt.from }, PAID, tilt.ratio)
    putFen(sheet, { key: 'tilt.cap', label: `${tilted}限额`, from: tilt.from }, LIMIT, tilt.capFen)
  }
  if (baseIncludesBasicDeductible) putWords(sheet, { key: 'assistance.base', label: `${name}基数`, from }, GIVEN, '含基本医保起付线')
  putKinds(sheet, 'assistance', `${name}适用`, kinds, GIVEN, from)
}

function putCivilServant(sheet: Sheet, { kinds, deductibleFen, inScopeBands, ratioSteps, outScope, capFen, from }: CivilServantLayer): void {
  const name = layerName('civil_servant')
  putFen(sheet, { key: 'civil_servant.deductible', label: `${name}起付线`, from }, DUE, deductibleFen)
  putTable(sheet, { key: 'civil_servant.bands', label: `${name}比例`, from }, inScopeBands)
  putRatioSteps(sheet, { key: 'civil_servant', label: name }, ratioSteps)
  putRatio(sheet, { key: 'civil_servant.out_scope', label: `${name}范围外比例`, from }, PAID, outScope.ratio)
  putFen(sheet, { key: 'civil_servant.cap', label: `${name}限额`, from }, LIMIT, capFen)
  putKinds(sheet, 'civil_servant', `${name}适用`, kinds, GIVEN, from)
}

function putSupplement(sheet: Sheet, { name: word, kinds, when, ratio, capFen, from }: SupplementLayer): void {
  const name = layerName(word)
  putRatio(sheet, { key: `supplement.${word}.ratio`, label: `${name}比例（${whenText(when)}）`, from }, PAID, ratio)
  putFen(sheet, { key: `supplement.${word}.cap`, label: `${name}限额`, from }, LIMIT, capFen)
  putKinds(sheet, `supplement.${word}`, `${name}适用`, kinds, GIVEN, from)
}

/** What is paid in, and how the fund is run. */
export function putFund(sheet: Sheet, rules: PoolingRules): void {
  putContribution(sheet, rules.contribution)
  const { advance } = rules
  // Paying providers earlier or more of them is what a launch period forbids as well (突击预付).
  for (const whom of advance?.appliesTo ?? [])
    if (advance !== null) putWords(sheet, { key: `payment.advance.to.${whom}`, label: '预付对象', of: whom, from: advance.from }, GIVEN, '预付')
  putLeaves(sheet, rules)
}

/** Who may claim, and from which day. */
export function putEntitlement(sheet: Sheet, rules: EntitlementRules): void {
  putLeaves(sheet, rules)
}

function putContribution(sheet: Sheet, contribution: PoolingRules['contribution']): void {
  if (contribution?.kind === 'per_head') {
    const { individual, subsidy, from } = contribution
    for (const [year, fen] of Object.entries(individual)) putFen(sheet, { key: 'contribution.individual', label: '个人缴费', of: `${year}年`, from }, DUE, fen)
    for (const [year, fen] of Object.entries(subsidy)) putFen(sheet, { key: 'contribution.subsidy', label: '财政补助', of: `${year}年`, from }, SETTING, fen)
  } else if (contribution?.kind === 'wage_share') {
    const { employee, employer, baseFloor, baseCeiling, toAccount, from } = contribution
    putRatio(sheet, { key: 'contribution.employee', label: '职工费率', from }, FIRST_SELF_PAY, employee)
    putRatio(sheet, { key: 'contribution.employer', label: '单位费率', from }, FIRST_SELF_PAY, employer)
    putRatio(sheet, { key: 'contribution.base_floor', label: '缴费基数下限', from }, DUE, baseFloor)
    putRatio(sheet, { key: 'contribution.base_ceiling', label: '缴费基数上限', from }, DUE, baseCeiling)
    putRatio(sheet, { key: 'contribution.to_account', label: '划入个人账户', from }, SETTING, toAccount)
  }
}
