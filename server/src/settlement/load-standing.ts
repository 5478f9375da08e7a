// What the write path reads of a person beyond the register and the visit itself: accounts of the family that may pay, the accident
// behind the visit, and the stay before this one. Each is a part of the one statement of load-known.ts.
import type { Day } from '@tongchou/domain/base/day.js'
import { type Fen, type Ratio, ratioOf } from '@tongchou/domain/base/money.js'
import type { FamilyRelation } from '@tongchou/domain/policy/benefit-policy.js'
import type { Accident, AccidentCause, AdvanceGround } from '@tongchou/domain/settlement/accident.js'
import type { StaySoFar } from '@tongchou/domain/settlement/bill.js'
import type { FamilyLink } from '@tongchou/domain/settlement/family.js'
import type { EarlierStay } from '@tongchou/domain/settlement/link-stays.js'

/** An account of the family with the version that guards its change. */
export interface LinkedAccount extends Omit<FamilyLink, 'used'> {
  readonly owner: bigint
  readonly version: bigint
  readonly current: Fen
  readonly history: Fen
  readonly usedByYear: Readonly<Record<string, Fen>>
}

/** `r.person` is the member for whom the account may pay. */
export const FAMILY = `
  (SELECT json_agg(json_build_array(l.person::text, l.relation, l.rank, l.in_force, l.until, l.yearly_limit_fen::text, a.version::text, a.current_fen::text,
          a.history_fen::text, EXISTS (SELECT 1 FROM family_link w WHERE w.person = l.person AND w.withdraws = l.link),
          (SELECT json_object_agg(u.year, u.fen) FROM (SELECT extract(year FROM v.booked_on)::integer AS year, (-sum(v.current_fen + v.history_fen))::text AS fen
             FROM account_movement v WHERE v.beneficiary = r.person AND v.person = l.person GROUP BY 1) u)) ORDER BY l.rank, l.link)
     FROM family_link l JOIN individual_account a ON a.person = l.person WHERE l.member = r.person AND l.withdraws IS NULL) AS family`

export type FamilyJson = readonly [
  string,
  FamilyRelation,
  number,
  Day,
  Day | null,
  string | null,
  string,
  string,
  string,
  boolean,
  Readonly<Record<string, string>> | null,
]

export function linkedAccountOf(json: FamilyJson): LinkedAccount {
  const [owner, relation, rank, inForce, until, limit, version, current, history, withdrawn, used] = json
  return {
    owner: BigInt(owner),
    relation,
    rank,
    inForce,
    until,
    withdrawn,
    yearlyLimit: limit === null ? null : BigInt(limit),
    version: BigInt(version),
    current: BigInt(current),
    history: BigInt(history),
    balance: BigInt(current) + BigInt(history),
    usedByYear: Object.fromEntries(Object.entries(used ?? {}).map(([year, fen]) => [year, BigInt(fen)])),
  }
}

/** The latest declaration for this visit, with its latest finding and decision; one without a visit holds for accident care from its day on. */
export const ACCIDENT = `
  (SELECT json_build_object('visit', d.visit::text, 'happenedOn', d.happened_on, 'claimed', d.claimed, 'promised', d.promised,
          'found', (SELECT f.found FROM accident_finding f WHERE f.person = d.person AND f.declaration = d.declaration ORDER BY f.finding DESC LIMIT 1),
          'liableShare', (SELECT f.liable_share::text FROM accident_finding f WHERE f.person = d.person AND f.declaration = d.declaration ORDER BY f.finding DESC LIMIT 1),
          'advance', (SELECT a.ground FROM advance_decision a WHERE a.person = d.person AND a.declaration = d.declaration ORDER BY a.decision DESC LIMIT 1))
     FROM accident_declaration d WHERE d.person = r.person AND (d.visit = r.visit OR d.visit IS NULL)
     ORDER BY d.visit IS NULL, d.declaration DESC LIMIT 1) AS accident`

export interface DeclaredAccident extends Accident {
  /** Null: every bill of accident care from `happenedOn` on. */
  readonly visit: string | null
  readonly happenedOn: Day
  readonly found: AccidentCause | null
  readonly liableShare: Ratio | null
  readonly advance: AdvanceGround | null
}

/** As the statement gives it: the share is a decimal text. */
export type AccidentJson = Omit<DeclaredAccident, 'liableShare'> & { readonly liableShare: string | null }

export function accidentOf({ liableShare, ...accident }: AccidentJson): DeclaredAccident {
  return { ...accident, liableShare: liableShare === null ? null : (ratioOf(liableShare) ?? null) }
}

/** The last settled stay of the person before the stay that is being settled; a visit that is no stay has none. */
export const EARLIER_STAY = `
  (SELECT json_build_object('provider', v.provider, 'discharged', s.discharged, 'diagnosis', s.diagnosis,
          'way', (SELECT e.attributes->>'dscg_way' FROM visit_event e WHERE e.person = s.person AND e.visit = s.visit AND e.kind = 'discharged'
                  ORDER BY e.event DESC LIMIT 1),
          'sums', (SELECT json_build_array(sum(t.deductible_fen)::text, sum(t.in_scope_fen - coalesce(round((t.in_scope_fen + t.offsite_pre_self_pay_fen)
                     * (t.receipt#>>'{bill,liableShare,num}')::numeric / (t.receipt#>>'{bill,liableShare,den}')::numeric), 0))::bigint::text, sum(t.total_fen)::text)
                   FROM settlement t WHERE t.person = s.person AND t.visit = s.visit),
          'first', (SELECT json_build_array(t.admission_number, t.benefit_year, t.receipt->'bill'->'stayLink')
                    FROM settlement t WHERE t.person = s.person AND t.visit = s.visit AND t.cancels IS NULL ORDER BY t.settlement LIMIT 1))
     FROM visit_state s JOIN visit v ON v.person = s.person AND v.visit = s.visit
     WHERE s.person = r.person AND s.kind = 'inpatient' AND s.status = 'settled' AND s.visit <> r.visit
       AND EXISTS (SELECT 1 FROM visit_state w WHERE w.person = r.person AND w.visit = r.visit AND w.kind = 'inpatient')
     ORDER BY s.discharged DESC, s.visit DESC LIMIT 1) AS earlier_stay`

export interface EarlierStayJson {
  readonly provider: string
  readonly discharged: Day
  readonly diagnosis: string | null
  readonly way: string | null
  readonly sums: readonly [string | null, string | null, string | null]
  readonly first: readonly [number | null, number, { readonly kind?: string; readonly soFar?: StayTexts } | null] | null
}

export type StayTexts = Readonly<Record<keyof StaySoFar, string | number>>

/** 离院方式 2: transferred on medical advice (national list dscg_way). */
const TRANSFERRED = '2'

export function earlierStayOf({ provider, discharged, diagnosis, way, sums, first }: EarlierStayJson): EarlierStay | null {
  if (first === null) return null
  const [admissionNumber, benefitYear, link] = first
  const before = soFarOf(link)
  const [deductible, inScope, total] = sums.map((text) => BigInt(text ?? '0'))
  return {
    provider,
    discharged,
    diagnosis,
    transferred: way === TRANSFERRED,
    soFar: {
      admissionNumber: admissionNumber ?? 1,
      benefitYear,
      deductibleCharged: (deductible ?? 0n) + (before?.deductibleCharged ?? 0n),
      inScope: (inScope ?? 0n) + (before?.inScope ?? 0n),
      total: (total ?? 0n) + (before?.total ?? 0n),
    },
  }
}

/** What a stay had come to when a bill of it was settled, as the bill's receipt keeps it. */
export function soFarOf(link: { readonly soFar?: StayTexts } | null | undefined): StaySoFar | undefined {
  const texts = link?.soFar
  if (texts === undefined) return undefined
  return {
    admissionNumber: Number(texts.admissionNumber),
    benefitYear: Number(texts.benefitYear),
    deductibleCharged: BigInt(texts.deductibleCharged),
    inScope: BigInt(texts.inScope),
    total: BigInt(texts.total),
  }
}
