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
  await fund.db.batch.query(`INSERT INTO book (book, pool, fund, agency, name, opened_on) VALUES ($1, $2, 'resident', $3, '甲县居民', '2021-01-01')`, [
    COUNTY,
    POOL,
    COUNTY_A,
  ])
  await fund.db.batch.query(`INSERT INTO book_account SELECT $1, fund, account FROM fund_account WHERE fund = 'resident'`, [COUNTY])
  await fund.db.batch.query('INSERT INTO book_state (book) VALUES ($1)', [COUNTY])
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
  assert.equal((await officer.download('/api/fund/consolidated.pdf?fund=resident&month=2026-02')).type, 'application/pdf')
})

test('a fund without a book is not found', async () => {
  const officer = await fund.desk.as('bureau', 'fund_officer', POOL)
  assert.equal(bodyOf(await officer.get('/api/fund/consolidated?fund=nothing&month=2026-02'), 404).code, 'not_found')
})
