import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { PlainError } from '../database/plain-error.js'
import { systemClock } from '../http/clock.js'
import { testDatabase } from '../testing/database.js'
import { testDesk } from '../testing/desk.js'
import { insertPeople, POOL } from '../testing/persons.js'
import { askToStop, giveUpSilentJobs, insertJob, jobNumbered } from './job-store.js'
import { type JobHouse, runJob } from './run-job.js'

const db = await testDatabase()
await insertPeople(db, 2026)
const desk = await testDesk(db)
after(async () => {
  await desk.close()
  await db.drop()
})

const complaints: string[] = []
const house: JobHouse = { batch: db.batch, clock: systemClock, complain: (_error, what) => void complaints.push(what) }
const asked = { kind: 'counting', pool: POOL, officer: null, about: { up_to: 3 } }

test('work reports its progress and leaves its result', async () => {
  const { job, finished } = await runJob(house, asked, async (progress) => {
    progress.phase('数数', 3)
    for (let count = 0; count < 3; count += 1) progress.step()
    return { counted: 3 }
  })
  assert.deepEqual(await finished, { state: 'done', result: { counted: 3 } })
  const row = await jobNumbered(db.batch, POOL, job)
  assert.deepEqual([row?.state, row?.phase, row?.done, row?.total, row?.result], ['done', '数数', 3n, 3n, { counted: 3 }])
})

test("the world's fault is told in its own words, ours is logged and told as ours", async () => {
  const failed = await runJob(house, asked, async () => {
    throw new PlainError('没有可测算的结算单；请换一个年份。')
  })
  assert.deepEqual(await failed.finished, { state: 'failed', sentence: '没有可测算的结算单；请换一个年份。' })
  const broken = await runJob(house, asked, async () => {
    throw new Error('boom')
  })
  assert.match(JSON.stringify(await broken.finished), /系统出了故障/)
  assert.deepEqual(complaints, [`job ${broken.job} failed`])
})

test('a job stops when its officer asks', async () => {
  const { job, finished } = await runJob(house, asked, async (progress, number) => {
    await askToStop(db.batch, number)
    for (;;) {
      await new Promise((resolve) => setTimeout(resolve, 20))
      progress.stopIfAsked()
    }
  })
  assert.equal((await finished).state, 'stopped')
  assert.equal((await jobNumbered(db.batch, POOL, job))?.state, 'stopped')
})

test('a job whose process fell silent is told as broken off', async () => {
  const job = await insertJob(db.batch, asked, new Date())
  await db.batch.query(`UPDATE job SET heard_at = now() - interval '2 minutes' WHERE job = $1`, [job])
  await giveUpSilentJobs(db.batch, new Date())
  assert.match((await jobNumbered(db.batch, POOL, job))?.sentence ?? '', /运行中断/)
})

test('an officer sees the own jobs only', async () => {
  const mine = await desk.as('bureau', 'policy_officer')
  const other = await desk.as('bureau', 'fund_officer')
  const { rows } = await db.batch.query<{ officer: bigint }>(`SELECT officer FROM officer WHERE role = 'policy_officer'`)
  const job = await insertJob(db.batch, { ...asked, officer: rows[0]?.officer ?? 0n }, new Date())
  assert.equal((await mine.get(`/api/jobs/${job}`)).body['state'], 'running')
  assert.equal((await other.get(`/api/jobs/${job}`)).status, 404)
  assert.equal((await mine.post(`/api/jobs/${job}/stop`)).status, 200)
  assert.equal((await jobNumbered(db.batch, POOL, job))?.stop_asked, true)
})
