// Brings what persons' years had come to in the old system into the accumulators, through facts. Every person taken over gets a row,
// an empty one too: a roll-back raises its version, so that no bill that was being settled meanwhile can be saved on the old ground.
import { isBenefitKind } from '@tongchou/domain/policy/national-lists.js'
import { versionOn } from '@tongchou/domain/policy/version-in-force.js'
import { type LegacyYear, openingCounters } from '@tongchou/domain/pooling/take-over/opening-counters.js'
import type pg from 'pg'
import { type CopyValue, copyRows } from '../../files/copy-rows.js'
import type { Progress } from '../../jobs/run-job.js'
import type { Applying } from './apply-files.js'

export interface YearRow {
  readonly person: bigint
  readonly benefit_year: number
  readonly lines: readonly Readonly<Record<string, string>>[]
}

export async function bringAccumulators(client: pg.ClientBase, { of, step, today, versions }: Applying, progress: Progress): Promise<number> {
  const policy = versionOn(versions, of.switch_on)
  const { rows } = await client.query<YearRow>(
    `SELECT person, (c->>'benefit_year')::int AS benefit_year, json_agg(c ORDER BY key) AS lines FROM taking WHERE kind = 'accumulators' AND person IS NOT NULL GROUP BY 1, 2`,
  )
  if (policy === undefined && rows.length > 0) throw new Error(`no policy is in force on ${of.switch_on}`)
  await client.query('CREATE TEMP TABLE bringing (person bigint, benefit_year int, keys text[], amounts bigint[]) ON COMMIT DROP')
  function* counters(): Generator<readonly CopyValue[]> {
    for (const { person, benefit_year: year, lines } of rows) {
      progress.step()
      const sums = policy === undefined ? {} : openingCounters(policy, lines.map(yearOf))
      yield [person, year, Object.keys(sums), Object.values(sums)]
    }
  }
  await copyRows(client, 'bringing', ['person', 'benefit_year', 'keys', 'amounts'], counters())
  await client.query(
    `WITH made AS (INSERT INTO accumulator_opening (person, opening, area, scheme, benefit_year, counter_keys, counter_amounts, in_force, booked_on)
       SELECT person, nextval('fact_seq'), $3, $5, benefit_year, keys, amounts, $6, $4 FROM bringing RETURNING person, opening)
     INSERT INTO takeover_taken (person, takeover, step, kind, fact, area) SELECT person, $1, $2, 'accumulator', opening, $3 FROM made`,
    [of.takeover, step, of.unit, today, of.scheme, of.switch_on],
  )
  await client.query(
    `SELECT add_to_accumulator(b.person, $1, b.benefit_year, b.keys, b.amounts) FROM bringing b JOIN accumulator a ON a.person = b.person AND a.scheme = $1 AND a.benefit_year = b.benefit_year`,
    [of.scheme],
  )
  await client.query(
    `INSERT INTO accumulator (person, scheme, benefit_year, area, version, keys, amounts)
       SELECT n.person, $1, n.benefit_year, $2, 1, coalesce(b.keys, '{}'), coalesce(b.amounts, '{}')
         FROM (SELECT DISTINCT person, (c->>'benefit_year')::int AS benefit_year FROM taking WHERE kind IN ('persons', 'accumulators') AND person IS NOT NULL) n
         LEFT JOIN bringing b USING (person, benefit_year) ON CONFLICT DO NOTHING`,
    [of.scheme, of.unit],
  )
  const { rows: lines } = await client.query<{ n: number }>(`SELECT count(*)::int AS n FROM taking WHERE kind = 'accumulators' AND person IS NOT NULL`)
  return lines[0]?.n ?? 0
}

export function yearOf(line: Readonly<Record<string, string>>): LegacyYear {
  const kind = line['benefit'] ?? ''
  if (!isBenefitKind(kind)) throw new Error(`a stored line names the unknown care ${kind}`)
  const fen = (name: string): bigint => BigInt(line[name] ?? '0')
  const told = (name: string): bigint | null => (line[name] === undefined ? null : BigInt(line[name]))
  return {
    kind,
    admissions: Number(line['admissions'] ?? '0'),
    inScope: fen('in_scope_fen'),
    deductible: fen('deductible_fen'),
    basicPaid: fen('basic_paid_fen'),
    largePaid: told('large_paid_fen'),
    majorBurden: told('major_burden_fen'),
    majorPaid: told('major_paid_fen'),
    assistanceBase: told('assistance_base_fen'),
    assistancePaid: told('assistance_paid_fen'),
  }
}
