// What must hold of the books after every step:
//   balance    every voucher, and every unit of every book, balances; kept balances are the sum of the entries (`kept`)
//   schemes    money and accounts of one fund never serve another, and no unit of another pool is booked
//   units      counties add up to the city; `levels`: what a city sent to the province is what the province received
//   bank       cash is what banks, finance and treasury say they hold; `overdrawn`: no account is
//   bridge     cash net assets are deposits and what lies beside them, from the facts
//   payables   settled ± method difference − deductions − deposits − set-offs − nettings − paid + returned is what is owed to hospitals
//   accrual    receivables and payables are what the facts, told a second time, come to
//   money      what all funds and everybody outside them hold together is what it was
// Each rule is one statement over whole books; it answers rows only where it does not hold. `$1`: books; `$2`: the banks' statements.
import type { Day } from '@tongchou/domain/base/day.js'
import { yuanText } from '@tongchou/domain/base/money.js'
import { memoSide } from '@tongchou/domain/fund/memo-accounts.js'
import { memoBalances } from '@tongchou/server/fund/memo-balances.js'
import type { Queries } from '@tongchou/server/fund/transaction.js'
import { type Finding, findings } from '@tongchou/server/verify/finding.js'
import { BESIDE_CASH, EXPLAINED } from './explained.js'
import { bankStatements, heldOutside, type World } from './world.js'

interface Rule {
  readonly rule: string
  readonly name: string
  readonly sql: string
}

const BANK = `bank AS (SELECT * FROM jsonb_to_recordset($2) AS r(book text, account text, detail text, unit text, fen bigint))`
const CASH = `('1003', '1004', '1005')`
const NO_CLOSE = `coalesce(v.fact_kind, '') NOT IN ('opening_balance', 'year_closed')`

const RULES: readonly Rule[] = [
  {
    rule: 'balance',
    name: '核算单位试算不平',
    sql: 'SELECT book, unit AS what, sum(amount_fen)::bigint AS fen FROM cash_entry WHERE book = ANY ($1) GROUP BY 1, 2 HAVING sum(amount_fen) <> 0',
  },
  {
    rule: 'kept',
    name: '余额与分录之和不符',
    sql: `SELECT book, unit || ' ' || account || detail AS what, (coalesce(b.amount_fen, 0) - coalesce(e.fen, 0))::bigint AS fen
            FROM (SELECT * FROM cash_balance WHERE book = ANY ($1)) b
            FULL JOIN (SELECT book, account, detail, unit, sum(amount_fen) AS fen FROM cash_entry WHERE book = ANY ($1) GROUP BY 1, 2, 3, 4) e USING (book, account, detail, unit)
           WHERE coalesce(b.amount_fen, 0) <> coalesce(e.fen, 0)`,
  },
  {
    rule: 'bank',
    name: '账面与银行、财政、国库的对账单不符',
    sql: `WITH ${BANK}, ours AS (SELECT book, account, detail, unit, sum(amount_fen) AS fen FROM cash_entry WHERE book = ANY ($1) AND account IN ${CASH} GROUP BY 1, 2, 3, 4)
          SELECT book, unit || ' ' || account || detail AS what, (coalesce(o.fen, 0) - coalesce(k.fen, 0))::bigint AS fen FROM ours o FULL JOIN bank k USING (book, account, detail, unit)
           WHERE coalesce(o.fen, 0) <> coalesce(k.fen, 0)`,
  },
  {
    rule: 'schemes',
    name: '险种之间串了资金或科目',
    sql: `SELECT e.book, e.account || ' ' || e.unit AS what, sum(e.amount_fen)::bigint AS fen FROM cash_entry e JOIN book b USING (book)
           WHERE e.book = ANY ($1) AND (NOT EXISTS (SELECT 1 FROM fund_account f WHERE f.fund = b.fund AND f.account = e.account)
                 OR NOT EXISTS (SELECT 1 FROM pooling_unit u WHERE u.pool = b.pool AND u.unit = e.unit)) GROUP BY 1, 2
          UNION ALL
          SELECT s.book, s.pair, s.pool_fen FROM level_transferred s JOIN book b USING (book) JOIN level_transferred r ON r.pair = s.pair AND r.movement = s.movement AND r.side <> s.side
            JOIN book c ON c.book = r.book WHERE s.book = ANY ($1) AND b.fund <> c.fund
          UNION ALL
          SELECT a.book, a.unit, (a.fen - coalesce(p.fen, 0))::bigint
            FROM (SELECT book, to_book, unit, sum(amount_fen) AS fen FROM premium_aided WHERE book = ANY ($1) GROUP BY 1, 2, 3) a
            LEFT JOIN (SELECT book, unit, sum(pool_fen + account_fen) AS fen FROM premium_received WHERE paid_by = 'assistance' GROUP BY 1, 2) p ON p.book = a.to_book AND p.unit = a.unit
           WHERE a.fen <> coalesce(p.fen, 0)`,
  },
  {
    rule: 'units',
    name: '各县（市）合计与全市账不等',
    sql: `WITH unit_sum AS (SELECT b.book, c.account, sum(c.amount_fen) AS fen FROM cash_balance c JOIN book b USING (book)
              JOIN (SELECT DISTINCT pool, unit FROM pooling_unit) u ON u.pool = b.pool AND u.unit = c.unit WHERE c.book = ANY ($1) GROUP BY 1, 2),
            whole AS (SELECT book, account, sum(amount_fen) AS fen FROM cash_entry WHERE book = ANY ($1) GROUP BY 1, 2)
          SELECT book, account AS what, (coalesce(w.fen, 0) - coalesce(s.fen, 0))::bigint AS fen FROM whole w FULL JOIN unit_sum s USING (book, account) WHERE coalesce(w.fen, 0) <> coalesce(s.fen, 0)`,
  },
  {
    rule: 'levels',
    name: '市账与省账之间的上解、下拨不等',
    sql: `WITH city AS (SELECT b.fund, b.pool AS city, e.account, sum(e.amount_fen) AS fen FROM cash_entry e JOIN book b USING (book) LEFT JOIN cash_voucher v USING (book, voucher)
              WHERE e.book = ANY ($1) AND e.account IN ('5301', '4401') AND ${NO_CLOSE} GROUP BY 1, 2, 3),
            province AS (SELECT b.fund, e.unit AS city, CASE e.account WHEN '4402' THEN '5301' ELSE '4401' END AS account, -sum(e.amount_fen) AS fen
              FROM cash_entry e JOIN book b USING (book) LEFT JOIN cash_voucher v USING (book, voucher) WHERE e.account IN ('4402', '5302') AND ${NO_CLOSE}
               AND (b.fund, e.unit) IN (SELECT fund, pool FROM book WHERE book = ANY ($1)) GROUP BY 1, 2, 3)
          SELECT city AS book, fund || ' ' || account AS what, (coalesce(c.fen, 0) - coalesce(p.fen, 0))::bigint AS fen FROM city c FULL JOIN province p USING (fund, city, account)
           WHERE coalesce(c.fen, 0) <> coalesce(p.fen, 0)
          UNION ALL
          SELECT p.sent_book, p.unit, p.amount_fen FROM adjustment_payment p JOIN level_transferred s ON s.book = p.sent_book AND s.fact = p.sent
            JOIN level_transferred r ON r.book = p.received_book AND r.fact = p.received
           WHERE (p.sent_book = ANY ($1) OR p.received_book = ANY ($1)) AND (p.amount_fen, p.amount_fen) IS DISTINCT FROM (s.pool_fen + s.account_fen, r.pool_fen + r.account_fen)`,
  },
  {
    rule: 'bridge',
    name: '现金净资产不等于存款加暂付、债券减暂收（现金桥断了）',
    sql: `WITH ${BANK}, beside AS (SELECT book, unit, sum(fen) AS fen FROM (${BESIDE_CASH}) x(book, unit, fen) GROUP BY 1, 2),
            told AS (SELECT book, unit, sum(fen) AS fen FROM (SELECT book, unit, fen FROM bank UNION ALL SELECT * FROM beside) x GROUP BY 1, 2),
            ours AS (SELECT book, unit, -sum(amount_fen) FILTER (WHERE account >= '3') AS net, sum(amount_fen) FILTER (WHERE account IN ('1101', '1201', '2001')) AS beside
              FROM cash_entry WHERE book = ANY ($1) GROUP BY 1, 2)
          SELECT book, unit AS what, (coalesce(o.net, 0) - coalesce(t.fen, 0))::bigint AS fen FROM ours o FULL JOIN told t USING (book, unit) WHERE coalesce(o.net, 0) <> coalesce(t.fen, 0)
          UNION ALL
          SELECT book, unit || ' 1101、1201、2001', (coalesce(o.beside, 0) - coalesce(b.fen, 0))::bigint FROM ours o FULL JOIN beside b USING (book, unit)
           WHERE coalesce(o.beside, 0) <> coalesce(b.fen, 0)`,
  },
  {
    rule: 'payables',
    name: '应付公式不成立（结算额 ± 支付方式差额 − 扣款 − 保证金 − 抵扣 − 追回 − 实付 + 退票）',
    sql: `WITH settled AS (
            SELECT b.book, s.area AS unit, l.paid_fen AS fen FROM book b JOIN settlement_layer l ON l.fund = b.fund JOIN settlement s USING (person, settlement)
              JOIN pooling_unit u ON u.unit = s.area AND u.pool = b.pool WHERE b.book = ANY ($1) AND s.place = 'local'
            UNION ALL SELECT b.book, s.area, s.account_fen FROM book b JOIN pooling_unit u ON u.pool = b.pool JOIN settlement s ON s.area = u.unit
              WHERE b.book = ANY ($1) AND b.fund = 'employee' AND s.place = 'local'
            UNION ALL SELECT book, unit, -(deduction_fen + deposit_fen + set_off_fen + netted_this_year_fen + netted_earlier_fen) FROM provider_paid_line WHERE book = ANY ($1)
            UNION ALL SELECT e.book, e.unit, e.amount_fen FROM cash_entry e JOIN cash_voucher v USING (book, voucher)
              WHERE e.book = ANY ($1) AND e.account = '1004' AND v.fact_kind = 'provider_paid'
            UNION ALL SELECT book, unit, amount_fen FROM clearing_adjusted WHERE book = ANY ($1)
            UNION ALL SELECT book, unit, amount_fen FROM payment_bounced WHERE book = ANY ($1) AND booked_to = 'red_5001'
            UNION ALL SELECT o.book, o.unit, -a.fen FROM opening_balance o, unnest(o.memo_accounts, o.memo_amounts) AS a(account, fen)
              WHERE o.book = ANY ($1) AND a.account LIKE 'payable_providers%'),
          owed AS (
            SELECT m.book, m.area AS unit, a.account, a.fen FROM memo_entry m, unnest(m.accounts, m.amounts) AS a(account, fen) WHERE m.book = ANY ($1)
            UNION ALL SELECT m.book, m.unit, a.account, a.fen FROM memo_movement m, unnest(m.accounts, m.amounts) AS a(account, fen) WHERE m.book = ANY ($1)),
          formula AS (SELECT book, unit, sum(fen) AS fen FROM settled GROUP BY 1, 2),
          payable AS (SELECT book, unit, -sum(fen) AS fen FROM owed WHERE account LIKE 'payable_providers%' GROUP BY 1, 2)
          SELECT book, unit AS what, (coalesce(p.fen, 0) - coalesce(f.fen, 0))::bigint AS fen FROM payable p FULL JOIN formula f USING (book, unit) WHERE coalesce(p.fen, 0) <> coalesce(f.fen, 0)`,
  },
  {
    rule: 'overdrawn',
    name: '账户透支',
    sql: `SELECT book, unit || ' ' || account AS what, amount_fen AS fen FROM cash_balance WHERE book = ANY ($1) AND amount_fen < 0 AND (account IN ('1004', '1005') OR (account = '1003' AND detail <> ''))
          UNION ALL SELECT book, '1003', sum(amount_fen)::bigint FROM cash_balance WHERE book = ANY ($1) AND account = '1003' AND detail = '' GROUP BY 1 HAVING sum(amount_fen) < 0`,
  },
]

const EXPLAINED_SUMS = `SELECT book, unit, account, sum(fen)::bigint AS fen FROM (${EXPLAINED}) AS x(book, unit, account, fen) GROUP BY 1, 2, 3`

/** Later than anything that is booked. */
const ALWAYS: Day = '2999-12-31'

interface Broken {
  readonly rule: string
  readonly book: string
  readonly what: string
  readonly fen: bigint
}

/** All rules at once, so that a step costs one question. */
const ALL_RULES = RULES.map(({ rule, sql }) => `SELECT '${rule}' AS rule, x.book, x.what, x.fen FROM (${sql}) AS x(book, what, fen)`).join('\nUNION ALL\n')
const NAMES = new Map(RULES.map(({ rule, name }) => [rule, name]))

export async function checkBooks(db: Queries, world: World, books: ReadonlySet<string>): Promise<Finding[]> {
  const named = [...books]
  const statements = JSON.stringify(bankStatements(world, books))
  const { rows } = await db.query<Broken>({ name: 'rules', text: ALL_RULES, values: [named, statements] })
  const broken = rows.flatMap(({ rule, book, what, fen }) => findings(rule, [`${book} ${what} ${NAMES.get(rule)}，差 ${yuanText(fen)} 元`]))
  return [...broken, ...(await accrual(db, named)), ...(await money(db, world))]
}

/** Receivables and payables as the server tells them, against the facts told a second time. */
async function accrual(db: Queries, books: readonly string[]): Promise<Finding[]> {
  const { rows } = await db.query<{ book: string; unit: string; account: string; fen: bigint }>({ name: 'explained', text: EXPLAINED_SUMS, values: [books] })
  const rest = new Map(rows.map(({ book, unit, account, fen }) => [`${book} ${unit} ${account}`, -fen]))
  for (const [book, units] of await memoBalances(db, ALWAYS, books)) {
    for (const [unit, accounts] of units) {
      for (const [account, fen] of accounts) {
        if (memoSide(account) === 'contra') continue
        const key = `${book} ${unit} ${account}`
        rest.set(key, (rest.get(key) ?? 0n) + fen)
      }
    }
  }
  const wrong = [...rest].filter(([, fen]) => fen !== 0n)
  return findings(
    'accrual',
    wrong.map(([key, fen]) => `${key} 备查余额与按事实推算的不符，差 ${yuanText(fen)} 元`),
  )
}

/** Money is neither made nor lost: what all funds and everybody outside them hold together is what it was. */
async function money(db: Queries, world: World): Promise<Finding[]> {
  const { rows } = await db.query<{ fen: bigint }>({
    name: 'money',
    text: `SELECT coalesce(sum(amount_fen), 0)::bigint AS fen FROM cash_balance WHERE account IN ${CASH}`,
  })
  const sum = (rows[0]?.fen ?? 0n) + heldOutside(world)
  return sum === 0n ? [] : [{ rule: 'money', sentence: `世上的钱多出 ${yuanText(sum)} 元` }]
}
