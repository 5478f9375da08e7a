// Province profiles: the same bill asked and answered in each province's words.
import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import { call, envelope, post, purchase } from '../testing/cashier.js'
import { connectInstitution } from '../testing/connected.js'
import { type TestDatabase, testDatabase } from '../testing/database.js'
import { inProvinces } from '../testing/in-provinces.js'
import { HOSPITAL, PHARMACY, POOL, type SmallCity, smallCity } from '../testing/small-city.js'
import { loadGateSettings } from './gate-settings.js'
import { loadProfiles, readByProfile, writtenByProfile } from './profile.js'
import { differences, PROFILES_FILE, profilesText } from './profiles-document.js'
import { INTERFACE_FOLDER, readTable } from './tables.js'

let db: TestDatabase
let city: SmallCity
let speaking: (profile: string) => Promise<FastifyInstance>
let silence: () => Promise<void>
before(async () => {
  db = await testDatabase()
  city = await smallCity(db)
  const desks = inProvinces(db, city)
  speaking = desks.speaking
  silence = desks.close
})
after(async () => {
  await silence?.()
  await city?.close()
  await db?.drop()
})

interface Spoken {
  readonly setlinfo: Record<string, unknown>
  readonly setldetail: readonly Record<string, unknown>[]
  readonly detlcutinfo: readonly Record<string, unknown>[]
}

async function bought(profile: string): Promise<Spoken> {
  const person = await city.enrol('employee', 100_000n)
  const answer = await call(await speaking(profile), '2102', purchase(person, '310', '100.00', [{ sn: '1', price: '100.00' }], { acct_used_flag: '1' }))
  assert.equal(answer.infcode, 0, answer.err_msg)
  return answer.output as unknown as Spoken
}

const words = ({ setlinfo, setldetail, detlcutinfo }: Spoken) => ({
  clr_way: setlinfo['clr_way'],
  psn_type: setlinfo['psn_type'],
  level: detlcutinfo[0]?.['chrgitm_lv'],
  account: setldetail.at(-1)?.['fund_pay_type'],
  expansion: Object.keys(setlinfo).filter((name) => /^exp_?content$/i.test(name)),
})

test('a settlement in the words of the nation and of each province', async () => {
  const nation = { clr_way: '1', psn_type: '11', level: '01', account: '310200', expansion: ['exp_content'] }
  assert.deepEqual(words(await bought('national')), nation)
  assert.deepEqual(words(await bought('hunan')), nation)
  assert.deepEqual(words(await bought('jiangxi')), { ...nation, clr_way: '01', level: '1', expansion: ['expContent'] })
  assert.deepEqual(words(await bought('guangdong')), { ...nation, expansion: ['exp_content', 'expContent'] })
  assert.deepEqual(words(await bought('hebei')), { ...nation, psn_type: '1101', account: '310201', expansion: ['exp_content', 'expContent'] })
})

test('an institution’s own profile goes before the installation’s', async () => {
  await connectInstitution(db, PHARMACY, { profile: 'jiangxi' })
  // A server hears of it by word of the database, a moment later.
  const way = async () => words(await bought('hebei')).clr_way
  for (let tries = 0; (await way()) !== '01'; tries += 1) {
    assert.ok(tries < 200, 'the server never heard of the profile')
    await delay(25)
  }
})

test('what a province writes is read in the nation’s words, and back', () => {
  const profiles = loadProfiles()
  const of = (name: string) => {
    const profile = profiles.get(name)
    assert.ok(profile)
    return profile
  }
  const asked = { data: { type: 'X', parentValue: '1', valiFlag: '1' } }
  for (const name of profiles.keys()) assert.deepEqual(readByProfile(of(name), '1901', asked), { data: { type: 'X', parent_value: '1', Vali_Flag: '1' } }, name)
  assert.equal(readByProfile(of('hunan'), '2207', asked), asked)
  assert.deepEqual(readByProfile(of('jiangxi'), '2207', { data: [{ psn_type: '21', clr_way: '05', other: '21' }] }), {
    data: [{ psn_type: '12', clr_way: '40', other: '21' }],
  })
  assert.deepEqual(readByProfile(of('hebei'), '2207', { data: { psn_type: '1560' } }), { data: { psn_type: '1701' } })
  assert.deepEqual(writtenByProfile(of('hebei'), '2207', { a: [{ psn_type: '15', amount: 12n, exp_content: '' }] }), {
    a: [{ psn_type: '1560', amount: 12n, exp_content: '', expContent: '' }],
  })
  assert.deepEqual([of('guangdong').gateway, of('hunan').gateway, of('hebei').gateway], ['tif', 'api', 'tif'])
  assert.ok(profiles.has(loadGateSettings().profile))
})

test('Jiangxi’s certificate types are of one digit, asked and answered', async () => {
  const app = await speaking('jiangxi')
  const data = { mdtrt_cert_type: '', mdtrt_cert_no: '', card_sn: '', begntime: '', psn_cert_type: '1', certno: city.employee.certificate, psn_name: '' }
  const answer = await call(app, '1101', { data })
  assert.equal((answer.output['baseinfo'] as Record<string, unknown>)['psn_cert_type'], '1')
  assert.equal(((await call(city.app, '1101', { data })).output['baseinfo'] as Record<string, unknown>)['psn_cert_type'], '01')
})

test('a code list of an area that no edition is of is that of the sender’s own edition', async () => {
  const values = async (app: FastifyInstance, admdvs: string) => {
    const { list } = (await call(app, '1901', { data: { type: 'chrgitm_lv', parent_value: '', admdvs, date: '2026-03-20', vali_flag: '1' } })).output
    return (list as { value: string }[]).map((row) => row.value)
  }
  await db.batch.query(`INSERT INTO code_list (list, list_name, value, label, sort, editions)
    SELECT 'chrgitm_lv', '收费项目等级', value, value, sort, editions
      FROM (VALUES ('01', 1, 'H13,H27'), ('03', 2, 'H13,H27'), ('02', 3, 'H13,H27'), ('1', 4, 'J'), ('3', 5, 'J'), ('2', 6, 'J')) AS v(value, sort, editions)
    ON CONFLICT DO NOTHING`)
  assert.deepEqual(await values(await speaking('jiangxi'), POOL), ['1', '3', '2'])
  assert.deepEqual(await values(city.app, POOL), ['01', '03', '02'])
  assert.deepEqual(await values(city.app, '360100'), ['1', '3', '2'])
})

test('recorded messages of two provinces are answered alike under their profile', async () => {
  const app = await speaking('jiangxi')
  const person = {
    mdtrt_cert_type: '02',
    mdtrt_cert_no: city.resident.certificate,
    card_sn: 'null',
    begntime: '2026-03-20 10:00:00',
    psn_cert_type: '',
    certno: '',
  }
  const answer = await post(app, { ...envelope('1101', { data: person }), infver: 'V1.0', insuplc_admdvs: '' })
  assert.equal(answer.infcode, 0, answer.err_msg)
  const [insurance] = answer.output['insuinfo'] as Record<string, unknown>[]
  assert.equal(insurance?.['psn_type'], '50')
  assert.equal((answer.output['baseinfo'] as Record<string, unknown>)['expContent'], '')
})

const FOLDER = path.resolve(import.meta.dirname, '../../src/testing/messages')
const recorded = readdirSync(FOLDER)
  .filter((name) => /-req-.*\.json$/.test(name))
  .map((name) => (JSON.parse(readFileSync(path.join(FOLDER, name), 'utf8')) as { message: Record<string, unknown> }).message)

test('recorded messages of real clients get the same answer under every profile', async () => {
  assert.ok(recorded.length >= 18)
  const ours = { fixmedins_code: HOSPITAL, insuplc_admdvs: POOL, mdtrtarea_admvs: POOL, sign_no: '' }
  for (const profile of loadProfiles().keys()) {
    const app = await speaking(profile)
    for (const message of recorded) {
      const [there, here] = [await post(app, { ...message, ...ours }, 'text/plain'), await post(city.app, { ...message, ...ours }, 'text/plain')]
      assert.deepEqual([there.infcode, there.err_msg], [here.infcode, here.err_msg], `${profile} ${String(message['infno'])}`)
    }
  }
})

test('the document of the profiles is what the tables say, and each difference has its data and its test', () => {
  assert.equal(readFileSync(PROFILES_FILE, 'utf8'), profilesText())
  const sources = path.resolve(import.meta.dirname, '../../src/hospital-interface')
  const known = differences()
  assert.ok(known.length > 100)
  for (const row of known) {
    const at = `${row['part']} ${row['where']} ${row['difference']}`
    if (row['data'] !== '') assert.ok(existsSync(path.join(INTERFACE_FOLDER, row['data'] ?? '')), `${at}: ${row['data']}`)
    for (const one of (row['test'] ?? '').split(' & ')) {
      const [file = '', title = ''] = one.split(' › ')
      assert.ok(title.length > 5 && readFileSync(path.join(sources, file), 'utf8').includes(`test('${title}'`), `${at}: ${one}`)
    }
  }
})

test('every list, name and label of the profile tables stands among the differences', () => {
  const table = (name: string) => readTable(path.join(INTERFACE_FOLDER, name))
  const told = (part: string) => differences().filter((row) => row['part'] === part)
  const lists = told('code list').map((row) => row['where'])
  for (const row of table('profiles/codes.tsv')) assert.ok(lists.includes(row['list']), row['list'])
  for (const row of table('profiles/carriers.tsv')) assert.ok(lists.includes(row['list']), row['field'])
  for (const row of table('profiles/spellings.tsv'))
    assert.ok(
      told('name').some((one) => one['where']?.includes(row['infno'] ?? '-')),
      `${row['infno']} ${row['local']}`,
    )
  const printed = new Set(table('code-lists.tsv').map((row) => `${row['list']}/${row['value']}`))
  for (const row of table('code-labels.tsv')) assert.ok(printed.has(`${row['list']}/${row['value']}`), `${row['list']} ${row['value']}`)
  const profiles = loadProfiles()
  for (const row of table('profiles.tsv')) assert.ok(profiles.has(row['profile'] ?? ''), row['profile'])
})
