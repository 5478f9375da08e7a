// The conformance suite through each gateway, against our own server as it stands outside the demonstration: every message signed, and
// a chapter on what the gateway lets in.
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import type { Centre } from '@tongchou/hospital/centre.js'
import { withCredentials } from '@tongchou/hospital/conformance/credentials.js'
import { examineCentre } from '@tongchou/hospital/conformance/examine.js'
import type { Report } from '@tongchou/hospital/conformance/paper.js'
import { readProfile } from '@tongchou/hospital/conformance/profile.js'
import { writeReport } from '@tongchou/hospital/conformance/write-report.js'
import { buildApp } from '@tongchou/server/http/app.js'
import { TEST_KEY, type TestDatabase, testDatabase } from '@tongchou/server/testing/database.js'
import { CLINIC, HOSPITAL, NOON, PHARMACY, POOL, type SmallCity, smallCity } from '@tongchou/server/testing/small-city.js'
import { smallCentre } from './small-centre.js'

const FOLDER = mkdtempSync(path.join(tmpdir(), 'conformance-'))
const SECRET = 'a-secret-of-this-test'
let db: TestDatabase
let city: SmallCity
let app: Awaited<ReturnType<typeof buildApp>>
let centre: Centre
before(async () => {
  db = await testDatabase()
  city = await smallCity(db)
  const keys = [HOSPITAL, CLINIC, PHARMACY].flatMap((code) => (['api', 'tif'] as const).map((gateway) => ({ code, gateway, access: `${gateway}-${code}` })))
  for (const { code, gateway, access } of keys) {
    await db.batch.query(
      `INSERT INTO institution_key (institution, access_key, in_force, until, gateway, secret_cipher) VALUES ($1, $2, '2026-01-01', NULL, $3, $4)`,
      [code, access, gateway, city.cipher.encrypt(SECRET)],
    )
  }
  for (const gateway of ['api', 'tif']) {
    const rows = keys.filter((one) => one.gateway === gateway).map(({ code, access }) => `${code}: { access: ${access}, secret: ${SECRET} }\n`)
    writeFileSync(path.join(FOLDER, `${gateway}.yaml`), rows.join(''))
  }
  app = await buildApp({ databases: db, key: TEST_KEY, clock: NOON, pool: POOL })
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as AddressInfo
  centre = { ...(await smallCentre(city, 12)), url: `http://127.0.0.1:${port}` }
})
after(async () => {
  await app?.close()
  await city?.close()
  await db?.drop()
})

let runs = 0
function examined(profileId: string, gateway: string, url = centre.url ?? ''): Promise<Report> {
  const profile = readProfile(profileId)
  const signing = withCredentials(centre, profile, { gateway, keys: path.join(FOLDER, `${gateway}.yaml`), environment: {} })
  // The test's clock stands still, and no signature may come twice.
  const at = NOON.now().getTime() + runs++ * 60_000
  return examineCentre(signing, { url, profile, small: true, clock: () => at })
}

function failures({ chapters }: Report): string[] {
  return chapters.flatMap(({ infno, lines }) => lines.filter(({ verdict }) => verdict === 'fail').map(({ what, came }) => `${infno} ${what}: ${came}`))
}

for (const [profile, gateway] of [
  ['jiangxi', 'api'],
  ['guangdong', 'tif'],
] as const) {
  test(`our own server through the ${gateway} gateway, at the addresses and with the names of ${profile}`, async () => {
    const report = await examined(profile, gateway)
    assert.deepEqual(failures(report), [])
    assert.equal(report.gateway, gateway)
    assert.ok(report.totals.pass > 500, `${report.totals.pass} checks`)
    const gate = report.chapters.find(({ infno }) => infno === '网关')
    assert.ok((gate?.lines.length ?? 0) >= 12, JSON.stringify(gate))
    assert.deepEqual(
      gate?.lines.filter(({ verdict }) => verdict === 'note'),
      [],
    )
    await writeReport(report, FOLDER)
    for (const file of ['report.json', 'report.txt', 'report.md', 'report.html']) {
      const text = readFileSync(path.join(FOLDER, file), 'utf8')
      assert.ok(!text.includes(SECRET), `${file} tells the secret`)
      assert.match(text, /网关/)
    }
  })
}

test('a centre that lets its own machine in without a signature is told so', async () => {
  const url = `http://127.0.0.1:${(city.app.server.address() as AddressInfo).port}`
  const report = await examined('hunan', 'api', url)
  const gate = report.chapters.find(({ infno }) => infno === '网关')
  const open = gate?.lines.filter(({ verdict }) => verdict !== 'pass').map(({ what }) => what)
  assert.deepEqual(open, ['没有签名头拒绝'])
})
