// What we thought of a person on a day: the facts in force on that day as far as they were known at a moment, and what the year had
// used by then. Three dates are kept apart: in force, known, booked. Every statement leads with the person.
import { type Day, yearOf } from '@tongchou/domain/base/day.js'
import { isRefusal, type Refusal } from '@tongchou/domain/base/refusal.js'
import { SCHEMES, type Scheme } from '@tongchou/domain/base/scheme.js'
import { entitledOn } from '@tongchou/domain/entitlement/entitled-on.js'
import { identityOf } from '@tongchou/domain/policy/national-lists.js'
import type pg from 'pg'
import type { Static } from 'typebox'
import { personOf } from '../enrolment/person-number.js'
import { visiblePerson } from '../enrolment/visible-person.js'
import { fenJson } from '../http/json-money.js'
import type { Desk } from '../http/route.js'
import { counterName, inOrder } from '../settlement/counter-words.js'
import { inForceOn } from '../settlement/filings.js'
import { SCHEMES as SCHEME_NAMES, wordOf } from '../settlement/words.js'
import type { PersonAsKnown } from './as-known-schemas.js'
import { knownFacts } from './load-bills.js'

export interface Viewpoint {
  /** The day in force. */
  readonly on: Day
  /** `yyyy-MM-dd HH:mm:ss` in Asia/Shanghai. */
  readonly knownAt: string
  /** The last day of booking that counts for what the year had used; null: whatever was booked. */
  readonly bookedBy: Day | null
}

/** A day alone means its end: everything that was known on it. */
export function momentOf(text: string): string {
  return text.length === 10 ? `${text} 23:59:59.999999` : text.replace('T', ' ')
}

export async function personAsKnown(psnNo: string, view: Viewpoint, desk: Desk): Promise<Static<typeof PersonAsKnown> | Refusal> {
  const { pool } = desk.officer
  const answer = await desk.read(async (client) => {
    const seen = await visiblePerson(client, { pool }, psnNo)
    return isRefusal(seen) ? seen : { area: seen.area, known: await asKnown(client, seen.person, view) }
  })
  // Trying to see somebody who may not be seen leaves a trace as well.
  const person = personOf(pool, psnNo)
  await desk.audit('person.as_known', {
    ...(person === undefined ? {} : { person }),
    ...(isRefusal(answer) ? {} : { area: answer.area }),
    detail: { on: view.on, known_at: view.knownAt, booked_by: view.bookedBy },
  })
  return isRefusal(answer) ? answer : answer.known
}

async function asKnown(client: pg.PoolClient, person: bigint, view: Viewpoint): Promise<Static<typeof PersonAsKnown>> {
  const { identities, enrolments } = await knownFacts(client, [person], view.knownAt)
  return {
    on: view.on,
    known_at: view.knownAt,
    booked_by: view.bookedBy,
    enrolments: SCHEMES.flatMap((scheme) => enrolmentOn(enrolments, scheme, view.on)),
    identities: identities
      .filter((one) => inForceOn(one, view.on))
      .map(({ kind, inForce, until, known_at }) => ({ kind, name: identityOf(kind)?.name ?? kind, in_force: inForce, until, known_at: known_at.slice(0, 19) })),
    filings: await filingsOn(client, person, view),
    years: await yearsOn(client, person, view),
  }
}

type EnrolmentsJson = Static<typeof PersonAsKnown>['enrolments']

function enrolmentOn(enrolments: Awaited<ReturnType<typeof knownFacts>>['enrolments'], scheme: Scheme, on: Day): EnrolmentsJson {
  if (!enrolments.some((one) => one.scheme === scheme)) return []
  const found = entitledOn(enrolments, scheme, on)
  const name = { scheme, scheme_name: wordOf(SCHEME_NAMES, scheme) }
  if (isRefusal(found)) return [{ ...name, entitled: false, reason: found.sentence, area: null, person_type: null, entitled_from: null, entitled_to: null }]
  const { area, personType, entitledFrom, entitledTo } = found
  return [{ ...name, entitled: true, reason: null, area, person_type: personType, entitled_from: entitledFrom, entitled_to: entitledTo }]
}

/** A filing that was withdrawn later than the moment stood then. */
async function filingsOn(client: pg.PoolClient, person: bigint, { on, knownAt }: Viewpoint) {
  const { rows } = await client.query<{
    kind: string
    disease: string | null
    provider: string | null
    place_area: string | null
    in_force: Day
    until: Day | null
    known_at: string
  }>(
    `SELECT f.kind, f.disease, f.provider, f.place_area, f.in_force, f.until, to_char(f.known_at, 'YYYY-MM-DD HH24:MI:SS') AS known_at FROM filing f
      WHERE f.person = $1 AND f.withdraws IS NULL AND f.known_at <= $3 AND f.in_force <= $2 AND (f.until IS NULL OR f.until >= $2)
        AND NOT EXISTS (SELECT FROM filing w WHERE w.person = f.person AND w.withdraws = f.filing AND w.known_at <= $3) ORDER BY f.filing`,
    [person, on, knownAt],
  )
  return rows
}

interface YearRow {
  readonly scheme: Scheme
  readonly bills: bigint
  readonly total: bigint
  readonly fund: bigint
  readonly corrected: bigint
}

// Bills of the year with care up to the day, and corrections of such bills, as far as each was known and booked. A cancelled bill stands beside
// its cancellation and sums to nothing; a correction that was taken back does not stand at all.
export const USED = `
  WITH bill AS (
    SELECT scheme, counter_keys, counter_amounts, total_fen, fund_fen, 0::bigint AS corrected, CASE WHEN total_fen < 0 THEN -1 ELSE 1 END AS sign FROM settlement
     WHERE person = $1 AND benefit_year = $2 AND discharged <= $3 AND known_at <= $4 AND booked_on <= coalesce($5::date, booked_on)
    UNION ALL
    SELECT d.scheme, d.counter_keys, d.counter_amounts, 0, 0, d.person_fen, 0 FROM difference d
      JOIN difference_decision a ON a.person = d.person AND a.difference = d.difference AND a.kind = 'approved' AND a.known_at <= $4
       AND a.booked_on <= coalesce($5::date, a.booked_on)
      LEFT JOIN difference_decision c ON c.person = d.person AND c.difference = d.difference AND c.kind = 'cancelled' AND c.known_at <= $4
       AND c.booked_on <= coalesce($5::date, c.booked_on)
     WHERE d.person = $1 AND d.benefit_year = $2 AND d.in_force <= $3 AND c.decision IS NULL)`

async function yearsOn(client: pg.PoolClient, person: bigint, { on, knownAt, bookedBy }: Viewpoint): Promise<Static<typeof PersonAsKnown>['years']> {
  const values = [person, yearOf(on), on, knownAt, bookedBy]
  const { rows } = await client.query<YearRow>(
    `${USED} SELECT scheme, sum(sign)::bigint AS bills, sum(total_fen)::bigint AS total, sum(fund_fen)::bigint AS fund, sum(corrected)::bigint AS corrected FROM bill GROUP BY scheme ORDER BY scheme`,
    values,
  )
  const { rows: counters } = await client.query<{ scheme: Scheme; key: string; fen: bigint }>(
    `${USED} SELECT scheme, c.key, sum(c.fen)::bigint AS fen FROM bill, unnest(counter_keys, counter_amounts) AS c(key, fen) GROUP BY 1, 2 HAVING sum(c.fen) <> 0`,
    values,
  )
  return rows.map(({ scheme, bills, total, fund, corrected }) => {
    const own = new Map(counters.filter((row) => row.scheme === scheme).map((row) => [row.key, row.fen]))
    return {
      scheme,
      scheme_name: wordOf(SCHEME_NAMES, scheme),
      benefit_year: yearOf(on),
      bills: Number(bills),
      total_fen: fenJson(total),
      fund_fen: fenJson(fund),
      corrected_fen: fenJson(corrected),
      counters: inOrder(new Set(own.keys())).map((key) => {
        const { label, unit, detail } = counterName(key)
        return { key, label, unit, detail, value: fenJson(own.get(key) ?? 0n) }
      }),
    }
  })
}
