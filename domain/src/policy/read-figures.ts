// Figures that many rules share: conditions, bands, changes of a ratio, steps for persons.
import type { Fen, Ratio } from '../base/money.js'
import type { Band, BenefitKind, Filing, FirstSeen, Place, RatioChange, RatioStep, When } from './benefit-policy.js'
import type { PolicyNode } from './document.js'
import { all, fieldsOf } from './field-reader.js'
import { BENEFIT_KINDS, FILING_NAMES, FIRST_SEEN_NAMES, identityOf, PLACE_NAMES } from './national-lists.js'
import { listOf, oneOf, orAwaiting, orNone, type Reader, type Reading, ratio, share, text, whole, wrong, yesNo, yuan } from './node-reader.js'

export const kind: Reader<BenefitKind> = oneOf(BENEFIT_KINDS)
export const kinds = listOf(kind)
/** The national lists of places of care and of filings before it. */
export const place: Reader<Place> = oneOf(Object.keys(PLACE_NAMES) as Place[])
export const filing: Reader<Filing> = oneOf(Object.keys(FILING_NAMES) as Filing[])

export const firstSeen: Reader<FirstSeen> = oneOf(Object.keys(FIRST_SEEN_NAMES) as FirstSeen[])

export const identity: Reader<string> = (node, reading) => {
  const word = text(node, reading)
  if (word === undefined) return undefined
  return identityOf(word) === undefined ? wrong(reading, node.line, `“${word}”不是全国人员身份清单里的词；政策不能自造身份，请改用清单里的词。`) : word
}

export const when: Reader<When> = (node, reading) => {
  const fields = fieldsOf(node, reading)
  if (fields === undefined) return undefined
  const read = {
    identity: fields.maybe('identity', identity),
    identityIn: fields.maybe('identity_in', listOf(identity)),
    retired: fields.maybe('retired', yesNo),
    ageFrom: fields.maybe('age_from', whole),
    ageTo: fields.maybe('age_to', whole),
    kind: fields.maybe('kind', kind),
    disease: fields.maybe('disease', text),
    diseaseIn: fields.maybe('disease_in', listOf(text)),
    treatment: fields.maybe('treatment', text),
    treatmentFrom: fields.maybe('treatment_from', whole),
    admissionFrom: fields.maybe('admission_from', whole),
    level: fields.maybe('level', text),
    place: fields.maybe('place', place),
    filingIn: fields.maybe('filing_in', listOf(filing)),
    firstSeenIn: fields.maybe('first_seen_in', listOf(firstSeen)),
  }
  fields.done()
  return Object.fromEntries(Object.entries(read).filter(([, value]) => value !== undefined)) as When
}

/** `0.85` alone is one band without end; otherwise a list of `{ from, to, ratio }`. */
export const bands: Reader<readonly Band[]> = (node, reading) => {
  if (node.kind === 'text' || (node.kind === 'map' && node.entries.some(({ key }) => key === 'awaiting'))) {
    const only = orAwaiting(share)(node, reading)
    return only === undefined ? undefined : [{ fromFen: 0n, toFen: null, ratio: only }]
  }
  const read = listOf(band)(node, reading)
  if (read !== undefined) checkOrder(read, node, reading)
  return read
}

const band: Reader<Band> = (node, reading) => {
  const fields = fieldsOf(node, reading)
  if (fields === undefined) return undefined
  const read = {
    from: fields.need('from', yuan),
    to: fields.or('to', orNone(yuan), { value: null }),
    ratio: fields.need('ratio', orAwaiting(share)),
  }
  const retired = fields.maybe('retired', share)
  fields.done()
  if (!all(read)) return undefined
  return { fromFen: read.from, toFen: read.to.value, ratio: read.ratio, ...(retired === undefined ? {} : { others: { retired } }) }
}

/** Bands stand in order, each begins where the one before ends, and only the last may be open. */
function checkOrder(table: readonly Band[], node: PolicyNode, reading: Reading): void {
  table.forEach((current, index) => {
    const next = table[index + 1]
    if (next !== undefined && (current.toFen === null || current.toFen !== next.fromFen)) {
      wrong(reading, node.line, `第${index + 1}段与第${index + 2}段没有首尾相接；请让每一段的 from 等于上一段的 to。`)
    }
    if (current.toFen !== null && current.toFen <= current.fromFen) wrong(reading, node.line, `第${index + 1}段的 to 不大于 from，请更正。`)
  })
}

const CHANGES = ['points', 'times', 'self_share_times', 'set', 'set_from_band'] as const

export const change: Reader<RatioChange> = (node, reading) => {
  const entry = node.kind === 'map' ? node.entries.find(({ key }) => CHANGES.some((name) => name === key)) : undefined
  if (entry === undefined) return wrong(reading, node.line, `比例的变动应是以下之一：${CHANGES.join('、')}。`)
  if (entry.key === 'set_from_band') {
    const name = text(entry.value, reading)
    return name === undefined ? undefined : { setFromBand: name }
  }
  const figure = entry.key === 'set' ? share(entry.value, reading) : ratio(entry.value, reading)
  if (figure === undefined) return undefined
  if (entry.key === 'points') return { points: figure }
  if (entry.key === 'times') return { times: figure }
  return entry.key === 'set' ? { set: figure } : { selfShareTimes: figure }
}

/** `{ offsite: yes }`, or `{ when: …, points: 0.05 }`. */
export const ratioStep: Reader<RatioStep> = (node, reading) => {
  const fields = fieldsOf(node, reading)
  if (fields === undefined) return undefined
  if (fields.has('offsite')) {
    fields.need('offsite', yesNo)
    fields.done()
    return { offsite: true }
  }
  const read = { when: fields.need('when', when), change: change(node, fields.reading) }
  for (const name of CHANGES) fields.maybe(name, text)
  fields.done()
  return all(read) ? { ...read, from: fields.reading.from } : undefined
}

export interface PersonStep {
  readonly when: When
  readonly times?: Ratio
  readonly setFen?: Fen | null
  readonly minusFen?: Fen
  readonly plusFen?: Fen
}

/** `{ when: …, times: 0.5 }`: a step for persons; `allowed` are the changes that the rule knows. */
export function personStep(allowed: readonly ('times' | 'set' | 'minus' | 'plus')[]): Reader<PersonStep> {
  return (node, reading) => {
    const fields = fieldsOf(node, reading)
    if (fields === undefined) return undefined
    const condition = fields.need('when', when)
    const times = allowed.includes('times') ? fields.maybe('times', ratio) : undefined
    const set = allowed.includes('set') ? fields.maybe('set', orNone(yuan)) : undefined
    const minus = allowed.includes('minus') ? fields.maybe('minus', yuan) : undefined
    const plus = allowed.includes('plus') ? fields.maybe('plus', yuan) : undefined
    fields.done()
    if (condition === undefined) return undefined
    if (times === undefined && set === undefined && minus === undefined && plus === undefined) {
      return wrong(reading, node.line, `请写明怎样变动：${allowed.join('、')}。`)
    }
    return {
      when: condition,
      ...(times === undefined ? {} : { times }),
      ...(set === undefined ? {} : { setFen: set.value }),
      ...(minus === undefined ? {} : { minusFen: minus }),
      ...(plus === undefined ? {} : { plusFen: plus }),
    }
  }
}

/** A step that sets an amount must name one; `none` is for caps. */
export function withAmount(steps: readonly PersonStep[]): { when: When; times?: Ratio; setFen?: Fen; minusFen?: Fen }[] {
  return steps.map(({ setFen, plusFen: _plus, ...step }) => (setFen === undefined || setFen === null ? step : { ...step, setFen }))
}
