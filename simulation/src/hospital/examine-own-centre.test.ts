// The conformance suite started from the desk against the centre itself, and a report that the suite hands to the desk: both are kept.
import assert from 'node:assert/strict'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import type { Centre } from '@tongchou/hospital/centre.js'
import { examineCentre } from '@tongchou/hospital/conformance/examine.js'
import { readProfile } from '@tongchou/hospital/conformance/profile.js'
import { sendReport } from '@tongchou/hospital/conformance/send-report.js'
import { createOfficer } from '@tongchou/server/access/create-officer.js'
import { systemClock } from '@tongchou/server/http/clock.js'
import { type TestDatabase, testDatabase } from '@tongchou/server/testing/database.js'
import { type Caller, type TestDesk, testDesk } from '@tongchou/server/testing/desk.js'
import { POOL, type SmallCity, smallCity } from '@tongchou/server/testing/small-city.js'
import { writeCentre } from './export-centre.js'
import { smallCentre } from './small-centre.js'

const PASSWORD = 'Qiao-4411-lou'

let db: TestDatabase
let city: SmallCity
let centre: Centre
let desk: TestDesk
let manager: Caller
before(async () => {
  db = await testDatabase()
  city = await smallCity(db)
  centre = await smallCentre(city, 12)
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'centre-')), 'centre.yaml')
  await writeCentre(centre, file)
  desk = await testDesk(db, { pool: POOL, demonstration: true, ownCentre: { url: () => centre.url, file } })
  manager = await desk.as('agency', 'provider_manager', POOL)
})
after(async () => {
  await desk?.close()
  await city?.close()
  await db?.drop()
})

test('an officer starts it, watches it, and reads what it found', async () => {
  assert.equal((await manager.get('/api/conformance-runs')).body['may_start'], true)
  const { body } = await manager.post('/api/conformance-examinations', { profile: 'national', small: true })
  const job = await ended(String(body['job']))
  assert.equal(job['state'], 'done', JSON.stringify(job))
  const { run, pass, fail } = job['result'] as { run: string; pass: number; fail: number }
  assert.ok(pass > 500, `${pass} checks`)
  assert.equal(fail, 0)
  const detail = (await manager.get(`/api/conformance-runs/${run}`)).body
  assert.deepEqual([detail['origin'], detail['pass'], detail['fail'], detail['url']], ['started', pass, 0, centre.url])
})

test('the suite hands its report to the desk, signed in as an officer', async () => {
  const who = { account: 'interface-officer', name: '郑清明', department: 'agency', role: 'provider_manager', area: POOL }
  await createOfficer(db.batch, systemClock, { ...who, pool: POOL }, PASSWORD)
  const url = await desk.app.listen({ host: '127.0.0.1', port: 0 })
  const report = await examineCentre(centre, { url: centre.url ?? '', profile: readProfile('national'), small: true })
  const address = await sendReport(report, { url, account: who.account, password: PASSWORD })
  const run = address.split('/').at(-1)
  const kept = (await manager.get(`/api/conformance-runs/${run}`)).body
  assert.deepEqual([kept['origin'], kept['pass'], kept['officer']], ['posted', report.totals.pass, '郑清明'])
  assert.notEqual(kept['before'], null, 'the started run is the one before')
  await assert.rejects(sendReport(report, { url, account: who.account, password: 'wrong' }), /密码|账号/)
  await assert.rejects(sendReport(report, { url, account: undefined, password: undefined }), /--account/)
})

async function ended(job: string): Promise<Record<string, unknown>> {
  for (let turn = 0; turn < 600; turn += 1) {
    const { body } = await manager.get(`/api/jobs/${job}`)
    if (body['state'] !== 'running') return body
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  throw new Error('the job did not end')
}
