// The watch without being asked: as the policy of the pool says, each night up to the day before, or once a month for the month before.
// A night that was missed is made up for by the next one (E13, I4).
import { type Day, daysAfter, monthsAfter } from '@tongchou/domain/base/day.js'
import type { WatchSchedule } from '@tongchou/domain/policy/watch-rule.js'
import type pg from 'pg'
import { fundRulesOn } from '../fund/fund-rules.js'
import { inTransaction } from '../fund/transaction.js'
import { atNight, type NightHouse } from '../jobs/at-night.js'
import { runJob } from '../jobs/run-job.js'
import { computeWatch } from './watch-run.js'

const LOCK = 0x77617463

interface Due {
  readonly month: Day
  readonly until: Day
}

/** True where this call computed the indicators. */
export async function watchTonight(house: NightHouse): Promise<boolean> {
  const { batch, pool } = house
  return atNight(house, {
    lock: LOCK,
    wasDone: async (client, night) => (await dueTonight(client, pool, night)).length === 0,
    work: async (night) => {
      const due = await inTransaction(batch, (client) => dueTonight(client, pool, night))
      const about = { night, months: due.map(({ month }) => month.slice(0, 7)) }
      const { finished } = await runJob(house, { kind: 'risk_indicators', pool, officer: null, about }, async (progress) => {
        progress.phase('计算指标', due.length)
        let warnings = 0
        for (const one of due) {
          const run = await inTransaction(batch, (client) => computeWatch(client, { pool, ...one, officer: null, today: night, warn: true }))
          warnings += run.warnings
          progress.step()
        }
        return { ...about, warnings }
      })
      return (await finished).state === 'done'
    },
  })
}

/** The months that the schedules of either scheme ask for and that nobody computed up to that day. */
async function dueTonight(client: pg.ClientBase, pool: string, night: Day): Promise<Due[]> {
  const schedules = (await fundRulesOn(client, pool, night)).flatMap(({ rules }) => rules.indicators?.schedule ?? [])
  const asked = new Map(schedules.flatMap((schedule) => dueOf(schedule, night)).map((due) => [due.until, due]))
  const due: Due[] = []
  for (const one of asked.values()) if (!(await wasComputed(client, pool, one))) due.push(one)
  return due
}

function dueOf({ every, fromDay }: WatchSchedule, night: Day): Due[] {
  const yesterday = daysAfter(night, -1)
  if (every === 'night') return [{ month: `${yesterday.slice(0, 7)}-01`, until: yesterday }]
  const first: Day = `${night.slice(0, 7)}-01`
  return Number(night.slice(8)) < Number(fromDay) ? [] : [{ month: monthsAfter(first, -1), until: daysAfter(first, -1) }]
}

async function wasComputed(client: pg.ClientBase, pool: string, { month, until }: Due): Promise<boolean> {
  return (
    (await client.query('SELECT 1 FROM indicator_run WHERE pool = $1 AND month = $2 AND until = $3 AND officer IS NULL', [pool, month, until])).rows.length > 0
  )
}
