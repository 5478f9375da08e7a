// What every receivable and payable should be, from the facts alone: the memo ledger told a second time, in one statement, by somebody who
// has not read how it is kept. `$1`: books.

const PARTED = (account: string, part: string): string => `'${account}' || CASE WHEN ${part} = 'pool' THEN '' ELSE '/' || ${part} END`

/** Lines of facts that carry pool and individual accounts side by side. */
function bothParts(table: string, account: string, sign: '' | '-', where = 'true'): string {
  const from = `FROM ${table} f JOIN book b USING (book) WHERE f.book = ANY ($1) AND ${where}`
  return `SELECT f.book, f.unit, '${account}', ${sign}f.pool_fen ${from} UNION ALL SELECT f.book, f.unit, '${account}/account', ${sign}f.account_fen ${from}`
}

function amounts(table: string, account: string, sign: '' | '-', where = 'true'): string {
  return `SELECT f.book, f.unit, ${account}, ${sign}f.amount_fen FROM ${table} f JOIN book b USING (book) WHERE f.book = ANY ($1) AND ${where}`
}

/** A premium of a later year, while the books count it as income. */
const DEFERRED = `f.benefit_year > extract(year FROM f.booked_on) AND (b.next_year_liability_from IS NULL OR b.next_year_liability_from > f.booked_on)`
const RELEASED = '(b.next_year_liability_from IS NULL OR b.next_year_liability_from > f.collected_until)'
/** A bill is owed to the hospital, or to the place of care elsewhere. */
const OWED_TO = `CASE WHEN s.place = 'local' THEN 'payable_providers' ELSE 'payable_outside' END`

const BILLS = `
  SELECT b.book, s.area, ${OWED_TO} || CASE WHEN l.payer = 'insurer' THEN '/insurer' ELSE '' END, -l.paid_fen
    FROM book b JOIN settlement_layer l ON l.fund = b.fund JOIN settlement s USING (person, settlement)
    JOIN pooling_unit u ON u.unit = s.area AND u.pool = b.pool WHERE b.book = ANY ($1)
  UNION ALL
  SELECT b.book, s.area, 'receivable_insurer', l.paid_fen
    FROM book b JOIN settlement_layer l ON l.fund = b.fund AND l.payer = 'insurer' JOIN settlement s USING (person, settlement)
    JOIN pooling_unit u ON u.unit = s.area AND u.pool = b.pool WHERE b.book = ANY ($1)
  UNION ALL
  SELECT b.book, s.area, ${OWED_TO} || '/account', -s.account_fen
    FROM book b JOIN pooling_unit u ON u.pool = b.pool JOIN settlement s ON s.area = u.unit WHERE b.book = ANY ($1) AND b.fund = 'employee' AND s.account_fen <> 0`

const PAID = `
  SELECT l.book, l.unit, a.account, a.fen FROM provider_paid_line l CROSS JOIN LATERAL (VALUES
      (${PARTED('payable_providers', 'l.part')}, l.gross_fen),
      (CASE WHEN l.part = 'insurer' THEN 'receivable_insurer' ELSE ${PARTED('deposits_retained', 'l.part')} END, CASE WHEN l.part = 'insurer' THEN -l.gross_fen ELSE -l.deposit_fen END),
      ('receivable_recoveries', -(l.netted_this_year_fen + l.netted_earlier_fen))) AS a(account, fen) WHERE l.book = ANY ($1)`

const OPENED = `SELECT o.book, o.unit, a.account, a.fen FROM opening_balance o, unnest(o.memo_accounts, o.memo_amounts) AS a(account, fen) WHERE o.book = ANY ($1)`

export const EXPLAINED = [
  OPENED,
  BILLS,
  PAID,
  bothParts('premium_assessed', 'receivable_premiums', ''),
  bothParts('premium_received', 'receivable_premiums', '-', 'f.assessed'),
  bothParts('premium_received', 'next_year_premiums', '-', DEFERRED),
  amounts('next_year_released', `'next_year_premiums'`, '', RELEASED),
  amounts('subsidy_due', `'receivable_subsidies'`, ''),
  amounts('subsidy_received', `'receivable_subsidies'`, '-', 'f.due_recorded'),
  amounts('clearing_adjusted', PARTED('payable_providers', 'f.part'), '-'),
  amounts('outside_paid', PARTED('payable_outside', 'f.part'), ''),
  amounts('outside_paid', `'receivable_insurer'`, '-', `f.part = 'insurer'`),
  amounts('person_paid', PARTED('payable_persons', 'f.part'), ''),
  amounts('payment_bounced', PARTED('payable_providers', 'f.part'), '-', `f.booked_to = 'red_5001' AND f."to" = 'provider'`),
  amounts('deposit_released', PARTED('deposits_retained', 'f.part'), ''),
  amounts('deposit_forfeited', PARTED('deposits_retained', 'f.part'), ''),
  amounts('recovery_received', `'receivable_recoveries'`, '-', 'f.recorded'),
].join('\n  UNION ALL ')

/** What lies beside the cash in the statutory books, from the facts: prepayments, the insurer's debt, bonds, next year's premiums, returned payments. */
export const BESIDE_CASH = `
  SELECT book, unit, amount_fen FROM prepaid WHERE book = ANY ($1)
  UNION ALL SELECT book, unit, -amount_fen FROM prepayment_returned WHERE book = ANY ($1)
  UNION ALL SELECT book, unit, CASE WHEN part = 'insurer' THEN gross_fen ELSE -set_off_fen END FROM provider_paid_line WHERE book = ANY ($1)
  UNION ALL SELECT book, unit, amount_fen FROM outside_paid WHERE book = ANY ($1) AND part = 'insurer'
  UNION ALL SELECT book, unit, -amount_fen FROM insurer_repaid WHERE book = ANY ($1)
  UNION ALL SELECT book, unit, amount_fen FROM bond_bought WHERE book = ANY ($1)
  UNION ALL SELECT book, unit, -cost_fen FROM bond_redeemed WHERE book = ANY ($1)
  UNION ALL SELECT book, unit, -amount_fen FROM payment_bounced WHERE book = ANY ($1) AND booked_to = '2001'
  UNION ALL SELECT book, unit, amount_fen FROM bounced_repaid WHERE book = ANY ($1)
  UNION ALL SELECT f.book, f.unit, -(f.pool_fen + f.account_fen) FROM premium_received f JOIN book b USING (book)
             WHERE f.book = ANY ($1) AND f.benefit_year > extract(year FROM f.booked_on) AND b.next_year_liability_from <= f.booked_on
  UNION ALL SELECT f.book, f.unit, f.amount_fen FROM next_year_released f JOIN book b USING (book) WHERE f.book = ANY ($1) AND b.next_year_liability_from <= f.collected_until`
