// A person's accumulators of a benefit year, named, beside the limits that the rules in force set for the person.
import type { Day } from '@tongchou/domain/base/day.js'
import { isRefusal, type Refusal } from '@tongchou/domain/base/refusal.js'
import { versionOn } from '@tongchou/domain/policy/version-in-force.js'
import { type Limit, limitsOf } from '@tongchou/domain/settlement/limits.js'
import type pg from 'pg'
import type { Static } from 'typebox'
import { personOf } from '../enrolment/person-number.js'
import { visiblePerson } from '../enrolment/visible-person.js'
import { fenJson } from '../http/json-money.js'
import type { Desk } from '../http/route.js'
import { counterName, inOrder } from './counter-words.js'
import { articleJson } from './explain.js'
import type { Accumulators } from './list-schema.js'
import { NO_SUCH_BILL } from './read-statement.js'
import { insuredPersonOf } from './replay.js'
import type { SettlementHead } from './statement-rows.js'
import { storedVersions } from './stored-rules.js'
import { SCHEMES, wordOf } from './words.js'

type Answer = Static<typeof Accumulators>

interface AccumulatorRow {
  readonly scheme: string
  readonly keys: readonly string[]
  readonly amounts: readonly bigint[]
  readonly bills: bigint
}

export async function readAccumulators(psnNo: string, year: number | undefined, desk: Desk): Promise<Answer | Refusal> {
  const person = personOf(desk.officer.pool, psnNo)
  if (person === undefined) return NO_SUCH_BILL
  await desk.audit('accumulator.see', { person })
  return desk.read(async (client) => {
    const seen = await visiblePerson(client, desk.officer, psnNo)
    if (isRefusal(seen)) return seen
    const years = await yearsOf(client, person)
    const shown = year ?? years[0]
    if (shown === undefined) return { years: [], year: null, schemes: [] }
    const rows = await rowsOf(client, person, shown)
    const schemes = await Promise.all(rows.map(async (row) => schemeJson(row, await lastLimits(client, person, row.scheme, shown))))
    return { years: [...years], year: shown, schemes }
  })
}

async function yearsOf(client: pg.PoolClient, person: bigint): Promise<readonly number[]> {
  const { rows } = await client.query<{ benefit_year: number }>('SELECT DISTINCT benefit_year FROM accumulator WHERE person = $1 ORDER BY 1 DESC', [person])
  return rows.map((row) => row.benefit_year)
}

async function rowsOf(client: pg.PoolClient, person: bigint, year: number): Promise<readonly AccumulatorRow[]> {
  const { rows } = await client.query<AccumulatorRow>(
    `SELECT a.scheme, a.keys, a.amounts,
       (SELECT coalesce(sum(CASE WHEN s.cancels IS NOT NULL AND s.total_fen <= 0 THEN -1 ELSE 1 END), 0)::bigint FROM settlement s
        WHERE s.person = a.person AND s.scheme = a.scheme AND s.benefit_year = a.benefit_year) AS bills
     FROM accumulator a WHERE a.person = $1 AND a.benefit_year = $2 ORDER BY a.scheme`,
    [person, year],
  )
  return rows
}

/** Limits as they stood at the last bill of the year: under its rules and for the person as it found them. */
async function lastLimits(client: pg.PoolClient, person: bigint, scheme: string, year: number): Promise<readonly Limit[]> {
  const { rows } = await client.query<Pick<SettlementHead, 'receipt' | 'rule_hash'> & { in_force: Day }>(
    `SELECT s.receipt, s.rule_hash, s.in_force FROM settlement s
     WHERE s.person = $1 AND s.scheme = $2 AND s.benefit_year = $3 ORDER BY s.settlement DESC LIMIT 1`,
    [person, scheme, year],
  )
  const [last] = rows
  const versions = last === undefined ? undefined : await storedVersions(client, last.rule_hash)
  const policy = last === undefined || versions === undefined ? undefined : versionOn(versions, last.in_force)
  const insured = last === undefined ? undefined : insuredPersonOf(last)
  return policy === undefined || insured === undefined ? [] : limitsOf(policy, insured)
}

function schemeJson(row: AccumulatorRow, limits: readonly Limit[]): Answer['schemes'][number] {
  const values = new Map(row.keys.map((key, index) => [key, row.amounts[index] ?? 0n]))
  const byKey = new Map(limits.map((limit) => [limit.key, limit]))
  return {
    scheme: row.scheme,
    scheme_name: wordOf(SCHEMES, row.scheme),
    bills: Number(row.bills),
    counters: inOrder(new Set([...values.keys(), ...byKey.keys()])).map((key) => counterJson(key, values.get(key) ?? 0n, byKey.get(key))),
  }
}

function counterJson(key: string, value: bigint, limit: Limit | undefined): Answer['schemes'][number]['counters'][number] {
  const { label, unit, detail } = counterName(key, limit)
  return {
    key,
    label,
    unit,
    detail,
    value: fenJson(value),
    cap: limit === undefined ? null : fenJson(limit.fen),
    left: limit === undefined ? null : fenJson(limit.fen > value ? limit.fen - value : 0n),
    source: limit === undefined ? null : articleJson(limit.from),
  }
}
