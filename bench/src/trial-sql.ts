// The policy of the bench as SQL for DuckDB: one query over all bills, with windows for what a year carries. It is what somebody
// would write by hand for this one policy; a change of the policy is a change of the query.
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { billsSql } from './trial-bills.js'

/** Ratios of level 3 in per cent, below and above 20,000 yuan. */
export type Level3 = readonly [low: number, high: number]

const CAP = 8_000_000
const MAJOR_DEDUCTIBLE = 1_500_000
const MAJOR_STEP = 5_000_000

const resettled = ([low, high]: Level3): string => `
WITH numbered AS (SELECT *, row_number() OVER (PARTITION BY person ORDER BY bill) AS nth FROM bill),
due AS (
  SELECT *, CASE level WHEN 1 THEN 20000 WHEN 2 THEN 50000 ELSE 80000 END // CASE WHEN nth = 1 THEN 1 ELSE 2 END AS due FROM numbered),
shared AS (SELECT *, in_scope - least(due, in_scope) AS shared FROM due),
whole AS (
  SELECT *, ((least(shared, 2000000) * CASE level WHEN 1 THEN 80 WHEN 2 THEN 75 ELSE ${low} END
            + greatest(shared - 2000000, 0) * CASE level WHEN 1 THEN 85 WHEN 2 THEN 80 ELSE ${high} END) * 2 + 100) // 200 AS whole FROM shared),
year AS (SELECT *, (sum(whole) OVER (PARTITION BY person ORDER BY bill))::BIGINT AS sofar FROM whole),
basic AS (SELECT *, least(sofar, ${CAP}) - least(sofar - whole, ${CAP}) AS paid FROM year),
burden AS (SELECT *, (sum(in_scope - paid) OVER (PARTITION BY person ORDER BY bill))::BIGINT AS borne FROM basic),
above AS (
  SELECT *, greatest(borne - ${MAJOR_DEDUCTIBLE}, 0) AS high, greatest(borne - (in_scope - paid) - ${MAJOR_DEDUCTIBLE}, 0) AS low FROM burden),
settled AS (
  SELECT paid, total, ((least(high, ${MAJOR_STEP}) * 60 + greatest(high - ${MAJOR_STEP}, 0) * 70
                      - least(low, ${MAJOR_STEP}) * 60 - greatest(low - ${MAJOR_STEP}, 0) * 70) * 2 + 100) // 200 AS major FROM above)
SELECT sum(paid)::BIGINT AS basic, sum(major)::BIGINT AS major, sum(total - paid - major)::BIGINT AS cash FROM settled`

export interface Sums {
  readonly basic: bigint
  readonly major: bigint
  readonly cash: bigint
}

export interface Duck {
  settle(level3: Level3): Promise<Sums>
  close(): void
}

/** An in-memory database with `count` bills and two threads. */
export async function openDuck(count: number): Promise<Duck> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' })
  const connection = await instance.connect()
  await connection.run(billsSql(count))
  return {
    settle: (level3) => sumsOf(connection, level3),
    close: () => {
      connection.closeSync()
      instance.closeSync()
    },
  }
}

async function sumsOf(connection: DuckDBConnection, level3: Level3): Promise<Sums> {
  const [row] = (await connection.runAndReadAll(resettled(level3))).getRows()
  const [basic, major, cash] = row ?? []
  if (typeof basic !== 'bigint' || typeof major !== 'bigint' || typeof cash !== 'bigint') throw new Error('DuckDB answered no sums')
  return { basic, major, cash }
}
