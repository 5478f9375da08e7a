// Persons whose bills a change may touch, and the rule sets that their bills stand on. The question is asked broadly; what is touched
// in truth is decided bill by bill in circumstances.ts.
import type { Day } from '@tongchou/domain/base/day.js'
import type { Scheme } from '@tongchou/domain/base/scheme.js'
import { changedStretches } from '@tongchou/domain/settlement/difference-touched.js'
import type { Queryable } from '../policy/store.js'
import { storedVersions } from '../settlement/stored-rules.js'
import type { Change, RulesOf } from './circumstances.js'

export interface Scope {
  readonly scheme: Scheme
  /** Units whose bills are looked at. */
  readonly areas: readonly string[]
  readonly from: Day | null
  readonly until: Day | null
}

/** Every rule set that bills of the scheme stand on, and what `newHash` changes against each. */
export async function rulesOfScheme(db: Queryable, scheme: Scheme, newHash: string): Promise<Map<string, RulesOf>> {
  const { rows } = await db.query<{ hash: string }>(
    'SELECT DISTINCT rule_hash AS hash FROM settlement WHERE scheme = $1 UNION SELECT rule_hash FROM difference WHERE scheme = $1 UNION SELECT $2',
    [scheme, newHash],
  )
  const newest = (await storedVersions(db, newHash)) ?? []
  const rules = new Map<string, RulesOf>()
  for (const { hash } of rows) {
    const versions = (await storedVersions(db, hash)) ?? []
    rules.set(hash, { versions, stretches: hash === newHash ? [] : changedStretches(versions, newest) })
  }
  return rules
}

const BILLS =
  's.scheme = $1 AND s.area = ANY ($2) AND s.cancels IS NULL AND ($3::date IS NULL OR s.discharged >= $3) AND ($4::date IS NULL OR s.discharged <= $4)'

/** Those with a difference of the same kind that waits are asked for too: it may not hold any more. */
const WAITING = `
  SELECT d.person FROM difference_standing d JOIN difference_change c USING (change)
   WHERE d.scheme = $1 AND d.area = ANY ($2) AND (d.state = 'pending' AND c.kind = $5 OR d.state = 'approved')
     AND ($3::date IS NULL OR d.in_force >= $3) AND ($4::date IS NULL OR d.in_force <= $4)`

const RULES = `
  SELECT s.person FROM settlement s JOIN jsonb_to_recordset($6) AS t(hash text, first date, last date, care text)
    ON t.hash = s.rule_hash AND t.care = s.benefit AND t.first <= s.discharged AND (t.last IS NULL OR s.admitted <= t.last) WHERE ${BILLS}`

const IDENTITY = `
  SELECT s.person FROM identity i JOIN settlement s ON s.person = i.person AND i.in_force <= s.discharged AND (i.until IS NULL OR s.discharged <= i.until)
     AND i.known_at > s.known_at WHERE ${BILLS}`

const ENROLMENT = `
  SELECT s.person FROM enrolment e JOIN settlement s ON s.person = e.person AND e.scheme = s.scheme AND e.known_at > s.known_at
     AND e.benefit_year IN (s.benefit_year, extract(year FROM s.admitted), extract(year FROM s.discharged)) WHERE ${BILLS}`

/** In rising order. */
export async function candidates(db: Queryable, change: Change, scope: Scope): Promise<bigint[]> {
  const values = [scope.scheme, scope.areas, scope.from, scope.until, change.kind]
  const touched = { rules: RULES, identity: IDENTITY, enrolment: ENROLMENT }[change.kind]
  const more = change.kind === 'rules' ? [JSON.stringify(reachRows(change))] : []
  const { rows } = await db.query<{ person: bigint }>(`SELECT person FROM (${touched} UNION ${WAITING}) AS found ORDER BY person`, [...values, ...more])
  return rows.map((row) => row.person)
}

function reachRows(change: Change) {
  return [...change.rules].flatMap(([hash, { stretches }]) =>
    stretches.flatMap(({ from, until, reach }) => [...reach.keys()].map((care) => ({ hash, first: from, last: until, care }))),
  )
}
