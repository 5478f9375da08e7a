// Once a night a sample of stored bills is settled again from their receipts. A bill that does not give its own amounts again means
// that the engine, the rules or the data were touched: it is complained about, kept as a finding, and shown.
import { type Day, dayNumber } from '@tongchou/domain/base/day.js'
import type pg from 'pg'
import type { Pool } from '../database/connect.js'
import { inTransaction } from '../fund/transaction.js'
import { replayStored, type StoredBill, sampleBills } from '../settlement/replay-stored.js'
import { ENGINE } from '../settlement/settle-bill.js'
import { atNight, type NightHouse } from './at-night.js'
import { type Progress, runJob } from './run-job.js'

const SAMPLE = 1000
/** Only one process of an installation samples. */
const LOCK = 0x746e6967

/** True where this call did the night's work. */
export function replayTonight(house: NightHouse, sample = SAMPLE): Promise<boolean> {
  const { pool } = house
  return atNight(house, {
    lock: LOCK,
    wasDone: (client, night) => wasDone(client, pool, night),
    work: async (night) => {
      const about = { night, sample }
      const { finished } = await runJob(house, { kind: 'nightly_replay', pool, officer: null, about }, (progress, job) =>
        replaySample(house, night, sample, job, progress),
      )
      return (await finished).state === 'done'
    },
  })
}

async function wasDone(client: pg.ClientBase, pool: string, night: Day): Promise<boolean> {
  return (await client.query('SELECT 1 FROM replay_night WHERE pool = $1 AND night = $2', [pool, night])).rows.length > 0
}

interface Finding extends StoredBill {
  readonly kind: 'differs' | 'not_possible'
  readonly sentence: string
}

async function replaySample(house: NightHouse, night: Day, sample: number, job: bigint, progress: Progress): Promise<Record<string, unknown>> {
  const { batch, clock, pool, complain } = house
  // Another night is another sample, and anybody can draw the same one again.
  const seed = BigInt(dayNumber(night))
  const bills = await sampleBills(batch, sample, seed)
  progress.phase('重算抽取的结算单', bills.length)
  const findings: Finding[] = []
  for (const bill of bills) {
    const replay = await replayStored(batch, bill.person, bill.settlement)
    if (replay.kind !== 'equal') findings.push({ ...bill, kind: replay.kind, sentence: replay.sentence })
    progress.step()
    progress.stopIfAsked()
  }
  const differs = findings.filter((one) => one.kind === 'differs')
  for (const one of differs)
    complain(new Error(`settlement ${one.settlement} does not give its own amounts again`), 'a stored bill differs when it is settled again')
  const counts = { equal: bills.length - findings.length, differs: differs.length, not_possible: findings.length - differs.length }
  await save(batch, { pool, night, job, seed, ...counts, at: clock.now() }, findings)
  return { night, seed: seed.toString(), ...counts }
}

interface Night {
  readonly pool: string
  readonly night: Day
  readonly job: bigint
  readonly seed: bigint
  readonly equal: number
  readonly differs: number
  readonly not_possible: number
  readonly at: Date
}

async function save(batch: Pool, { pool, night, job, seed, equal, differs, not_possible, at }: Night, findings: readonly Finding[]): Promise<void> {
  await inTransaction(batch, async (client) => {
    await client.query(
      'INSERT INTO replay_night (pool, night, job, seed, engine, equal, differs, not_possible, known_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)',
      [pool, night, job, seed, ENGINE, equal, differs, not_possible, at],
    )
    await client.query(
      `INSERT INTO replay_finding (person, settlement, night, area, kind, sentence, known_at)
         SELECT s.person, s.settlement, $3, s.area, f.kind, f.sentence, $6 FROM unnest($1::bigint[], $2::bigint[], $4::text[], $5::text[]) AS f(person, settlement, kind, sentence)
           JOIN settlement s USING (person, settlement)`,
      [
        findings.map((one) => one.person),
        findings.map((one) => one.settlement),
        night,
        findings.map((one) => one.kind),
        findings.map((one) => one.sentence),
        at,
      ],
    )
  })
}
