// Puts the provisions in force together: versions of BenefitPolicy and of the fund's rules for one area and scheme.
import type { Scheme } from '../base/scheme.js'
import type { Benefit, BenefitKind, BenefitPolicy, StayRule } from './benefit-policy.js'
import type { PolicyFault } from './document.js'
import type { EntitlementRules } from './entitlement-rule.js'
import type { Rule } from './keys.js'
import { BENEFIT_KINDS, kindName, LAYER_NAMES } from './national-lists.js'
import type { PoolingRules } from './pooling-rule.js'
import type { Provision } from './provisions.js'
import { type Stretch, stretchesOf } from './timeline.js'

type Values = { [R in Rule as R['part']]: R['value'] }
type Of<P extends Rule['part']> = Values[P]

const SEPARATE: StayRule = { merge: false, deductible: 'full', positionsContinue: false, acrossNewYear: 'charged_again' }

/** Reads what one stretch holds. */
class Held {
  readonly stretch: Stretch

  constructor(stretch: Stretch) {
    this.stretch = stretch
  }

  value<P extends Rule['part']>(key: string, part: P): Of<P> | undefined {
    const rule = this.stretch.chosen.get(key)?.rule
    return rule?.part === part ? (rule.value as Of<P>) : undefined
  }

  all<P extends Rule['part']>(part: P): Of<P>[] {
    return [...this.stretch.chosen.values()].filter(({ rule }) => rule.part === part).map(({ rule }) => rule.value as Of<P>)
  }

  at(key: string): Provision | undefined {
    return this.stretch.chosen.get(key)
  }
}

export function benefitVersions(provisions: readonly Provision[], area: string, scheme: Scheme, faults: PolicyFault[]): BenefitPolicy[] {
  const versions: BenefitPolicy[] = []
  for (const stretch of stretchesOf(provisions, area, scheme, 'benefits')) {
    const version = benefitVersion(new Held(stretch), area, scheme, faults)
    if (version !== undefined) versions.push(version)
  }
  return versions
}

function benefitVersion(held: Held, area: string, scheme: Scheme, faults: PolicyFault[]): BenefitPolicy | undefined {
  const first = [...held.stretch.chosen.values()].find(({ rule }) => rule.part === 'bands' || rule.part === 'fixed')
  // A law above may already say how one kind is paid as another before any figure of the area is known.
  if (first === undefined) return undefined
  const benefits = benefitsOf(held, faults)
  const settings = held.value('settlement', 'settings')
  if (settings === undefined) {
    faults.push({
      file: first.file,
      line: first.line,
      sentence: `${held.stretch.inForce}起有待遇规则，却没有 settlement 结算设定（哪天的政策、哪个年度、层次顺序）；请补上。`,
    })
    return undefined
  }
  const { from: settingsFrom, ...set } = settings
  const version: BenefitPolicy = {
    area,
    scheme,
    inForce: held.stretch.inForce,
    until: held.stretch.until,
    ...set,
    settingsFrom,
    benefits,
    caps: held.all('cap'),
    large: held.value('large_amount', 'large') ?? null,
    major: held.value('major_illness', 'major') ?? null,
    assistance: held.value('assistance', 'assistance') ?? null,
    civilServant: held.value('civil_servant', 'civilServant') ?? null,
    supplements: held.all('supplement'),
    account: held.value('account', 'account') ?? null,
    stays: staysOf(held),
    ...exclusionsOf(held),
    from: (held.at('inpatient.bands') ?? first).from,
  }
  faults.push(...faultsOfVersion(version, held))
  return version
}

function staysOf(held: Held): BenefitPolicy['stays'] {
  const readmission = held.value('stays.readmission', 'readmission')
  return {
    transfer: held.value('stays.transfer', 'transfer') ?? SEPARATE,
    midStay: held.value('stays.mid_stay', 'midStay') ?? SEPARATE,
    ...(readmission === undefined ? {} : { readmission }),
  }
}

/** Absent where no document says, so that rules without them keep their hash. */
function exclusionsOf(
  held: Held,
): Pick<BenefitPolicy, 'accident' | 'advancePayment' | 'offsiteCatalogue' | 'thirdPartyShare' | 'maternityAllowance' | 'jointCaps'> {
  const accident = held.value('exclusions.accident', 'accident')
  const advancePayment = held.value('exclusions.advance_payment', 'advancePayment')
  const offsiteCatalogue = held.value('offsite_catalogue', 'offsiteCatalogue')
  const thirdPartyShare = held.value('exclusions.third_party_share', 'thirdPartyShare')
  const maternityAllowance = held.value('maternity_allowance', 'maternityAllowance')
  const jointCaps = held.all('jointCap')
  return {
    ...(accident === undefined ? {} : { accident }),
    ...(advancePayment === undefined ? {} : { advancePayment }),
    ...(offsiteCatalogue === undefined ? {} : { offsiteCatalogue }),
    ...(thirdPartyShare === undefined ? {} : { thirdPartyShare }),
    ...(maternityAllowance === undefined ? {} : { maternityAllowance }),
    ...(jointCaps.length === 0 ? {} : { jointCaps }),
  }
}

function benefitsOf(held: Held, faults: PolicyFault[]): Partial<Record<BenefitKind, Benefit>> {
  const benefits: Partial<Record<BenefitKind, Benefit>> = {}
  for (const kind of BENEFIT_KINDS) {
    const own = benefitOf(held, kind, faults)
    if (own !== undefined) benefits[kind] = own
  }
  for (const kind of BENEFIT_KINDS) {
    const paidAs = held.value(`${kind}.paid_as`, 'sameAs')
    const at = held.at(`${kind}.paid_as`)
    if (paidAs === undefined || at === undefined) continue
    const model = benefits[paidAs.kind]
    const other = kindName(paidAs.kind)
    if (model === undefined)
      faults.push({ file: at.file, line: at.line, sentence: `${kindName(kind)}按${other}支付，但${other}没有规则；请先写${other}的规则。` })
    else {
      const countsAdmission = held.value(`${kind}.counts_admission`, 'countsAdmission') ?? model.countsAdmission
      benefits[kind] = { ...model, countsAdmission, ...priorTestsOf(held, kind), from: paidAs.from }
    }
  }
  return benefits
}

function benefitOf(held: Held, kind: BenefitKind, faults: PolicyFault[]): Benefit | undefined {
  const fixed = held.value(`${kind}.fixed`, 'fixed')
  if (fixed !== undefined) return { ...fixed, ...priorTestsOf(held, kind) }
  const deductible = held.value(`${kind}.deductible`, 'deductible')
  const bands = held.value(`${kind}.bands`, 'bands')
  if (deductible !== undefined && bands !== undefined) {
    return {
      mode: 'share',
      deductible,
      bands,
      ratioSteps: held.value(`${kind}.ratio_steps`, 'ratioSteps') ?? [{ offsite: true }],
      offsite: held.value(`${kind}.offsite`, 'offsite')?.rows ?? [],
      guaranteed: held.value(`${kind}.guaranteed`, 'guaranteed') ?? null,
      countsAdmission: held.value(`${kind}.counts_admission`, 'countsAdmission') ?? kind === 'inpatient',
      ...priorTestsOf(held, kind),
      from: bands.from,
    }
  }
  const at = held.at(`${kind}.deductible`) ?? held.at(`${kind}.bands`)
  if (at !== undefined) {
    const missing = deductible === undefined ? 'deductible' : 'bands'
    faults.push({
      file: at.file,
      line: at.line,
      sentence: `${kindName(kind)}自${held.stretch.inForce}起缺少“${kind}.${missing}”；请补上起付线与支付比例两项。`,
    })
  }
  return undefined
}

/** Absent where no document says, so that rules without it keep their hash. */
function priorTestsOf(held: Held, kind: BenefitKind): Pick<Benefit, 'priorTests'> {
  const priorTests = held.value(`${kind}.prior_tests`, 'priorTests')
  return priorTests === undefined ? {} : { priorTests }
}

/** Names that point nowhere: layers, caps, levels of providers. */
function faultsOfVersion(version: BenefitPolicy, held: Held): PolicyFault[] {
  const faults: PolicyFault[] = []
  const say = (key: string, sentence: string): void => {
    const at = held.at(key)
    if (at !== undefined) faults.push({ file: at.file, line: at.line, sentence })
  }
  for (const { name } of version.supplements) {
    if (!version.layerOrder.includes(name)) say(`supplement.${name}`, `补充层“${name}”没有列入 settlement 的 layer_order，不会支付；请列入。`)
  }
  const ofCap = version.large?.start.mode === 'basic_cap_reached' ? version.large.start.ofCap : undefined
  if (ofCap !== undefined && !version.caps.some(({ id }) => id === ofCap))
    say('large_amount', `大额补助所指的“caps.${ofCap}”不存在；请改为已有的最高支付限额。`)
  for (const layer of version.layerOrder) {
    if (!Object.hasOwn(LAYER_NAMES, layer)) say('settlement', `layer_order 里的“${layer}”不是已知的待遇层次；可用：${Object.keys(LAYER_NAMES).join('、')}。`)
  }
  for (const [kind, benefit] of Object.entries(version.benefits)) {
    if (benefit.mode !== 'share') continue
    const named = [
      ...('byLevel' in benefit.bands.bands ? Object.keys(benefit.bands.bands.byLevel) : []),
      ...(benefit.deductible.amount.mode === 'by_level' ? Object.keys(benefit.deductible.amount.table) : []),
    ]
    for (const level of named) if (!version.levels.includes(level)) say(`${kind}.bands`, `机构级别“${level}”没有列入 settlement 的 levels；请列入或改名。`)
  }
  return faults
}

export function fundVersions(provisions: readonly Provision[], area: string, scheme: Scheme): PoolingRules[] {
  return stretchesOf(provisions, area, scheme, 'fund').map((stretch) => {
    const held = new Held(stretch)
    const statements = held.all('statement')
    const areaAppraisal = held.value('appraisal.areas', 'areaAppraisal')
    const takeOver = held.value('pooling.take_over', 'takeOver')
    return {
      area,
      scheme,
      inForce: stretch.inForce,
      until: stretch.until,
      mode: held.value('pooling.mode', 'mode') ?? null,
      gap: held.value('pooling.gap', 'gap') ?? null,
      gapSharing: held.value('pooling.gap_sharing', 'gapSharing') ?? null,
      managementGap: held.value('pooling.management_gap', 'managementGap') ?? null,
      ...(takeOver === undefined ? {} : { takeOver }),
      levy: held.value('adjustment.levy', 'levy') ?? null,
      allocation: held.value('adjustment.allocation', 'allocation') ?? null,
      indicators: held.value('watch.indicators', 'indicators') ?? null,
      appraisal: held.value('appraisal', 'appraisal') ?? null,
      advance: held.value('payment.advance', 'advance') ?? null,
      disbursement: held.value('pooling.disbursement', 'disbursement') ?? null,
      contribution: held.value('contribution', 'contribution') ?? null,
      ...(statements.length === 0 ? {} : { statements }),
      ...(areaAppraisal === undefined ? {} : { areaAppraisal }),
    }
  })
}

export function entitlementVersions(provisions: readonly Provision[], area: string, scheme: Scheme): EntitlementRules[] {
  return stretchesOf(provisions, area, scheme, 'entitlement').map((stretch) => {
    const held = new Held(stretch)
    return {
      area,
      scheme,
      inForce: stretch.inForce,
      until: stretch.until,
      lateEnrolment: held.value('entitlement.late_enrolment', 'lateEnrolment')?.rule ?? null,
      newborn: held.value('entitlement.newborn', 'newborn')?.rule ?? null,
      employeeStart: held.value('entitlement.employee_start', 'employeeStart')?.rule ?? null,
      arrears: held.value('entitlement.arrears', 'arrears')?.rule ?? null,
      breaks: held.value('entitlement.break', 'breaks')?.rule ?? null,
      schemeChange: held.value('entitlement.scheme_change', 'schemeChange')?.rule ?? null,
      retirement: held.value('entitlement.retirement', 'retirement')?.rule ?? null,
      incentiveYears: held.value('entitlement.incentive_years', 'incentiveYears')?.rule ?? null,
    }
  })
}
