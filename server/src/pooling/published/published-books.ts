// Published cases of the books: written as facts in order and taken through the real entries; what is compared is what they came to.
import { type Json, type JsonObject, listAt, objectAt, textAt, UnknownForm } from '../../policy/cases-form.js'
import { runLedger } from '../case-ledger.js'
import { fenAt, objectsAt } from '../case-values.js'
import { type Answer, amountsOf, printed } from './figures.js'

const ACCOUNTS = {
  resident: '1003 1004 1005 1101 1201 2001 2101 3001 4001 4101 4201 4401 4402 4501 5001 5101 5301 5302 5401',
  employee: '1003 1004 1005 1101 1201 2001 2101 3001 4001 4101 4201 4301 4401 4402 4501 4601 4602 5001 5101 5201 5301 5302 5401',
} as const

interface BookOf {
  readonly fund?: 'resident' | 'employee'
  readonly opening?: JsonObject
  readonly openingMemo?: JsonObject
  readonly nextYearLiabilityFrom?: string
}

function bookOf({ fund = 'resident', opening = {}, openingMemo = {}, nextYearLiabilityFrom }: BookOf): JsonObject {
  return {
    fund,
    opening,
    opening_memo: openingMemo,
    permitted_accounts: ACCOUNTS[fund].split(' '),
    bounced_to: 'red_5001',
    next_year_premium_liability_from: nextYearLiabilityFrom ?? null,
    approved_budget_fen: null,
  }
}

const BOOK = 'R'

/** Facts of one book that has money enough; each step must have been posted. */
function posted(book: BookOf, facts: readonly JsonObject[]): readonly JsonObject[] {
  const answer = runLedger({ books: { [BOOK]: bookOf(book) }, facts: facts.map((fact) => ({ book: BOOK, date: '2026-06-30', unit: 'u', ...fact })) })
  const steps = objectsAt(answer['steps'], 'steps')
  const refused = steps.find(({ status }) => status === 'refused')
  if (refused !== undefined) throw new UnknownForm(`step ${String(refused['step'])} was refused: ${String(refused['code'])}`)
  return steps
}

const RICH: JsonObject = { '1003': 100_000_000_000, '1004': 100_000_000_000, '3001': -200_000_000_000 }

function balancesAfter(steps: readonly JsonObject[]): JsonObject {
  return objectAt(objectAt(steps.at(-1)?.['trial_balance'], 'trial_balance')[BOOK], BOOK)
}

function sumOfAccounts(balances: JsonObject, beginning: string): number {
  return Object.entries(balances).reduce((sum, [account, fen]) => (account.startsWith(beginning) ? sum + Number(fen) : sum), 0)
}

/** The table prints whole units; our closing balance is exact and is printed the same way. */
export function countyYear(input: JsonObject): Answer {
  const fen = amountsOf(input)
  const of = (side: string, name: string): number => fen(objectAt(input[side], side)[name], `${side}.${name}`)
  const opening = fen(input['opening'], 'opening')
  const facts: JsonObject[] = [
    { kind: 'premium_to_special', amount_fen: of('income', 'premium') },
    { kind: 'subsidy_received', amount_fen: of('income', 'subsidy') },
    { kind: 'interest', account: '1003', amount_fen: of('income', 'interest') },
    { kind: 'transfer_in', amount_fen: of('income', 'transfer_in') },
    { kind: 'penalty_received', amount_fen: of('income', 'other') },
    { kind: 'funds_granted', via: 'direct', amount_fen: ['benefit', 'transfer_out', 'other'].reduce((sum, name) => sum + of('expenditure', name), 0) },
    { kind: 'provider_payment', gross_fen: of('expenditure', 'benefit') },
    { kind: 'transfer_out', amount_fen: of('expenditure', 'transfer_out') },
    { kind: 'remit_sent', pair: 'p1', amount_fen: of('expenditure', 'remit_5301') },
    { kind: 'premium_refund', premium_year: 2025, amount_fen: of('expenditure', 'other') },
  ]
  const book: BookOf = { fund: 'employee', opening: { '1003': opening, '3001': -opening } }
  const open = balancesAfter(posted(book, facts))
  const closed = balancesAfter(posted(book, [...facts, { kind: 'close_year', year: 2026, date: '2026-12-31' }]))
  const closing = -sumOfAccounts(closed, '3')
  const { num, den } = printed(input, closing)
  return {
    income_total: printed(input, -sumOfAccounts(open, '4')),
    expenditure_total: printed(input, sumOfAccounts(open, '5')),
    closing: { num: (num * 2n + den) / (den * 2n), den: 1n },
  }
}

export function consolidated(input: JsonObject): Answer {
  const fen = amountsOf({ unit: '万元' })
  const given = Object.entries(input).map(([name, figures]) => [name, objectAt(figures, name)] as const)
  const facts = given.flatMap(([book, figures]) => bookFacts(book, figures, fen))
  const counties = given.filter(([name]) => name !== 'city')
  const received = counties.map(([name, figures]) => movement('city', 'remit_received', name, fen(figures['e5301'], 'e5301')))
  const granted = counties.map(([name, figures]) => movement('city', 'grant_sent', name, fen(figures['i4401'], 'i4401')))
  const answer = runLedger({
    books: Object.fromEntries(given.map(([name]) => [name, bookOf({ opening: RICH })])),
    facts: [...facts, ...received, ...granted],
    consolidate: given.map(([name]) => name),
  })
  const whole = objectAt(answer['consolidation'], 'consolidation')
  const amount = (name: string): Answer => printed({ unit: '万元' }, whole[name])
  return {
    elim_remit: amount('eliminated_remit_fen'),
    elim_grant: amount('eliminated_grant_fen'),
    consolidated: { income: amount('income_fen'), expenditure: amount('expenditure_fen'), surplus: amount('surplus_fen') },
  }
}

function movement(book: string, kind: string, pair: string, amount: number): JsonObject {
  return { book, kind, pair, unit: 'u', date: '2026-12-20', amount_fen: amount }
}

const PLAIN: Readonly<Record<string, JsonObject>> = {
  i4001: { kind: 'premium_to_special' },
  i4201: { kind: 'interest', account: '1003' },
  e5001: { kind: 'provider_payment' },
  e5301: { kind: 'remit_sent' },
  i4401: { kind: 'grant_received' },
}

function bookFacts(book: string, figures: JsonObject, fen: ReturnType<typeof amountsOf>): JsonObject[] {
  return Object.entries(PLAIN).flatMap(([name, fact]) => {
    const amount = figures[name] === undefined ? 0 : fen(figures[name], name)
    return amount === 0 ? [] : [{ ...movement(book, '', book, amount), ...fact, gross_fen: amount }]
  })
}

/** What a county brings in, seen through the bridge from cash to the accrual position. */
export function cutOver(input: JsonObject): Answer {
  const fen = amountsOf(input)
  const amount = (name: string): number => fen(input[name], name)
  const cash = amount('county_cash_surplus_at_cutover')
  const openingMemo = {
    u: {
      payable_providers: amount('unpaid_provider_bills'),
      receivable_subsidies: amount('unpaid_fiscal_subsidy'),
      next_year_premiums: amount('over_collected_next_year_premium'),
    },
  }
  const answer = runLedger({ books: { [BOOK]: bookOf({ opening: { '1003': cash, '3001': -cash }, openingMemo }) }, facts: [] })
  const bridge = objectAt(objectAt(answer['bridge'], 'bridge')[BOOK], BOOK)
  const position = fenAt(bridge['accrual_position_fen'], 'accrual_position_fen')
  return {
    accrual_surplus: printed(input, position),
    county_top_up: printed(input, position < 0n ? -position : 0n),
    unpaid_subsidy_to_be_paid_in: printed(input, bridge['plus_receivable_subsidies']),
  }
}

interface Line {
  readonly side: 'Dr' | 'Cr'
  /** Any of these. */
  readonly accounts: readonly string[]
  readonly amount: number | undefined
}

/** `Dr 1101-医保预付金 400`, `Cr 1002/1004`; the words of a detail are the document's and are not compared. */
export function linesOf(text: string): Line[] {
  return [...text.matchAll(/(Dr|Cr) (\d{4}(?:\/\d{4})*)(?:-[^\s\d]\S*)?(?: (\d+))?/g)].map(([, side = '', accounts = '', amount]) => ({
    side: side === 'Dr' ? 'Dr' : 'Cr',
    accounts: accounts.split('/'),
    amount: amount === undefined ? undefined : Number(amount) * 100,
  }))
}

/** The same text where the step's entries are those of the journal, else what they are. */
function asJournal(expected: readonly Line[], step: JsonObject | undefined): boolean {
  const entries = [...objectsAt(objectAt(step?.['entries'], 'entries')[BOOK], 'entries')]
  const found = expected.every(({ side, accounts, amount }) => {
    const at = entries.findIndex(
      ({ account, fen }) =>
        accounts.includes(String(account)) && Number(fen) > 0 === (side === 'Dr') && (amount === undefined || Math.abs(Number(fen)) === amount),
    )
    if (at < 0) return false
    entries.splice(at, 1)
    return true
  })
  return found && entries.length === 0
}

/** Answers the expected journals where they are what was posted, otherwise the entries, so that the difference is shown. */
function journals(expected: Json | undefined, steps: readonly JsonObject[]): Answer {
  return listAt(expected, 'entries').map((journal, i): Answer => {
    const texts = listAt(journal, 'entries').map((text) => textAt(text, 'entries'))
    return asJournal(linesOf(texts.join(' ')), steps[i]) ? texts : [JSON.stringify(steps[i]?.['entries'] ?? null)]
  })
}

type Booked = (input: JsonObject, expected: JsonObject) => Answer

const fenOf = (input: JsonObject, name: string): number => amountsOf({})(input[name], name)

export const prepaymentBooks: Booked = (input, expected) => {
  const steps = posted({ opening: RICH }, [
    { kind: 'prepayment', provider: 'H', amount_fen: fenOf(input, 'prepay') },
    { kind: 'provider_payment', provider: 'H', gross_fen: fenOf(input, 'january_settlement') },
    { kind: 'provider_payment', provider: 'H', gross_fen: fenOf(input, 'year_end_settlement_due'), set_off_fen: fenOf(input, 'setoff') },
  ])
  return { entries: journals(expected['entries'], steps), balance_1101: printed({}, sumOfAccounts(balancesAfter(steps), '1101')) }
}

export const directSettlement: Booked = (input, expected) => {
  const paid = fenOf(input, 'paid_to_company')
  const steps = posted({ opening: RICH }, [
    { kind: 'prepayment', provider: 'H', amount_fen: paid },
    { kind: 'provider_payment', provider: 'H', gross_fen: fenOf(input, 'hospital_settlement'), set_off_fen: paid },
  ])
  return { entries: journals(expected['entries'], steps) }
}

const RETURNED: Readonly<Record<string, JsonObject>> = {
  'premium refund same year': { kind: 'premium_refund', premium_year: 2026 },
  'premium refund earlier year': { kind: 'premium_refund', premium_year: 2025 },
  'benefit recovered same year': { kind: 'recovery_received', benefit_year: 2026 },
  'benefit recovered earlier year': { kind: 'recovery_received', benefit_year: 2025 },
}

export const refunds: Booked = (input, expected) => {
  const before = [
    { kind: 'premium_to_special', amount_fen: 1_000_000 },
    { kind: 'provider_payment', provider: 'H', gross_fen: 1_000_000 },
  ]
  const facts = objectsAt(input['items'], 'items').map((item) => ({ ...RETURNED[textAt(item['type'], 'type')], amount_fen: fenOf(item, 'amount') }))
  return { entries: journals(expected['entries'], posted({ opening: RICH }, [...before, ...facts]).slice(before.length)) }
}

export const majorIllness: Booked = (input, expected) => {
  const steps = posted({ opening: RICH }, [
    { kind: 'major_premium', amount_fen: fenOf(input, 'premium_paid') },
    { kind: 'major_surplus_back', amount_fen: fenOf(input, 'returned_surplus') },
    { kind: 'major_loss', amount_fen: fenOf(input, 'compensation') },
  ])
  return { entries: journals(expected['entries'], steps), net_5101: printed({}, sumOfAccounts(balancesAfter(steps), '5101')) }
}

export const nextYearsPremium: Booked = (input, expected) => {
  const amount = fenOf(input, 'collected_2026_q4')
  const collected = { kind: 'premium_to_treasury', date: '2026-11-10', benefit_year: 2027, amount_fen: amount }
  const release = { kind: 'next_year_release', date: '2027-01-01', collected_until: '2026-12-31', amount_fen: amount }
  const approved = posted({ nextYearLiabilityFrom: '2026-01-01' }, [collected, release])
  const otherwise = textAt(expected['if_not_approved'], 'if_not_approved')
  const [step] = posted({}, [collected])
  return {
    entries: journals(expected['entries'], approved),
    if_not_approved: asJournal(linesOf(otherwise), step) ? otherwise : JSON.stringify(step?.['entries'] ?? null),
  }
}
