// The FHIR door over HTTP. Every resource that leaves it is held against the R4 definitions by an independent validator.
import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { after, before, test } from 'node:test'
import { Fhir } from 'fhir'
import { done, purchase } from '../testing/cashier.js'
import { type TestDatabase, testDatabase } from '../testing/database.js'
import { type TestDesk, testDesk } from '../testing/desk.js'
import { CLINIC, DRUG, DRUG_B, DRUG_C, HOSPITAL, NOON, type Person, PHARMACY, type SmallCity, smallCity } from '../testing/small-city.js'
import { SYSTEM } from './elements.js'

type Json = Record<string, unknown>

let db: TestDatabase
let city: SmallCity
let desk: TestDesk
before(async () => {
  db = await testDatabase()
  city = await smallCity(db)
  const { now } = NOON
  desk = await testDesk(db, { pool: '980100', clock: { now }, demonstration: true })
})
after(async () => {
  await desk?.close()
  await city?.close()
  await db?.drop()
})

const validator = new Fhir()
/** Warnings speak of value sets that are examples or preferred only; national codes stand in none of them. */
const NOT_ALLOWED: ReadonlySet<string> = new Set(['fatal', 'error'])

test('the validator knows what is no resource of R4', () => {
  const coverage = { resourceType: 'Coverage', status: 'paid', beneficiary: { referenz: 'Patient/1' }, other: 1 }
  const errors = validator.validate(coverage, { errorOnUnexpected: true }).messages.filter(({ severity = '' }) => NOT_ALLOWED.has(severity))
  assert.deepEqual(errors.map((one) => one.location).sort(), ['Coverage.beneficiary.referenz', 'Coverage.other', 'Coverage.payor', 'Coverage.status'])
})

/**
 * R4 defines the adjudication of a whole bill as a reference to that of an item, which the validator does not follow: it is
 * held against the definition in its first item.
 */
function withinItems(resource: Json): Json {
  const entries = resource['entry'] as { resource: Json }[] | undefined
  if (entries !== undefined) return { ...resource, entry: entries.map((one) => ({ ...one, resource: withinItems(one.resource) })) }
  const { adjudication, ...rest } = resource
  if (adjudication === undefined) return resource
  const [first, ...others] = resource['item'] as Json[]
  return { ...rest, item: [{ ...first, adjudication: [...(first?.['adjudication'] as Json[]), ...(adjudication as Json[])] }, ...others] }
}

function valid(resource: Json): Json {
  for (const { resource: inner } of (resource['entry'] ?? []) as { resource: Json }[]) valid(inner)
  const { messages } = validator.validate(withinItems(resource), { errorOnUnexpected: true })
  assert.deepEqual(
    messages.filter(({ severity = '' }) => NOT_ALLOWED.has(severity)).map((one) => `${one.location}: ${one.message}`),
    [],
    JSON.stringify(resource),
  )
  return resource
}

interface Answer {
  readonly status: number
  readonly body: Json
}

async function ask(method: 'GET' | 'POST', url: string, headers: Record<string, string>, payload?: unknown, app = desk.app): Promise<Answer> {
  const body = payload === undefined ? {} : { payload: typeof payload === 'string' ? payload : JSON.stringify(payload) }
  const type = payload === undefined ? {} : { 'content-type': 'application/fhir+json' }
  const reply = await app.inject({ method, url, headers: { ...type, ...headers }, ...body })
  assert.equal(reply.headers['content-type'], 'application/fhir+json; charset=utf-8', reply.body)
  return { status: reply.statusCode, body: valid(reply.json() as Json) }
}

const as = (institution: string): Record<string, string> => ({ fixmedins_code: institution })

async function get(url: string, institution = HOSPITAL): Promise<Json> {
  const { status, body } = await ask('GET', url, as(institution))
  assert.equal(status, 200, JSON.stringify(body))
  return body
}

const issueOf = (body: Json): { code: string; details: { text: string } } => (body['issue'] as [{ code: string; details: { text: string } }])[0]

async function refusedWith(answer: Promise<Answer>, status: number, code: string, sentence: RegExp): Promise<void> {
  const { status: got, body } = await answer
  assert.deepEqual([got, body['resourceType'], issueOf(body).code], [status, 'OperationOutcome', code], JSON.stringify(body))
  assert.match(issueOf(body).details.text, sentence)
}

function item(code: string, net: number, more: Json = {}): Json {
  return { sequence: 1, productOrService: { coding: [{ system: SYSTEM.item, code }] }, net: { value: net, currency: 'CNY' }, ...more }
}

function claim(person: Person, scheme: string, items: readonly Json[], more: Json = {}): Json {
  return valid({
    resourceType: 'Claim',
    identifier: [{ system: 'urn:example:his', value: `C-${person.number}` }],
    status: 'active',
    type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/claim-type', code: 'pharmacy' }] },
    use: 'claim',
    patient: { reference: `Patient/${person.number}` },
    created: '2026-03-20T11:30:00+08:00',
    provider: { identifier: { system: SYSTEM.institution, value: PHARMACY } },
    priority: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/processpriority', code: 'normal' }] },
    insurance: [{ sequence: 1, focal: true, coverage: { reference: `Coverage/${person.number}-${scheme}-2026` } }],
    item: items.map((one, index) => ({ ...one, sequence: index + 1 })),
    ...more,
  })
}

const professional = { type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/claim-type', code: 'professional' }] } }
const pneumonia = { diagnosis: [{ sequence: 1, diagnosisCodeableConcept: { coding: [{ system: SYSTEM.diagnosis, code: 'J18.900' }] } }] }

const submit = (body: unknown, institution = PHARMACY): Promise<Answer> => ask('POST', '/fhir/Claim/$submit', as(institution), body)

const cents = (value: unknown): number => Math.round(Number(value) * 100)
const amountOf = (rows: unknown, code: string): number => {
  const row = (rows as { category: { coding: [{ code: string }] }; amount: { value: number } }[]).find((one) => one.category.coding[0].code === code)
  return cents(row?.amount.value ?? 0)
}

async function count(table: string): Promise<bigint> {
  return (await db.batch.query<{ n: bigint }>(`SELECT count(*)::bigint AS n FROM ${table}`)).rows[0]?.n ?? 0n
}

interface Declared {
  readonly type: string
  readonly interaction?: readonly { readonly code: string }[]
  readonly searchParam?: readonly { readonly name: string }[]
  readonly searchInclude?: readonly string[]
  readonly operation?: readonly { readonly name: string }[]
}

/** Whatever the statement declares is there, and what it does not declare is not. */
async function everythingDeclared(statement: Json): Promise<void> {
  const absent = ({ body }: Answer): boolean => body['resourceType'] === 'OperationOutcome' && issueOf(body).code === 'not-supported'
  const [{ resource }] = statement['rest'] as [{ resource: readonly Declared[] }]
  for (const { type, interaction = [], searchParam = [], searchInclude = [], operation = [] } of resource) {
    const codes = interaction.map((one) => one.code)
    assert.equal(absent(await ask('GET', `/fhir/${type}/0`, as(HOSPITAL))), !codes.includes('read'), `${type} read`)
    assert.equal(absent(await ask('GET', `/fhir/${type}`, as(HOSPITAL))), !codes.includes('search-type'), `${type} search`)
    if (codes.includes('search-type')) assert.ok(absent(await ask('GET', `/fhir/${type}?nothing=1`, as(HOSPITAL))), `${type} by what it does not know`)
    for (const { name } of searchParam) assert.ok(!absent(await ask('GET', `/fhir/${type}?${name}=1`, as(HOSPITAL))), `${type} by ${name}`)
    for (const one of searchInclude) assert.ok(!absent(await ask('GET', `/fhir/${type}?_include=${one}`, as(HOSPITAL))), `${type} with ${one}`)
    assert.equal(absent(await ask('POST', `/fhir/${type}/$submit`, as(HOSPITAL), {})), operation.length === 0, `${type} submit`)
  }
}

test('the statement of capabilities is open and names what is offered', async () => {
  const { status, body } = await ask('GET', '/fhir/metadata', {})
  assert.equal(status, 200)
  const rest = (body['rest'] as [{ resource: { type: string }[] }])[0]
  assert.deepEqual(
    rest.resource.map((one) => one.type),
    ['Patient', 'Coverage', 'CoverageEligibilityRequest', 'Claim', 'ClaimResponse', 'ExplanationOfBenefit'],
  )
  await everythingDeclared(body)
})

test('a patient is read and searched by the person number, without any certificate number', async () => {
  const { employee } = city
  const patient = await get(`/fhir/Patient/${employee.number}`)
  assert.deepEqual([patient['birthDate'], patient['gender']], ['1980-01-01', 'male'])
  assert.ok(!JSON.stringify(patient).includes(employee.certificate))
  const found = await get(`/fhir/Patient?identifier=${encodeURIComponent(`${SYSTEM.person}|${employee.number}`)}`)
  assert.deepEqual([found['total'], (found['entry'] as { resource: Json }[])[0]?.resource['id']], [1, employee.number])
  assert.equal((await get(`/fhir/Patient?identifier=98010099999999999999`))['total'], 0)
  assert.equal((await get(`/fhir/Coverage?patient=Patient/98010099999999999999`))['total'], 0)
  assert.equal((await get(`/fhir/Patient?_id=${employee.number}&identifier=${city.resident.number}`))['total'], 0)
  await refusedWith(ask('GET', `/fhir/Patient?_id=${employee.number}&_id=${city.resident.number}`, as(HOSPITAL)), 400, 'value', /_id只能给一次/)
  await refusedWith(ask('GET', `/fhir/Patient?_id=${employee.number}&_format=xml`, as(HOSPITAL)), 406, 'not-supported', /JSON/)
  await refusedWith(ask('GET', '/fhir', as(HOSPITAL)), 404, 'not-supported', /metadata/)
  await refusedWith(
    ask('GET', `/fhir/Patient?identifier=urn:oid:2.16.156.112605.1|${employee.certificate}`, as(HOSPITAL)),
    400,
    'value',
    /证件号码不能出现在网址中/,
  )
  await refusedWith(ask('GET', `/fhir/Patient?identifier=${employee.certificate}`, as(HOSPITAL)), 400, 'value', /不能用证件号码/)
  await refusedWith(ask('GET', '/fhir/Patient', as(HOSPITAL)), 400, 'required', /identifier/)
  await refusedWith(ask('GET', '/fhir/Patient?name=x', as(HOSPITAL)), 400, 'not-supported', /name/)
  await refusedWith(ask('GET', '/fhir/Patient/1', as(HOSPITAL)), 404, 'not-found', /没有找到/)
})

test('coverage tells scheme, period and standing of each year', async () => {
  const { employee, suspended, waiting } = city
  const own = await get(`/fhir/Coverage?patient=Patient/${employee.number}`)
  const [first] = own['entry'] as { resource: Json; fullUrl: string }[]
  assert.equal(first?.resource['id'], `${employee.number}-employee-2026`)
  assert.deepEqual(first?.resource['period'], { start: '2026-01-01', end: '2026-12-31' })
  assert.ok(first?.fullUrl.endsWith(`/fhir/Coverage/${employee.number}-employee-2026`))
  assert.equal((await get(`/fhir/Coverage/${suspended.number}-employee-2026`))['status'], 'cancelled')
  assert.equal((await get(`/fhir/Coverage/${waiting.number}-resident-2026`))['status'], 'active')
  await refusedWith(ask('GET', `/fhir/Coverage/${employee.number}-resident-2026`, as(HOSPITAL)), 404, 'not-found', /没有这一险种/)
})

test('eligibility answers each fund as 2001 does, with the reason where it will not pay', async () => {
  const request = (person: Person, scheme: string): Json =>
    valid({
      resourceType: 'CoverageEligibilityRequest',
      id: 'R1',
      status: 'active',
      purpose: ['benefits'],
      patient: { reference: `Patient/${person.number}` },
      created: '2026-03-20',
      servicedDate: '2026-03-20',
      insurer: { display: '医疗保障经办机构' },
      insurance: [{ coverage: { reference: `Coverage/${person.number}-${scheme}-2026` } }],
      item: [{ category: { coding: [{ system: SYSTEM.medType, code: '21' }] } }],
    })
  const { status, body } = await ask('POST', '/fhir/CoverageEligibilityRequest/$submit', as(HOSPITAL), request(city.needy, 'resident'))
  assert.equal(status, 200, JSON.stringify(body))
  const [insurance] = body['insurance'] as { inforce: boolean; item: { excluded: boolean; productOrService: { coding: [{ code: string }] } }[] }[]
  assert.equal(insurance?.inforce, true)
  assert.deepEqual(
    insurance?.item.map((one) => [one.productOrService.coding[0].code, one.excluded]),
    [
      ['390100', false],
      ['390200', false],
      ['610100', false],
    ],
  )
  const waiting = await ask('POST', '/fhir/CoverageEligibilityRequest', as(HOSPITAL), {
    resourceType: 'Parameters',
    parameter: [{ name: 'resource', resource: request(city.waiting, 'resident') }],
  })
  assert.match(JSON.stringify(waiting.body), /2026-06-01/)
  const other = { ...request(city.needy, 'resident'), patient: { reference: `Patient/${city.resident.number}` } }
  await refusedWith(ask('POST', '/fhir/CoverageEligibilityRequest', as(HOSPITAL), other), 400, 'value', /不是同一个人/)
})

test('a pharmacy claim settles to the cent as 2102 does; a predetermination leaves nothing; the same claim settles once', async () => {
  const [one, twin] = [await city.enrol('employee', 20_000n), await city.enrol('employee', 20_000n)]
  const account = { extension: [{ url: 'urn:tongchou:acct_used_flag', valueCode: '1' }] }
  const items = [item(DRUG, 400, { quantity: { value: 2 }, unitPrice: { value: 200, currency: 'CNY' } }), item(DRUG_B, 4.52), item(DRUG_C, 1.5)]
  const before = [await count('message'), await count('visit'), await count('settlement')]
  const trial = await submit(claim(one, 'employee', items, { ...account, use: 'predetermination' }))
  assert.equal(trial.status, 200, JSON.stringify(trial.body))
  assert.deepEqual([await count('message'), await count('visit'), await count('settlement')], before)
  const settled = await submit(claim(one, 'employee', items, account))
  assert.equal(settled.status, 200, JSON.stringify(settled.body))
  const again = await Promise.all([submit(claim(one, 'employee', items, account)), submit(claim(one, 'employee', items, account))])
  for (const answer of again) assert.deepEqual(answer, settled)
  assert.equal(await count('settlement'), (before[2] ?? 0n) + 1n)
  // The twin pays at the counter of the national interface.
  const lines = [
    { sn: '1', count: '2', price: '200.00', amount: '400.00' },
    { sn: '2', code: DRUG_B, price: '4.52' },
    { sn: '3', code: DRUG_C, price: '1.50' },
  ]
  const bill = (await done(city.app, '2102', purchase(twin, '310', '406.02', lines, { acct_used_flag: '1' })))['setlinfo'] as Json
  const payers = settled.body['adjudication']
  assert.equal(amountOf(payers, '310100'), cents(bill['hifp_pay']))
  assert.equal(amountOf(payers, '310200'), cents(bill['acct_pay']))
  assert.equal(amountOf(payers, 'psn_cash_pay'), cents(bill['psn_cash_pay']))
  const totals = settled.body['total']
  assert.equal(amountOf(totals, 'submitted'), 40602)
  assert.equal(amountOf(totals, 'eligible'), cents(bill['inscp_scp_amt']))
  assert.equal(amountOf(totals, 'fulamt_ownpay_amt'), cents(bill['fulamt_ownpay_amt']))
  assert.equal(amountOf(trial.body['total'], 'benefit'), amountOf(totals, 'benefit'))
  const sum = (payers as { amount: { value: number } }[]).reduce((all, row) => all + cents(row.amount.value), 0)
  assert.equal(sum, 40602)
  const changed = await submit(claim(one, 'employee', [item(DRUG, 10)], account))
  assert.deepEqual([changed.status, issueOf(changed.body).code], [409, 'duplicate'])
  // What was settled here is a bill like any other: 2103 cancels it.
  const id = String(settled.body['id'])
  const [, settlement = ''] = id.split('-')
  const { rows } = await db.batch.query<{ visit: bigint }>('SELECT visit FROM settlement WHERE settlement = $1', [settlement])
  await done(city.app, '2103', { data: { setl_id: settlement, fixmedins_code: PHARMACY, psn_no: one.number, mdtrt_id: String(rows[0]?.visit) } })
  assert.equal((await get(`/fhir/ClaimResponse/${id}`, PHARMACY))['status'], 'cancelled')
})

test('an outpatient claim is one visit with its diagnosis, settled at once', async () => {
  const person = await city.enrol('resident')
  const items = [item(DRUG, 300), item(DRUG_B, 50.5)]
  await refusedWith(submit(claim(person, 'resident', items, professional), CLINIC), 400, 'required', /诊断/)
  const { status, body } = await submit(claim(person, 'resident', items, { ...professional, ...pneumonia, identifier: [{ value: 'OP-1' }] }), CLINIC)
  assert.equal(status, 200, JSON.stringify(body))
  const { rows } = await db.batch.query(
    'SELECT v.kind, s.status, s.diagnosis, s.open_fen, t.diagnosis AS billed FROM visit v JOIN visit_state s USING (person, visit) JOIN settlement t USING (person, visit) WHERE v.person = $1',
    [String(person.person)],
  )
  assert.deepEqual(rows, [{ kind: 'outpatient', status: 'settled', diagnosis: 'J18.900', open_fen: 0n, billed: 'J18.900' }])
  const benefit = await get(`/fhir/ExplanationOfBenefit/${String(body['id'])}`, CLINIC)
  assert.equal((benefit['item'] as unknown[]).length, 2)
  assert.match(JSON.stringify(benefit['adjudication']), /小城医保办/)
})

test('benefits are searched page by page with links; an institution sees its own bills only', async () => {
  const person = await city.enrol('resident')
  for (const number of [1, 2, 3]) {
    const { status, body } = await submit(claim(person, 'resident', [item(DRUG, number * 10)], { identifier: [{ value: `P-${number}` }] }))
    assert.equal(status, 200, JSON.stringify(body))
  }
  const url = `/fhir/ExplanationOfBenefit?patient=Patient/${person.number}&created=ge2026-03-20&_count=2`
  const first = await get(url, PHARMACY)
  const relation = (bundle: Json, name: string): string =>
    (bundle['link'] as { relation: string; url: string }[]).find((one) => one.relation === name)?.url ?? ''
  assert.deepEqual([first['total'], (first['entry'] as unknown[]).length, relation(first, 'previous')], [3, 2, ''])
  const next = new URL(relation(first, 'next'))
  const second = await get(`${next.pathname}${next.search}`, PHARMACY)
  assert.deepEqual([(second['entry'] as unknown[]).length, relation(second, 'next')], [1, ''])
  const ids = [first, second].flatMap((bundle) => (bundle['entry'] as { resource: { id: string } }[]).map((one) => one.resource.id))
  assert.equal(new Set(ids).size, 3)
  assert.equal((await get(url, HOSPITAL))['total'], 0)
  const days = async (query: string): Promise<unknown> => (await get(`/fhir/ClaimResponse?patient=${person.number}${query}`, PHARMACY))['total']
  assert.deepEqual(
    [
      await days(''),
      await days('&created=2026-03'),
      await days('&created=2026'),
      await days('&created=ge2026-03-01&created=lt2026-03-20'),
      await days('&created=gt2026-03-20'),
    ],
    [3, 3, 3, 0, 0],
    'every value of a repeated parameter holds',
  )
  const along = await get(`${url}&_include=ExplanationOfBenefit:patient&_include=ExplanationOfBenefit:coverage`, PHARMACY)
  const modes = (along['entry'] as { resource: Json; search: { mode: string } }[]).map(
    ({ resource, search }) => `${search.mode} ${String(resource['resourceType'])}`,
  )
  assert.deepEqual(modes, ['match ExplanationOfBenefit', 'match ExplanationOfBenefit', 'include Patient', 'include Coverage'])
  assert.deepEqual([along['total'], new URL(relation(along, 'next')).searchParams.getAll('_include').length], [3, 2])
  const coverage = await get(`/fhir/Coverage?patient=${person.number}&_include=Coverage:patient&_count=1`, PHARMACY)
  assert.deepEqual(
    (coverage['entry'] as { search: { mode: string } }[]).map((one) => one.search.mode),
    ['match', 'include'],
  )
  assert.ok(relation(coverage, 'self').includes('_count=1'))
  assert.deepEqual((await get(`${url.replace('_count=2', '_count=0')}`, PHARMACY))['total'], 3)
  await refusedWith(ask('GET', `${url}&_include=ExplanationOfBenefit:provider`, as(PHARMACY)), 400, 'not-supported', /可用：ExplanationOfBenefit:patient/)
  await refusedWith(ask('GET', `${url}&created=2026-02-30`, as(PHARMACY)), 400, 'value', /created应为/)
  await refusedWith(ask('GET', `/fhir/ExplanationOfBenefit/${ids[0]}`, as(HOSPITAL)), 404, 'not-found', /不在可查看的范围/)
  await refusedWith(ask('GET', `${url}&page=0`, as(PHARMACY)), 400, 'value', /page/)
  await refusedWith(ask('GET', '/fhir/ExplanationOfBenefit', as(PHARMACY)), 400, 'required', /patient/)
})

test('what a claim lacks is told by its element, what the rules refuse by their sentence', async () => {
  const { resident, suspended } = city
  const good = claim(resident, 'resident', [item(DRUG, 10)], { identifier: [{ value: 'X-1' }] })
  const wrong: readonly (readonly [Json, number, string, RegExp])[] = [
    [{ ...good, identifier: [] }, 400, 'required', /identifier/],
    [{ ...good, item: [] }, 400, 'required', /item/],
    [{ ...good, item: [{ sequence: 1, productOrService: { text: '药' } }] }, 400, 'required', /item\[0\]\.productOrService/],
    [{ ...good, item: [item(DRUG, 10, { net: { value: 1.234 } })] }, 400, 'required', /item\[0\]\.net/],
    [{ ...good, item: [item(DRUG, 10, { net: { value: 10, currency: 'USD' } })] }, 400, 'value', /CNY/],
    [{ ...good, type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/claim-type', code: 'institutional' }] } }, 400, 'value', /2304/],
    [{ ...good, use: 'preauthorization' }, 400, 'value', /use/],
    [{ ...good, status: 'cancelled' }, 400, 'value', /2103/],
    [{ ...good, insurance: [] }, 400, 'required', /insurance/],
    [{ ...good, patient: { reference: `Patient/${city.employee.number}` } }, 400, 'value', /同一个人/],
    [{ ...good, total: { value: 11, currency: 'CNY' } }, 422, 'business-rule', /不一致/],
    [claim(suspended, 'employee', [item(DRUG, 10)], { identifier: [{ value: 'X-2' }] }), 422, 'business-rule', /单位欠费|停/],
  ]
  const settlements = await count('settlement')
  for (const [body, status, code, sentence] of wrong) await refusedWith(submit(body), status, code, sentence)
  assert.equal(await count('settlement'), settlements)
  await refusedWith(submit('{"resourceType":'), 400, 'structure', /JSON/)
  await refusedWith(submit({ resourceType: 'Patient' }), 400, 'structure', /Claim/)
  await refusedWith(ask('POST', '/fhir/Observation', as(PHARMACY), {}), 404, 'not-supported', /metadata/)
})

test('officers read under their own areas with masked names and cannot submit', async () => {
  const { resident } = city
  const session = async (department: string, role: string, home: string): Promise<Record<string, string>> => (await desk.as(department, role, home)).cookie
  const own = await session('agency', 'benefit_clerk', '980101')
  const patient = await ask('GET', `/fhir/Patient/${resident.number}`, own)
  assert.deepEqual([patient.status, (patient.body['name'] as [{ text: string }])[0].text], [200, '测*'])
  assert.equal((await ask('GET', `/fhir/ExplanationOfBenefit?patient=${resident.number}`, own)).status, 200)
  await refusedWith(ask('POST', '/fhir/Claim/$submit', own, claim(resident, 'resident', [item(DRUG, 10)])), 403, 'forbidden', /只能查询/)
  const other = await session('agency', 'benefit_clerk', '980102')
  await refusedWith(ask('GET', `/fhir/Patient/${resident.number}`, other), 404, 'not-found', /范围/)
  const finance = await session('finance', 'finance_officer', '980101')
  await refusedWith(ask('GET', `/fhir/Patient/${resident.number}`, finance), 403, 'forbidden', /岗位/)
})

test('who reads is in the trail: institutions under their code, officers under their account', async () => {
  await get(`/fhir/Patient/${city.employee.number}`)
  const { rows } = await db.batch.query(
    'SELECT account, role, action, person, route, outcome FROM audit_event WHERE account = $1 ORDER BY event DESC LIMIT 1',
    [HOSPITAL],
  )
  assert.deepEqual(rows, [
    { account: HOSPITAL, role: 'institution', action: 'fhir.patient', person: city.employee.person, route: 'GET /fhir/Patient/:id', outcome: 'ok' },
  ])
  const officers = await db.batch.query("SELECT count(*)::integer AS n FROM audit_event WHERE action = 'fhir.patient' AND officer IS NOT NULL")
  assert.ok((officers.rows[0] as { n: number }).n >= 1)
})

test('outside the demonstration only a signed institution or a session comes in', async () => {
  const strict = await testDesk(db, { pool: '980100', clock: { now: NOON.now } })
  try {
    await db.batch.query('INSERT INTO institution_key (institution, access_key, in_force, secret_cipher) VALUES ($1, $2, $3, $4)', [
      HOSPITAL,
      'AK-FHIR',
      '2026-01-01',
      city.cipher.encrypt('secret'),
    ])
    const signed = (name: string, at: number, secret = 'secret'): Record<string, string> => {
      const head = { _api_access_key: 'AK-FHIR', _api_name: name, _api_timestamp: String(at), _api_version: '1.0.0' }
      const text = Object.entries(head)
        .map(([key, value]) => `${key}=${value}`)
        .join('&')
      return { ...as(HOSPITAL), ...head, _api_signature: createHmac('sha1', secret).update(text).digest('base64') }
    }
    const now = NOON.now().getTime()
    const url = `/fhir/Patient/${city.employee.number}`
    const read = (headers: Record<string, string>): Promise<Answer> => ask('GET', url, headers, undefined, strict.app)
    assert.equal((await read(signed('fhir', now))).status, 200)
    await refusedWith(read({}), 401, 'login', /定点机构身份/)
    await refusedWith(read(as(HOSPITAL)), 401, 'login', /签名/)
    await refusedWith(read(as(CLINIC)), 401, 'login', /签名/)
    await refusedWith(read(signed('fhir', now, 'other')), 401, 'security', /签名不正确/)
    await refusedWith(read(signed('2102', now)), 401, 'security', /_api_name/)
    await refusedWith(read(signed('fhir', now - 31 * 60_000)), 401, 'security', /30分钟/)
    await refusedWith(read({ ...signed('fhir', now), ...as(CLINIC) }), 401, 'security', /不属于本机构/)
  } finally {
    await strict.close()
  }
})

test('claims and messages for one person at once are each settled once, and the account pays exactly what they say', async () => {
  const person = await city.enrol('employee', 100_000n)
  const answers = await Promise.all(
    Array.from({ length: 6 }, async (_, at) => {
      const identifier = [{ system: 'urn:example:his', value: `T-${at}` }]
      if (at % 2 === 0) return (await submit(claim(person, 'employee', [item(DRUG, 10)], { identifier }))).status
      const input = purchase(person, '310', '10.00', [{ sn: '1' }], { acct_used_flag: '1' })
      return (await done(desk.app, '2102', input)) === undefined ? 0 : 200
    }),
  )
  assert.deepEqual(answers, [200, 200, 200, 200, 200, 200])
  const { rows } = await db.batch.query<{ bills: number }>('SELECT count(*)::integer AS bills FROM settlement WHERE person = $1', [person.person])
  assert.equal(rows[0]?.bills, 6)
})
