// The conformance suite, in its small form, against our own server on a port: nothing may be otherwise than the specification says.
// It must also notice a centre that errs, so a liar stands in front of the same server.
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import type { Centre } from '@tongchou/hospital/centre.js'
import { examineCentre } from '@tongchou/hospital/conformance/examine.js'
import { isWhole, type Report } from '@tongchou/hospital/conformance/paper.js'
import { readProfile } from '@tongchou/hospital/conformance/profile.js'
import { writeReport } from '@tongchou/hospital/conformance/write-report.js'
import { type TestDatabase, testDatabase } from '@tongchou/server/testing/database.js'
import { FAR, type SmallCity, smallCity } from '@tongchou/server/testing/small-city.js'
import { liarBefore } from './liar.js'
import { smallCentre } from './small-centre.js'

let db: TestDatabase
let city: SmallCity
let centre: Centre
let report: Report
before(async () => {
  db = await testDatabase()
  city = await smallCity(db)
  centre = withFar(await smallCentre(city, 12))
  report = await examineCentre(centre, { url: centre.url ?? '', profile: readProfile('national'), small: true })
})
after(async () => {
  await city?.close()
  await db?.drop()
})

/** With a hospital outside the area, whose bills are cleared across areas. */
function withFar(small: Centre): Centre {
  return { ...small, institutions: [...small.institutions, { code: FAR, name: '远省医院', kind: 'hospital', area: '970101' }] }
}

function failures({ chapters }: Report): string[] {
  return chapters.flatMap(({ infno, lines }) => lines.filter(({ verdict }) => verdict === 'fail').map(({ what, came }) => `${infno} ${what}: ${came}`))
}

test('our own server is as the specification says', () => {
  assert.deepEqual(failures(report), [])
  assert.ok(report.totals.pass > 500, `${report.totals.pass} checks`)
})

test('every chain was walked to its end', () => {
  const walked = '1101 1201 2001 2101 2102 2103 2201 2202 2203 2204 2205 2206 2207 2208 2301 2302 2303 2304 2305 2401 2402 2403 2404 2405 2601 9001 9002'
  const offered = new Set(report.chapters.filter((one) => one.offered === 'offered' && one.lines.some(({ what }) => what === '受理')).map(({ infno }) => infno))
  assert.deepEqual(
    walked.split(' ').filter((infno) => !offered.has(infno)),
    [],
  )
})

test('of every offered transaction a whole message is carried out, and a faulty one refused', () => {
  const offered = report.chapters.filter((one) => one.offered === 'offered' && /^\d/.test(one.infno))
  assert.deepEqual(
    offered.filter((one) => !isWhole(one)).map(({ infno }) => infno),
    [],
  )
  assert.deepEqual([report.totals.offered, report.totals.whole], [offered.length, offered.length])
  assert.ok(offered.length >= 146, `${offered.length} offered`)
})

test('the report is written for people and for the console, without anybody’s identity number or name', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'conformance-'))
  await writeReport(report, folder)
  const texts = ['report.json', 'report.md', 'report.html'].map((file) => readFileSync(path.join(folder, file), 'utf8'))
  assert.deepEqual(JSON.parse(texts[0] ?? ''), report)
  for (const text of texts) for (const { certificate, name } of centre.persons) assert.ok(!text.includes(certificate) && !text.includes(`"${name}"`))
  assert.match(texts[1] ?? '', /## 2207 门诊结算/)
})

test('a centre that errs is found out', async () => {
  const liar = await liarBefore(centre.url ?? '')
  try {
    const found = failures(await examineCentre(centre, { url: liar.url, profile: readProfile('national'), small: true })).join('\n')
    assert.match(found, /infcode是JSON数字/)
    assert.match(found, /2207 金额恒等式1/)
    assert.match(found, /2001 trtinfo.trt_enjymnt_flag必填/)
    assert.match(found, /2102 同一报文再发，答复相同/)
  } finally {
    await liar.close()
  }
})
