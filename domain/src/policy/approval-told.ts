// Which fields of a rule are told by a figure with a meaning of its own. Where such a figure changes, the field itself is not told a
// second time; where none does (a bound moved between bands of one ratio), the field is shown as it stands.
import { leafPath } from './approval-leaves.js'

const AMOUNT = ['mode', 'fen', 'table.*', 'ratio', 'minFen', 'maxFen']
const BAND = ['fromFen', 'toFen', 'ratio', 'others.*']
const CHANGE = ['points', 'times', 'selfShareTimes', 'set', 'setFromBand']
const below = (path: string, fields: readonly string[]): readonly string[] => fields.map((field) => `${path}.${field}`)
const ratioSteps = (path: string): readonly string[] => [`${path}.ratioSteps.*.when`, ...below(`${path}.ratioSteps.*.change`, CHANGE)]

/** Fields by the key of the figure; `$` stands for the first name below `benefits`, `caps` …, `*` for any one name. */
const TOLD: readonly (readonly [key: string, fields: readonly string[]])[] = [
  ['$.benefit', ['benefits.$.mode']],
  ['$.counts_admission', ['benefits.$.countsAdmission']],
  [
    '$.deductible',
    [
      'benefits.$.deductible.amount',
      ...below('benefits.$.deductible.amount', AMOUNT),
      ...below('benefits.$.deductible.sequence', ['kind', 'byLevel.*', 'factors', 'stepFen', 'floorFen']),
      ...below('benefits.$.deductible.personSteps.*', ['when', 'times', 'setFen', 'minusFen']),
      'benefits.$.deductible.waivers.*.when',
    ],
  ],
  ['$.deductible.period', ['benefits.$.deductible.period', 'benefits.$.deductible.countsKinds']],
  ['$.bands', [...below('benefits.$.bands.bands.table.*', BAND), ...below('benefits.$.bands.bands.byLevel.*.*', BAND)]],
  ['$.bands.position', below('benefits.$.bands', ['position', 'upperBound', 'scope'])],
  ['$.ratio_steps', ratioSteps('benefits.$')],
  [
    '$.offsite',
    [
      ...below('benefits.$.offsite.*', ['place', 'filing', 'deductibleFactor', 'firstSelfPay', 'deductibleAmount']),
      ...below('benefits.$.offsite.*.ratio.*', CHANGE),
      ...below('benefits.$.offsite.*.deductibleAmount', AMOUNT),
    ],
  ],
  ['$.guaranteed', ['benefits.$.guaranteed.ratioByPlace.*']],
  ['$.fixed', ['benefits.$.amounts.*']],
  ['$.fixed.form', ['benefits.$.form', 'benefits.$.limit']],
  [
    'caps.$',
    [
      ...below('caps.$', ['id', 'amount', 'amount.fen', 'amount.byDisease.*', 'amount.byEnrolledYears.*.fromYears', 'amount.byEnrolledYears.*.fen']),
      ...below('caps.$.personSteps.*', ['when', 'setFen', 'times', 'plusFen']),
    ],
  ],
  ['caps.$.kinds', ['caps.$.kinds']],
  ['caps.$.on', ['caps.$.on', 'caps.$.period']],
  ['large.ratio', ['large.ratio']],
  ['large.ratio_steps', ratioSteps('large')],
  ['large.cap', ['large.capFen']],
  ['large.start', below('large.start', ['mode', 'atFen', 'ofCap'])],
  ['large.kinds', ['large.kinds']],
  ['major.deductible', ['major.deductibleFen', ...below('major.deductibleSteps.*', ['when', 'times', 'setFen'])]],
  ['major.bands', below('major.bands.table.*', BAND)],
  ['major.ratio_steps', ratioSteps('major')],
  ['major.cap', ['major.cap.baseFen', ...below('major.cap.personSteps.*', ['when', 'setFen', 'times'])]],
  ['major.cap.per_year', ['major.cap.incentive.perYearFen']],
  ['major.cap.zero_claim', ['major.cap.incentive.perZeroClaimYearFen']],
  ['major.burden', ['major.burden.includes']],
  ['major.kinds', ['major.kinds']],
  ['assistance.$.deductible', ['assistance.classes.$.deductible.fen', 'assistance.classes.$.deductible.incomeShare']],
  ['assistance.$.ratio', ['assistance.classes.$.ratio']],
  ['assistance.$.cap', ['assistance.classes.$.capFen']],
  ['assistance.base', ['assistance.baseIncludesBasicDeductible']],
  ['assistance.kinds', ['assistance.kinds']],
  ['tilt.threshold', ['assistance.tilt.thresholdFen']],
  ['tilt.ratio', ['assistance.tilt.ratio']],
  ['tilt.cap', ['assistance.tilt.capFen']],
  ['civil_servant.deductible', ['civilServant.deductibleFen']],
  ['civil_servant.bands', below('civilServant.inScopeBands.*', BAND)],
  ['civil_servant.ratio_steps', ratioSteps('civilServant')],
  ['civil_servant.out_scope', ['civilServant.outScope.ratio']],
  ['civil_servant.cap', ['civilServant.capFen']],
  ['civil_servant.kinds', ['civilServant.kinds']],
  ['supplement.$', below('supplements.$', ['name', 'ratio', 'capFen'])],
  ['supplement.$.kinds', ['supplements.$.kinds']],
  ['contribution', below('contribution', ['kind', 'individual.*', 'subsidy.*', 'employee', 'employer', 'baseFloor', 'baseCeiling', 'toAccount'])],
]

interface Row {
  readonly key: string
  readonly field: readonly string[]
}

const ROWS: readonly Row[] = TOLD.flatMap(([key, fields]) => fields.map((field) => ({ key, field: field.split('.') })))

/** The key of the figure that tells a walked field, and of all figures below it; undefined where none does. */
export function tellingKey(key: string): string | undefined {
  const path = leafPath(key)
  if (path === undefined) return undefined
  for (const row of ROWS) {
    const name = matched(row.field, path)
    if (name !== undefined) return row.key.replace('$', name)
  }
  return undefined
}

/** The name for which `$` stands, empty where the pattern has none; undefined where the path is another one. */
function matched(field: readonly string[], path: readonly string[]): string | undefined {
  if (field.length !== path.length) return undefined
  let name = ''
  for (const [index, wanted] of field.entries()) {
    const own = path[index] ?? ''
    if (wanted === '$') name = own
    else if (wanted !== '*' && wanted !== own) return undefined
  }
  return name
}
