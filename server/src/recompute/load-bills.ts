// Everything that is stored about the bills of some persons under one scheme: heads, layers, corrections so far, and the facts
// about the person that a bill stands on. Lines are read apart, for the bills that are settled again.
import type { Day } from '@tongchou/domain/base/day.js'
import { groupedBy } from '@tongchou/domain/base/grouped-by.js'
import type { Scheme } from '@tongchou/domain/base/scheme.js'
import type { Enrolment } from '@tongchou/domain/entitlement/entitled-on.js'
import type { BenefitKind } from '@tongchou/domain/policy/benefit-policy.js'
import type { Difference, PaidLayer } from '@tongchou/domain/settlement/difference.js'
import type { Queryable } from '../policy/store.js'
import type { BillHead, BillLineStored } from '../settlement/replay.js'
import { type DifferenceColumns, differenceOfRow } from './difference-row.js'

export interface StoredHead extends BillHead {
  readonly person: bigint
  readonly settlement: bigint
  readonly visit: bigint
  readonly cancels: bigint | null
  readonly area: string
  readonly level: string
  readonly benefit: BenefitKind
  readonly benefit_year: number
  readonly admitted: Day
  readonly discharged: Day
  readonly settled_on: Day
  readonly deductible_fen: bigint
  readonly counter_keys: readonly string[]
  readonly counter_amounts: readonly bigint[]
  readonly rule_hash: string
  readonly feeBatches: readonly bigint[]
  readonly layers: readonly PaidLayer[]
}

export interface StoredDifference {
  readonly person: bigint
  readonly number: bigint
  readonly settlement: bigint
  readonly benefit_year: number
  readonly change: bigint
  readonly change_kind: ChangeKind
  readonly state: 'pending' | 'approved' | 'declined' | 'superseded' | 'cancelled'
  /** The last bill before it was approved; null where it never was. */
  readonly approved_after: bigint | null
  readonly accumulator_version: bigint
  readonly payable: boolean
  readonly rule_hash: string
  readonly receipt: StoredHead['receipt']
  readonly difference: Difference
}

/** A touched bill without a difference: from this change on it stands on this ground. */
export interface StoredAlike {
  readonly person: bigint
  readonly change: bigint
  readonly settlement: bigint
  readonly rule_hash: string
  /** Null where only the rules changed. */
  readonly receipt: (StoredHead['receipt'] & { readonly refusal?: string }) | null
}

export type ChangeKind = 'rules' | 'identity' | 'enrolment'

export interface KnownIdentity {
  readonly person: bigint
  readonly identity: bigint
  readonly kind: string
  readonly inForce: Day
  readonly until: Day | null
  readonly known_at: string
}

export interface KnownEnrolment extends Enrolment {
  readonly person: bigint
}

export interface StoredPerson {
  readonly person: bigint
  /** In the order in which they were settled. */
  readonly bills: readonly StoredHead[]
  readonly differences: readonly StoredDifference[]
  /** Those in force, in the order of their changes. */
  readonly alike: readonly StoredAlike[]
  readonly identities: readonly KnownIdentity[]
  readonly enrolments: readonly KnownEnrolment[]
  /** Version of the year's accumulators: the guard. */
  readonly versions: ReadonlyMap<number, bigint>
}

const HEADS = `
  SELECT s.person, s.settlement, s.visit, s.cancels, s.area, s.level, s.benefit, s.benefit_year, s.admitted, s.discharged, s.settled_on, s.total_fen,
         s.in_scope_fen, s.item_pre_self_pay_fen, s.offsite_pre_self_pay_fen, s.above_standard_fen, s.out_of_catalogue_fen, s.deductible_fen,
         s.counter_keys, s.counter_amounts, s.receipt, s.rule_hash, s.fee_batches AS "feeBatches"
    FROM settlement s WHERE s.person = ANY ($1::bigint[]) AND s.scheme = $2 ORDER BY s.person, s.settlement`

const LAYERS = `
  SELECT l.person, l.settlement, l.layer, l.payer, l.paid_fen AS paid FROM settlement_layer l
    JOIN settlement s USING (person, settlement) WHERE l.person = ANY ($1::bigint[]) AND s.scheme = $2 ORDER BY l.person, l.settlement, l.ordinal`

const DIFFERENCES = `
  SELECT d.person, d.difference AS number, d.settlement, d.benefit_year, d.change, c.kind AS change_kind, d.state, d.approved_after, d.accumulator_version, d.payable,
         d.rule_hash, d.receipt, d.layers, d.payers, d.before_fen, d.after_fen, d.person_fen, d.deductible_fen, d.in_scope_fen, d.counter_keys, d.counter_amounts
    FROM difference_standing d JOIN difference_change c USING (change) WHERE d.person = ANY ($1::bigint[]) AND d.scheme = $2 ORDER BY d.person, d.difference`

// In force once the differences of the same group were approved, or where there are none.
const ALIKE = `
  SELECT k.person, k.change, u.settlement, u.rule_hash, k.receipts->(u.n::int - 1) AS receipt
    FROM difference_alike k CROSS JOIN LATERAL unnest(k.settlements, k.rule_hashes) WITH ORDINALITY AS u(settlement, rule_hash, n)
   WHERE k.person = ANY ($1::bigint[]) AND k.scheme = $2
     AND NOT EXISTS (SELECT FROM difference_standing d WHERE d.person = k.person AND d.change = k.change AND d.scheme = k.scheme AND d.benefit_year = k.benefit_year
           AND d.posted_on IS NULL)
   ORDER BY k.person, k.change`

const IDENTITIES = `
  SELECT person, identity, kind, in_force AS "inForce", until, known_at FROM identity
   WHERE person = ANY ($1::bigint[]) AND ($2::timestamptz IS NULL OR known_at <= $2) ORDER BY person, identity`

const ENROLMENTS = `
  SELECT person, enrolment, scheme, area, benefit_year AS "benefitYear", person_type AS "personType", retired, civil_servant AS "civilServant",
         entitled_from AS "entitledFrom", entitled_to AS "entitledTo", reason, continuous_years AS "continuousYears", years_enrolled AS "yearsEnrolled",
         zero_claim_years AS "zeroClaimYears"
    FROM enrolment WHERE person = ANY ($1::bigint[]) AND ($2::timestamptz IS NULL OR known_at <= $2) ORDER BY person, enrolment`

/** Facts about persons as known at a moment; null: now. */
export async function knownFacts(db: Queryable, persons: readonly bigint[], knownAt: string | null) {
  const { rows: identities } = await db.query<KnownIdentity>(IDENTITIES, [persons, knownAt])
  const { rows: enrolments } = await db.query<KnownEnrolment>(ENROLMENTS, [persons, knownAt])
  return { identities, enrolments }
}

/** Needs a transaction that sees one state of the database. */
export async function loadPersons(db: Queryable, scheme: Scheme, persons: readonly bigint[]): Promise<StoredPerson[]> {
  const of = [persons, scheme]
  const { rows: heads } = await db.query<Omit<StoredHead, 'layers'>>(HEADS, of)
  const { rows: layers } = await db.query<PaidLayer & { person: bigint; settlement: bigint }>(LAYERS, of)
  const { rows: corrections } = await db.query<Omit<StoredDifference, 'difference'> & DifferenceColumns>(DIFFERENCES, of)
  const { rows: same } = await db.query<StoredAlike>(ALIKE, of)
  const { rows: years } = await db.query<{ person: bigint; benefit_year: number; version: bigint }>(
    'SELECT person, benefit_year, version FROM accumulator WHERE person = ANY ($1::bigint[]) AND scheme = $2',
    of,
  )
  const { identities, enrolments } = await knownFacts(db, persons, null)
  const layersOf = groupedBy(layers, (row) => `${row.person}/${row.settlement}`)
  const [byHead, byDifference, byYear] = [groupedBy(heads, ofPerson), groupedBy(corrections, ofPerson), groupedBy(years, ofPerson)]
  const [byIdentity, byEnrolment, byAlike] = [groupedBy(identities, ofPerson), groupedBy(enrolments, ofPerson), groupedBy(same, ofPerson)]
  return persons.map((person) => ({
    person,
    bills: (byHead.get(person) ?? []).map((head) => ({ ...head, layers: layersOf.get(`${person}/${head.settlement}`) ?? [] })),
    differences: (byDifference.get(person) ?? []).map((row) => ({ ...row, difference: differenceOfRow(row) })),
    alike: byAlike.get(person) ?? [],
    identities: byIdentity.get(person) ?? [],
    enrolments: byEnrolment.get(person) ?? [],
    versions: new Map((byYear.get(person) ?? []).map((row) => [row.benefit_year, row.version])),
  }))
}

const ofPerson = ({ person }: { readonly person: bigint }): bigint => person

// Batches are named by the bill; a line cancelled before the bill was settled is not its line.
const LINES = `
  SELECT w.person, w.settlement, l.class, l.amount_fen, l.initial_self_payment::text AS initial_self_payment, l.over_ceiling_fen, l.flags, l.fee_day
    FROM unnest($1::bigint[], $2::bigint[]) AS w(person, settlement)
    JOIN settlement s ON s.person = w.person AND s.settlement = w.settlement
    CROSS JOIN LATERAL unnest(s.months) AS m(month)
    JOIN fee_line l ON l.person = s.person AND l.visit = s.visit AND l.month = m.month AND l.batch = ANY (s.fee_batches)
   WHERE NOT EXISTS (SELECT FROM fee_cancellation c
           WHERE c.person = l.person AND c.visit = l.visit AND c.cancellation > l.batch AND c.known_at <= s.known_at
             AND CASE WHEN cardinality(c.sn) > 0 THEN l.sn = ANY (c.sn) ELSE c.charge_batch = l.charge_batch END)
   ORDER BY w.person, w.settlement, l.fee_day, l.batch, l.ordinal`

export async function linesOfBills(
  db: Queryable,
  bills: readonly Pick<StoredHead, 'person' | 'settlement'>[],
): Promise<ReadonlyMap<string, readonly BillLineStored[]>> {
  const { rows } = await db.query<BillLineStored & { person: bigint; settlement: bigint }>(LINES, [
    bills.map((bill) => bill.person),
    bills.map((bill) => bill.settlement),
  ])
  return groupedBy(rows, (row) => `${row.person}/${row.settlement}`)
}
