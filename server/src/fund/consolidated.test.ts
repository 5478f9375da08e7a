// Mirror books: the city's and a county's as one, with what passed between them eliminated and what is on its way shown.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { bodyOf, type FundDesk, fundDesk, opening } from '../testing/fund-desk.js'
import { COUNTY_A, OWN_LEVEL, POOL } from '../testing/small-pool.js'
import { bookOf } from './open-books.js'

const CITY = bookOf(POOL, 'resident')
const COUNTY = bookOf(COUNTY_A, 'resident')
let fund: FundDesk
before(async () => {
  fund = await fundDesk(['resident'], '2026-03-10')
  await openCountyBook()
  const move = { pair: '', adjustment: false, accountFen: 0n } as const
  const premium = {
    unit: COUNTY_A,
    arrives: 'special',
    paidBy: 'payer',
    assessed: false,
    period: '2026-01-01',
    benefitYear: 2026,
    poolFen: 1_000n,
    accountFen: 0n,
    ticket: 'T1',
  } as const
  await fund.record([
    await fund.fact(CITY, '2026-01-01', 'opening_balance', opening({ '1003': 5_000n, '3001': -5_000n }, OWN_LEVEL)),
    await fund.fact(COUNTY, '2026-01-10', 'premium_received', premium),
    await fund.fact(COUNTY, '2026-01-20', 'level_transferred', { ...move, pair: 'up-1', unit: COUNTY_A, movement: 'remit', side: 'sent', poolFen: 800n }),
    await fund.fact(CITY, '2026-01-21', 'level_transferred', { ...move, pair: 'up-1', unit: OWN_LEVEL, movement: 'remit', side: 'received', poolFen: 800n }),
    await fund.fact(CITY, '2026-02-25', 'level_transferred', { ...move, pair: 'down-1', unit: OWN_LEVEL, movement: 'grant', side: 'sent', poolFen: 300n }),
    await fund.fact(CITY, '2026-02-26', 'level_transferred', { ...move, pair: 'province', unit: OWN_LEVEL, movement: 'remit', side: 'sent', poolFen: 40n }),
  ])
})
after(() => fund.close())

/** At the desk: one officer proposes, the director approves. */
async function openCountyBook(): Promise<void> {
  const [officer, director] = [await fund.desk.as('bureau', 'fund_officer', POOL), await fund.desk.as('bureau', 'director', POOL)]
  const asked = { fund: 'resident', agency: COUNTY_A, opened_on: '2026-01-01', document: '示医保〔2025〕40号' }
  const propose = async (more: object, expected = 422) => bodyOf(await officer.post('/api/fund/book-openings', { ...asked, ...more }), expected)
  assert.equal((await propose({ agency: POOL })).code, 'no_such_unit')
  assert.equal((await propose({ opened_on: '2020-12-31' })).code, 'too_early')
  assert.equal((await propose({ fund: 'employee' })).code, 'no_city_book')
  const { openings } = await propose({}, 200)
  const at = `/api/fund/book-openings/${openings[0].opening}/steps`
  assert.equal((await officer.post(at, { kind: 'confirmed' })).status, 403)
  const done = bodyOf(await director.post(at, { kind: 'confirmed' })).openings[0]
  assert.deepEqual([done.stage_name, done.agency_name], ['批准开立', '甲县'])
  assert.equal(bodyOf(await director.post(at, { kind: 'confirmed' }), 422).code, 'not_its_turn')
  assert.equal((await propose({})).code, 'open_already')
}

test('books beside each other, eliminated, together; the province stays, what is on its way is shown', async () => {
  const officer = await fund.desk.as('bureau', 'fund_officer', POOL)
  const made = bodyOf(await officer.get('/api/fund/consolidated?fund=resident&month=2026-02'))
  const of = (name: string) => made.table.rows.find(({ texts }: { texts: string[] }) => texts[0] === name).fen
  assert.deepEqual(made.table.amounts, ['示范市', '甲县', '抵销', '合并数'])
  assert.deepEqual(of('下级上解收入'), [800, 0, -800, 0])
  assert.deepEqual(of('上解上级支出'), [40, 800, -800, 40])
  assert.deepEqual(of('补助下级支出'), [300, 0, -300, 0])
  assert.deepEqual(of('三、本期结余'), [460, 200, 300, 960])
  assert.deepEqual(made.in_transit, [{ pair: 'down-1', amount_fen: 300 }])
  // Every line: the counties and what is eliminated add up to the city as one.
  for (const { texts, fen } of made.table.rows as { texts: string[]; fen: number[] }[]) {
    assert.equal(
      fen.slice(0, -1).reduce((sum, one) => sum + one, 0),
      fen.at(-1),
      texts[0],
    )
  }
  assert.equal((await officer.download('/api/fund/consolidated.pdf?fund=resident&month=2026-02')).type, 'application/pdf')
})

test('a fund without a book is not found', async () => {
  const officer = await fund.desk.as('bureau', 'fund_officer', POOL)
  assert.equal(bodyOf(await officer.get('/api/fund/consolidated?fund=nothing&month=2026-02'), 404).code, 'not_found')
})
