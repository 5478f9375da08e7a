// Caps and the layers after the basic one.
import type {
  AssistanceClass,
  AssistanceLayer,
  BurdenPart,
  CapRule,
  CivilServantLayer,
  IncentiveRule,
  LargeAmountLayer,
  MajorIllnessLayer,
  SupplementLayer,
} from './benefit-policy.js'
import { all, type Fields, fieldsOf } from './field-reader.js'
import { identityOf } from './national-lists.js'
import { listOf, oneOf, orAwaiting, orNone, type Reader, share, tableOf, text, whole, wrong, yesNo, yuan } from './node-reader.js'
import { bands, kinds, personStep, ratioStep, when, withAmount } from './read-figures.js'

const PARTS = ['basic_deductible', 'in_scope_rest', 'item_pre_self_pay', 'offsite_pre_self_pay', 'above_standard', 'out_of_catalogue', 'special_list'] as const
const WHEN_GUARANTEED = ['zero', 'in_scope_minus_paid'] as const

const parts: Reader<BurdenPart[]> = listOf(oneOf(PARTS))
const figure = orAwaiting(yuan)

export function cap(id: string): Reader<CapRule> {
  return (node, reading) => {
    const fields = fieldsOf(node, reading)
    if (fields === undefined) return undefined
    const read = {
      on: fields.need('on', oneOf(['fund_paid', 'in_scope_cost'])),
      amount: capAmount(fields),
      kinds: fields.need('kinds', kinds),
      period: fields.need('period', oneOf(['per_bill', 'month', 'quarter', 'year'])),
      personSteps: fields.or('person_steps', listOf(personStep(['set', 'times', 'plus'])), []),
    }
    const disease = fields.maybe('disease', text)
    const delivery = fields.maybe('delivery', text)
    const incentive = fields.maybe('incentive', incentiveOf)
    const shared = fields.or('shared_by_schemes', yesNo, false)
    fields.done()
    if (!all(read)) return undefined
    return {
      id,
      ...read,
      ...(disease === undefined ? {} : { disease }),
      ...(delivery === undefined ? {} : { delivery }),
      ...(incentive === undefined ? {} : { incentive }),
      ...(shared ? { sharedBySchemes: true } : {}),
      from: fields.reading.from,
    }
  }
}

function capAmount(fields: Fields): CapRule['amount'] | undefined {
  if (fields.has('by_enrolled_years')) return fields.need('by_enrolled_years', byYears)
  if (fields.has('by_disease')) {
    const byDisease = fields.need('by_disease', tableOf(figure))
    return byDisease === undefined ? undefined : { byDisease }
  }
  return fields.need('amount', orAwaiting(fenAmount))
}

const fenAmount: Reader<{ readonly fen: bigint }> = (node, reading) => {
  const fen = yuan(node, reading)
  return fen === undefined ? undefined : { fen }
}

/** `{ "0": 60000, "2": 80000 }`: the cap from so many enrolled years on. */
const byYears: Reader<{ readonly byEnrolledYears: readonly { readonly fromYears: number; readonly fen: bigint }[] }> = (node, reading) => {
  const table = tableOf(yuan)(node, reading)
  if (table === undefined) return undefined
  const steps = Object.entries(table).map(([years, fen]) => ({ fromYears: Number(years), fen }))
  return steps.some(({ fromYears }) => !Number.isInteger(fromYears)) ? wrong(reading, node.line, '参保年数应写整数。') : { byEnrolledYears: steps }
}

export const large: Reader<LargeAmountLayer> = (node, reading) => {
  const fields = fieldsOf(node, reading)
  if (fields === undefined) return undefined
  const mode = fields.need('mode', oneOf(['cost_position', 'basic_cap_reached']))
  if (mode === undefined) fields.giveUp()
  const at = mode === 'cost_position' ? fields.need('at', yuan) : undefined
  const ofCap = mode === 'basic_cap_reached' ? fields.need('of_cap', text) : undefined
  const read = {
    kinds: fields.need('kinds', kinds),
    ratio: fields.need('ratio', orAwaiting(share)),
    ratioSteps: fields.or('ratio_steps', listOf(ratioStep), []),
    cap: fields.need('cap', orNone(figure)),
    start:
      at !== undefined ? ({ mode: 'cost_position', atFen: at } as const) : ofCap !== undefined ? ({ mode: 'basic_cap_reached', ofCap } as const) : undefined,
  }
  fields.done()
  if (!all(read)) return undefined
  const { cap: limit, ...rest } = read
  return { ...rest, capFen: limit.value, from: fields.reading.from }
}

export const major: Reader<MajorIllnessLayer> = (node, reading) => {
  const fields = fieldsOf(node, reading)
  if (fields === undefined) return undefined
  fields.need('kind', oneOf(['yearly_burden']))
  const read = {
    kinds: fields.need('kinds', kinds),
    deductibleFen: fields.need('deductible', figure),
    deductibleSteps: withAmount(fields.or('deductible_steps', listOf(personStep(['times', 'set'])), [])),
    includes: fields.need('burden_includes', parts),
    whenGuaranteed: fields.need('when_guaranteed', oneOf(WHEN_GUARANTEED)),
    position: fields.need('position', oneOf(['absolute', 'above_deductible', 'silent'])),
    table: fields.need('table', bands),
    ratioSteps: fields.or('ratio_steps', listOf(ratioStep), []),
    cap: fields.need('cap', orNone(figure)),
    capSteps: fields.or('cap_steps', listOf(personStep(['set', 'times'])), []),
  }
  const incentive = fields.maybe('incentive', incentiveOf) ?? null
  const shared = fields.or('shared_by_schemes', yesNo, false)
  fields.done()
  if (!all(read)) return undefined
  const { kinds: of, deductibleFen, deductibleSteps, ratioSteps } = read
  return {
    kinds: of,
    deductibleFen,
    deductibleSteps,
    burden: { includes: read.includes, whenGuaranteed: read.whenGuaranteed },
    bands: { position: read.position === 'silent' ? null : read.position, table: read.table },
    ratioSteps,
    cap: { baseFen: read.cap.value, personSteps: read.capSteps, incentive },
    ...(shared ? { sharedBySchemes: true } : {}),
    from: fields.reading.from,
  }
}

const incentiveOf: Reader<IncentiveRule> = (node, reading) => {
  const fields = fieldsOf(node, reading)
  if (fields === undefined) return undefined
  const read = {
    freeYears: fields.need('free_years', whole),
    perYearFen: fields.need('per_year', yuan),
    perZeroClaimYearFen: fields.need('per_zero_claim_year', yuan),
    limitShare: fields.need('limit_share', share),
  }
  fields.done()
  return all(read) ? read : undefined
}

export const assistance: Reader<AssistanceLayer> = (node, reading) => {
  const fields = fieldsOf(node, reading)
  if (fields === undefined) return undefined
  fields.need('kind', oneOf(['by_class']))
  const read = {
    kinds: fields.need('kinds', kinds),
    classes: fields.need('classes', classTable),
    baseIncludesBasicDeductible: fields.need('base_includes_basic_deductible', yesNo),
    whenGuaranteed: fields.need('when_guaranteed', oneOf(WHEN_GUARANTEED)),
  }
  const disposableIncomeFen = fields.maybe('disposable_income', figure) ?? null
  const tilt = fields.maybe('tilt', tiltOf) ?? null
  fields.done()
  return all(read) ? { ...read, classOrder: Object.keys(read.classes), disposableIncomeFen, tilt, from: fields.reading.from } : undefined
}

/** The classes in the order in which they stand: the first that a person has counts. */
const classTable: Reader<Record<string, AssistanceClass>> = (node, reading) => {
  for (const entry of node.kind === 'map' ? node.entries : []) {
    if (identityOf(entry.key) === undefined) wrong(reading, entry.line, `“${entry.key}”不是全国人员身份清单里的词；请改用清单里的词。`)
  }
  return tableOf(assistanceClass)(node, reading)
}

const assistanceClass: Reader<AssistanceClass> = (node, reading) => {
  const fields = fieldsOf(node, reading)
  if (fields === undefined) return undefined
  const amount = fields.maybe('deductible', figure)
  const incomeShare = fields.maybe('deductible_income_share', orAwaiting(share))
  const read = { ratio: fields.need('ratio', orAwaiting(share)), cap: fields.need('cap', orNone(figure)) }
  const steps = fields.maybe('ratio_steps', listOf(ratioStep))
  fields.done()
  if (!all(read)) return undefined
  if ((amount === undefined) === (incomeShare === undefined)) return wrong(reading, node.line, '请在 deductible 与 deductible_income_share 中写且只写一项。')
  const deductible = amount !== undefined ? { fen: amount } : incomeShare !== undefined ? { incomeShare } : undefined
  return deductible === undefined
    ? undefined
    : { deductible, ratio: read.ratio, ...(steps === undefined ? {} : { ratioSteps: steps }), capFen: read.cap.value, from: fields.reading.from }
}

const tiltOf: Reader<NonNullable<AssistanceLayer['tilt']>> = (node, reading) => {
  const fields = fieldsOf(node, reading)
  if (fields === undefined) return undefined
  const read = { thresholdFen: fields.need('threshold', figure), ratio: fields.need('ratio', orAwaiting(share)), cap: fields.need('cap', orNone(figure)) }
  const classes = fields.maybe('classes', listOf(text))
  fields.done()
  if (!all(read)) return undefined
  return {
    thresholdFen: read.thresholdFen,
    ratio: read.ratio,
    capFen: read.cap.value,
    ...(classes === undefined ? {} : { classes }),
    from: fields.reading.from,
  }
}

export const civilServant: Reader<CivilServantLayer> = (node, reading) => {
  const fields = fieldsOf(node, reading)
  if (fields === undefined) return undefined
  fields.need('kind', oneOf(['rest_then_out_of_scope']))
  const read = {
    kinds: fields.need('kinds', kinds),
    when: fields.need('when', when),
    deductibleFen: fields.need('deductible', figure),
    inScopeBands: fields.need('in_scope_bands', bands),
    ratioSteps: fields.or('ratio_steps', listOf(ratioStep), []),
    inScopeRestIncludesBasicDeductible: fields.need('includes_basic_deductible', yesNo),
    outRatio: fields.need('out_scope_ratio', orAwaiting(share)),
    baseByKind: fields.or('out_scope_base', tableOf(parts), {}),
    whenGuaranteed: fields.need('when_guaranteed', oneOf(WHEN_GUARANTEED)),
    cap: fields.need('cap', orNone(figure)),
  }
  fields.done()
  if (!all(read)) return undefined
  const { outRatio, baseByKind, cap: limit, ...rest } = read
  return { ...rest, outScope: { ratio: outRatio, baseByKind }, capFen: limit.value, from: fields.reading.from }
}

export function supplement(name: string): Reader<SupplementLayer> {
  return (node, reading) => {
    const fields = fieldsOf(node, reading)
    if (fields === undefined) return undefined
    fields.need('kind', oneOf(['share_of_open']))
    const read = {
      kinds: fields.need('kinds', kinds),
      when: fields.need('when', when),
      ratio: fields.need('ratio', orAwaiting(share)),
      cap: fields.need('cap', orNone(figure)),
    }
    fields.done()
    if (!all(read)) return undefined
    const { cap: limit, ...rest } = read
    return { name, ...rest, capFen: limit.value, from: fields.reading.from }
  }
}
