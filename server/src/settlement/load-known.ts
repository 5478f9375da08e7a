// The read of the write path: everything known about the persons of a batch in one statement, and in a second one the fee lines
// of those visits that have any. Amounts travel as texts.
import type { Scheme } from '@tongchou/domain/base/scheme.js'
import type { Enrolment } from '@tongchou/domain/entitlement/entitled-on.js'
import type pg from 'pg'
import { plainArray, textArray } from '../database/array-literal.js'
import { FACT_COLUMNS, type FactJson, factOf } from './load-fact.js'
import { loadLines } from './load-lines.js'
import {
  ACCIDENT,
  type AccidentJson,
  accidentOf,
  EARLIER_STAY,
  type EarlierStayJson,
  earlierStayOf,
  FAMILY,
  type FamilyJson,
  linkedAccountOf,
} from './load-standing.js'
import type { Accumulator, FeeBatch, Known, KnownSettlement, KnownVisit, Work } from './work.js'

/** A message that was received before under the same key. */
export interface KnownMessage {
  readonly hash: Buffer
  readonly person: bigint
  readonly visit: bigint
  readonly fact: bigint
  readonly receivedAt: string
}

export interface Loaded {
  /** Undefined where no such person is registered. */
  readonly known: Known | undefined
  readonly message: KnownMessage | undefined
}

const OF_PERSON = `r.ix, p.name, p.sex, p.born, p.ethnicity, p.cert_type, p.cert_cipher, p.area,
  a.version AS account_version, a.current_fen, a.history_fen,
  m.input_hash, m.person AS message_person, m.visit AS message_visit, m.fact AS message_fact, m.received_at,
  (SELECT json_agg(json_build_array(e.enrolment::text, e.scheme, e.area, e.benefit_year, e.person_type, e.retired, e.civil_servant, e.entitled_from,
          e.entitled_to, e.reason, e.continuous_years, e.years_enrolled, e.zero_claim_years) ORDER BY e.enrolment)
     FROM enrolment e WHERE e.person = r.person) AS enrolments,
  (SELECT json_agg(json_build_array(i.kind, i.list_code, i.in_force, i.until)) FROM identity i WHERE i.person = r.person) AS identities,
  (SELECT json_agg(json_build_array(f.filing::text, f.kind, f.disease, f.in_force, f.until, f.withdraws::text, f.place_area, f.provider, f.referred_by) ORDER BY f.filing)
     FROM filing f WHERE f.person = r.person) AS filings,
  (SELECT json_agg(json_build_array(c.scheme, c.benefit_year, c.version::text, c.keys, c.amounts::text[])) FROM accumulator c WHERE c.person = r.person)
    AS accumulators,
  (SELECT s.visit FROM visit_state s WHERE s.person = r.person AND s.kind = 'inpatient' AND s.status IN ('open', 'discharged')) AS open_stay,${FAMILY}`

const OF_VISIT = `
  (SELECT json_build_object('version', s.version::text, 'area', s.area, 'scheme', v.scheme, 'provider', v.provider, 'kind', s.kind, 'status', s.status,
          'medType', s.med_type, 'disease', s.disease, 'treatment', s.treatment, 'delivery', s.delivery, 'procedure', s.procedure,
          'diagnosis', s.diagnosis, 'admitted', s.admitted, 'discharged', s.discharged, 'months', s.months)
     FROM visit v JOIN visit_state s ON s.person = v.person AND s.visit = v.visit WHERE v.person = r.person AND v.visit = r.visit) AS visit,
  (SELECT json_agg(json_build_object('cancellation', x.cancellation::text, 'chargeBatch', x.charge_batch, 'sn', x.sn))
     FROM fee_cancellation x WHERE x.person = r.person AND x.visit = r.visit) AS cancellations,
  (SELECT json_agg(${FACT_COLUMNS} ORDER BY t.settlement) FROM settlement t WHERE t.person = r.person AND t.visit = r.visit) AS settlements,${ACCIDENT},${EARLIER_STAY}`

const FROM = `
FROM unnest($1::integer[], $2::bigint[], $3::bigint[], $4::text[], $5::text[], $6::text[]) AS r(ix, person, visit, institution, msgid, infno)
LEFT JOIN person p ON p.person = r.person
LEFT JOIN individual_account a ON a.person = r.person
LEFT JOIN message m ON m.institution = r.institution AND m.msgid = r.msgid AND m.infno = r.infno`

/** A purchase opens its own visit, so what belongs to visits is not even planned for it. */
export const LOAD_PERSON = `SELECT ${OF_PERSON} ${FROM}`
export const LOAD_VISIT = `SELECT ${OF_PERSON}, ${OF_VISIT} ${FROM}`

/** A bill, or one reinstated, that nothing cancels. */
const ALIVE = `
  (SELECT json_agg(json_build_array(t.settlement::text, t.scheme, t.benefit_year)) FROM settlement t
     WHERE t.person = r.person AND (t.cancels IS NULL OR t.total_fen > 0)
       AND NOT EXISTS (SELECT 1 FROM settlement c WHERE c.person = t.person AND c.cancels = t.settlement)) AS alive_bills`
export const LOAD_YEAR = `SELECT ${OF_PERSON}, ${OF_VISIT},${ALIVE} ${FROM}`

type EnrolmentJson = readonly [string, Scheme, string, number, string, boolean, boolean, string, string, string | null, number, number, number]

interface KnownRow {
  readonly ix: number
  readonly name: string | null
  readonly sex: string
  readonly born: string
  readonly ethnicity: string
  readonly cert_type: string
  readonly cert_cipher: Buffer
  readonly area: string
  readonly account_version: bigint | null
  readonly current_fen: bigint
  readonly history_fen: bigint
  readonly input_hash: Buffer | null
  readonly message_person: bigint
  readonly message_visit: bigint
  readonly message_fact: bigint
  readonly received_at: string
  readonly enrolments: readonly EnrolmentJson[] | null
  readonly identities: readonly (readonly [string, string, string, string | null])[] | null
  readonly filings: readonly FilingJson[] | null
  readonly accumulators: readonly (readonly [string, number, string, readonly string[], readonly string[]])[] | null
  readonly open_stay: bigint | null
  readonly family: readonly FamilyJson[] | null
  readonly accident?: AccidentJson | null
  readonly earlier_stay?: EarlierStayJson | null
  readonly visit?: VisitJson | null
  readonly cancellations?: readonly { cancellation: string; chargeBatch: string; sn: string[] }[] | null
  readonly settlements?: readonly FactJson[] | null
  readonly alive_bills?: readonly (readonly [string, Scheme, number])[] | null
}

type FilingJson = readonly [string, string, string | null, string, string | null, string | null, string | null, string | null, string | null]

type VisitJson = Omit<KnownVisit, 'visit' | 'version' | 'batches' | 'cancellations' | 'settlements'> & { readonly version: string }

export async function loadKnown(client: pg.ClientBase | pg.Pool, works: readonly Work[]): Promise<Loaded[]> {
  const { rows } = await client.query<KnownRow>({
    ...statementFor(works),
    values: [
      plainArray(works.map((_, index) => index)),
      plainArray(works.map((work) => work.person)),
      plainArray(works.map((work) => work.visit)),
      textArray(works.map((work) => work.message?.institution ?? '')),
      textArray(works.map((work) => work.message?.msgid ?? '')),
      textArray(works.map((work) => work.message?.infno ?? '')),
    ],
  })
  const wanted = new Map(rows.flatMap((row) => linesWanted(row, works[row.ix])).map((one) => [one.visit, one]))
  const lines = await loadLines(client, [...wanted.values()])
  const loaded: Loaded[] = new Array(works.length)
  for (const row of rows) {
    const work = works[row.ix]
    if (work !== undefined) loaded[row.ix] = { known: knownOf(row, work, lines), message: messageOf(row) }
  }
  return loaded
}

function statementFor(works: readonly Work[]): { readonly name: string; readonly text: string } {
  if (works.some((work) => work.asksAliveBills === true)) return { name: 'load-year', text: LOAD_YEAR }
  return works.some((work) => work.visit !== null) ? { name: 'load-visit', text: LOAD_VISIT } : { name: 'load-person', text: LOAD_PERSON }
}

function linesWanted(row: KnownRow, work: Work | undefined): { person: bigint; visit: bigint; months: readonly string[] }[] {
  const { visit } = row
  return visit === null || visit === undefined || work?.visit == null || visit.months.length === 0
    ? []
    : [{ person: work.person, visit: work.visit, months: visit.months }]
}

function messageOf(row: KnownRow): KnownMessage | undefined {
  if (row.input_hash === null) return undefined
  return { hash: row.input_hash, person: row.message_person, visit: row.message_visit, fact: row.message_fact, receivedAt: row.received_at.slice(0, 19) }
}

function knownOf(row: KnownRow, work: Work, lines: ReadonlyMap<bigint, readonly FeeBatch[]>): Known | undefined {
  if (row.name === null) return undefined
  return {
    person: {
      person: work.person,
      name: row.name,
      sex: row.sex,
      born: row.born,
      ethnicity: row.ethnicity,
      certType: row.cert_type,
      certCipher: row.cert_cipher,
      area: row.area,
    },
    enrolments: (row.enrolments ?? []).map(enrolmentOf),
    identities: (row.identities ?? []).map(([kind, listCode, inForce, until]) => ({ kind, listCode, inForce, until })),
    filings: (row.filings ?? []).map(([filing, kind, disease, inForce, until, withdraws, placeArea, provider, referredBy]) => ({
      filing: BigInt(filing),
      kind,
      disease,
      placeArea,
      provider,
      referredBy,
      inForce,
      until,
      withdraws: withdraws === null ? null : BigInt(withdraws),
    })),
    accumulators: new Map(
      (row.accumulators ?? []).map(([scheme, year, version, keys, amounts]) => [`${scheme}/${year}`, accumulatorOf(version, keys, amounts)]),
    ),
    account: row.account_version === null ? null : { version: row.account_version, current: row.current_fen, history: row.history_fen },
    aliveBills: (row.alive_bills ?? []).map(([settlement, scheme, benefitYear]) => ({ settlement: BigInt(settlement), scheme, benefitYear })),
    openStay: row.open_stay,
    family: (row.family ?? []).map(linkedAccountOf),
    accident: row.accident == null ? null : accidentOf(row.accident),
    earlierStay: row.earlier_stay == null ? null : earlierStayOf(row.earlier_stay),
    visit: row.visit == null || work.visit === null ? null : visitOf(work.visit, row.visit, row, lines.get(work.visit) ?? []),
  }
}

export function enrolmentOf(json: EnrolmentJson): Enrolment {
  const [enrolment, scheme, area, benefitYear, personType, retired, civilServant, entitledFrom, entitledTo, reason, continuous, enrolled, zeroClaim] = json
  return {
    enrolment: BigInt(enrolment),
    scheme,
    area,
    benefitYear,
    personType,
    retired,
    civilServant,
    entitledFrom,
    entitledTo,
    reason,
    continuousYears: continuous,
    yearsEnrolled: enrolled,
    zeroClaimYears: zeroClaim,
  }
}

function accumulatorOf(version: string, keys: readonly string[], amounts: readonly string[]): Accumulator {
  return { version: BigInt(version), counters: Object.fromEntries(keys.map((key, index) => [key, BigInt(amounts[index] ?? '0')])) }
}

function visitOf(visit: bigint, json: VisitJson, row: KnownRow, batches: readonly FeeBatch[]): KnownVisit {
  return {
    ...json,
    visit,
    version: BigInt(json.version),
    batches,
    cancellations: (row.cancellations ?? []).map((one) => ({ ...one, cancellation: BigInt(one.cancellation) })),
    settlements: (row.settlements ?? []).map(settlementOf),
  }
}

function settlementOf(json: FactJson): KnownSettlement {
  const fact = factOf(json)
  return { settlement: BigInt(json.settlement), cancels: fact.cancels, feeBatches: fact.feeBatches, fact }
}
