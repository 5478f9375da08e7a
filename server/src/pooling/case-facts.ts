// Facts of the neutral ledger cases as facts of ours. What the cases leave out and our books ask for gets a neutral word.
import { dayOf, firstOfMonth, yearOf } from '@tongchou/domain/base/day.js'
import { type Fen, sumOf } from '@tongchou/domain/base/money.js'
import type { BookFact } from '@tongchou/domain/facts/fact.js'
import type { Part } from '@tongchou/domain/facts/money-fact.js'
import { dayAt, type Json, type JsonObject, listAt, objectAt, oneOf, textAt, UnknownForm } from '../policy/cases-form.js'
import { codeAt, fenAt, fenOr, objectsAt, yesAt } from './case-values.js'

/** Where a case names no accounting unit. */
export const NO_UNIT = 'city'

interface Given {
  readonly it: JsonObject
  readonly book: string
  readonly fact: bigint
  readonly bouncedTo: 'red_5001' | '2001'
}

type Maker = (given: Given, base: Base) => BookFact

interface Base {
  readonly book: string
  readonly fact: bigint
  readonly inForce: string
  readonly bookedOn: string
  readonly unit: string
}

/** Undefined where the kind is no fact of a book: a bill, a statement over several books, an edit. */
export function bookFact(given: Given): BookFact | undefined {
  const make = MAKERS[textAt(given.it['kind'], 'fact.kind')]
  if (make === undefined) return undefined
  const date = dayAt(given.it['date'], 'fact.date')
  const unit = unitOf(given.it)
  return make(given, { book: given.book, fact: given.fact, inForce: date, bookedOn: date, unit })
}

export function unitOf(it: JsonObject): string {
  return codeAt(it['unit'] ?? NO_UNIT, 'fact.unit')
}

const amount = ({ it }: Given): Fen => fenAt(it['amount_fen'], 'fact.amount_fen')
const word = (value: Json | undefined, otherwise: string): string => (typeof value === 'string' ? value : otherwise)
const part = ({ it }: Given): Part => (it['part'] === 'account' ? 'account' : 'pool')
const care = 'other' as const

/** By part where the case splits it; the whole amount to the pool, or to the part that it names. */
export function partsOf(it: JsonObject): { readonly poolFen: Fen; readonly accountFen: Fen } {
  if (it['pool_fen'] != null || it['account_fen'] != null) {
    return { poolFen: fenOr(it['pool_fen'], 'fact.pool_fen'), accountFen: fenOr(it['account_fen'], 'fact.account_fen') }
  }
  const amountFen = fenAt(it['amount_fen'], 'fact.amount_fen')
  return it['part'] === 'account' ? { poolFen: 0n, accountFen: amountFen } : { poolFen: amountFen, accountFen: 0n }
}

const parts = ({ it }: Given) => partsOf(it)

function year(value: Json | undefined, date: string): number {
  return value === undefined || value === null ? yearOf(date) : Number(fenAt(value, 'fact: a year'))
}

const premium =
  (arrives: 'treasury' | 'special', paidBy: 'payer' | 'assistance'): Maker =>
  (given, base) => {
    const benefitYear = year(given.it['benefit_year'], base.bookedOn)
    const assessed = yesAt(given.it['assessed'], 'fact.assessed')
    return { kind: 'premium_received', ...base, arrives, paidBy, assessed, period: firstOfMonth(base.bookedOn), benefitYear, ...parts(given), ticket: '' }
  }

const otherIncome =
  (reason: 'late_fee' | 'contract_penalty'): Maker =>
  (given, base) => ({ kind: 'other_income_received', ...base, arrives: reason === 'late_fee' ? 'treasury' : 'special', reason, ...parts(given) })

const level =
  (movement: 'remit' | 'grant', side: 'sent' | 'received'): Maker =>
  (given, base) => ({ kind: 'level_transferred', ...base, movement, side, pair: word(given.it['pair'], ''), adjustment: false, ...parts(given) })

const MAKERS: Readonly<Record<string, Maker>> = {
  premium_assessed: (given, base) => ({
    kind: 'premium_assessed',
    ...base,
    payer: 'resident',
    employer: null,
    period: firstOfMonth(base.bookedOn),
    benefitYear: year(given.it['benefit_year'], base.bookedOn),
    heads: 0,
    ...parts(given),
  }),
  premium_to_treasury: premium('treasury', 'payer'),
  premium_to_special: premium('special', 'payer'),
  assistance_pays_premium: premium('special', 'assistance'),
  next_year_release: (given, base) => ({
    kind: 'next_year_released',
    ...base,
    benefitYear: yearOf(base.bookedOn),
    collectedUntil: dayAt(given.it['collected_until'], 'fact.collected_until'),
    amountFen: amount(given),
  }),
  late_fee: otherIncome('late_fee'),
  penalty_received: otherIncome('contract_penalty'),
  treasury_to_special: (given, base) => ({ kind: 'treasury_transferred', ...base, amountFen: amount(given), transferOrder: '' }),
  subsidy_due: (given, base) => ({
    kind: 'subsidy_due',
    ...base,
    government: 'central',
    benefitYear: year(given.it['benefit_year'], base.bookedOn),
    heads: 0,
    perHeadFen: 0n,
    amountFen: amount(given),
  }),
  subsidy_received: (given, base) => ({
    kind: 'subsidy_received',
    ...base,
    government: 'central',
    benefitYear: year(given.it['benefit_year'], base.bookedOn),
    amountFen: amount(given),
    dueRecorded: yesAt(given.it['due_recorded'], 'fact.due_recorded'),
  }),
  funds_requested: (given, base) => ({
    kind: 'funds_requested',
    ...base,
    month: firstOfMonth(base.bookedOn),
    budgetLine: word(given.it['budget_line'], ''),
    amountFen: amount(given),
  }),
  funds_granted: (given, base) => ({
    kind: 'funds_granted',
    ...base,
    via: oneOf(given.it['via'] ?? 'direct', ['direct', 'county_finance'], 'fact.via'),
    amountFen: amount(given),
    request: null,
  }),
  funds_drawn: (given, base) => ({ kind: 'funds_drawn', ...base, amountFen: amount(given), grantFact: null }),
  provider_payment: providerPaid,
  person_payment: (given, base) => ({ kind: 'person_paid', ...base, person: 0n, part: part(given), care, amountFen: amount(given) }),
  outside_payment: (given, base) => ({
    kind: 'outside_paid',
    ...base,
    period: firstOfMonth(base.bookedOn),
    part: part(given),
    care,
    amountFen: amount(given),
  }),
  deposit_released: (given, base) => ({
    kind: 'deposit_released',
    ...base,
    provider: word(given.it['provider'], ''),
    part: part(given),
    care,
    amountFen: amount(given),
  }),
  deposit_forfeited: (given, base) => ({
    kind: 'deposit_forfeited',
    ...base,
    provider: word(given.it['provider'], ''),
    part: part(given),
    amountFen: amount(given),
  }),
  recovery_received: (given, base) => ({
    kind: 'recovery_received',
    ...base,
    benefitYear: year(given.it['benefit_year'], base.bookedOn),
    part: part(given),
    care,
    recorded: yesAt(given.it['recorded'], 'fact.recorded'),
    amountFen: amount(given),
  }),
  premium_refund: (given, base) => ({ kind: 'premium_refunded', ...base, premiumYear: year(given.it['premium_year'], base.bookedOn), ...parts(given) }),
  payment_bounced: (given, base) => ({
    kind: 'payment_bounced',
    ...base,
    to: payee(given.it['to']),
    part: part(given),
    care,
    bookedTo: given.bouncedTo,
    amountFen: amount(given),
  }),
  bounced_repaid: (given, base) => ({ kind: 'bounced_repaid', ...base, to: payee(given.it['to']), amountFen: amount(given) }),
  interest: (given, base) => {
    const account = cashAccount(given.it['account'])
    if (yesAt(given.it['pending'], 'fact.pending'))
      return { kind: 'pending_received', ...base, unit: NO_UNIT, of: 'interest', account, amountFen: amount(given) }
    return { kind: 'interest_credited', ...base, account, detail: '', ...parts(given), product: 0n, rate: '0' }
  },
  interest_up: (given, base) => ({ kind: 'interest_moved', ...base, amountFen: amount(given) }),
  transfer_in: (given, base) => ({ kind: 'account_transferred', ...base, direction: 'in', amountFen: amount(given) }),
  transfer_out: (given, base) => ({ kind: 'account_transferred', ...base, direction: 'out', amountFen: amount(given) }),
  remit_sent: level('remit', 'sent'),
  remit_received: level('remit', 'received'),
  grant_sent: level('grant', 'sent'),
  grant_received: level('grant', 'received'),
  prepayment: (given, base) => ({ kind: 'prepaid', ...base, provider: word(given.it['provider'], ''), amountFen: amount(given) }),
  prepayment_returned: (given, base) => ({ kind: 'prepayment_returned', ...base, provider: word(given.it['provider'], ''), amountFen: amount(given) }),
  offsite_prepayment: (given, base) => ({ kind: 'prepaid', ...base, provider: null, amountFen: amount(given) }),
  major_premium: (given, base) => ({
    kind: 'insurer_premium_paid',
    ...base,
    insurer: '',
    benefitYear: yearOf(base.bookedOn),
    heads: 0,
    perHeadFen: 0n,
    amountFen: amount(given),
  }),
  major_loss: (given, base) => ({
    kind: 'insurer_settled',
    ...base,
    insurer: '',
    benefitYear: yearOf(base.bookedOn),
    result: 'loss_paid',
    amountFen: amount(given),
  }),
  major_surplus_back: (given, base) => ({
    kind: 'insurer_settled',
    ...base,
    insurer: '',
    benefitYear: yearOf(base.bookedOn),
    result: 'surplus_returned',
    amountFen: amount(given),
  }),
  bond_bought: (given, base) => ({ kind: 'bond_bought', ...base, bond: '', amountFen: amount(given) }),
  bond_redeemed: ({ it }, base) => ({
    kind: 'bond_redeemed',
    ...base,
    bond: '',
    costFen: fenAt(it['cost_fen'], 'fact.cost_fen'),
    receivedFen: fenAt(it['received_fen'], 'fact.received_fen'),
  }),
  pending_premium: (given, base) => ({ kind: 'pending_received', ...base, unit: NO_UNIT, of: 'premium', account: '1005', amountFen: amount(given) }),
  pending_split: (given, base) => ({ kind: 'pending_split', ...base, unit: NO_UNIT, of: 'premium', ...parts(given) }),
  pending_interest_split: (given, base) => ({ kind: 'pending_split', ...base, unit: NO_UNIT, of: 'interest', ...parts(given) }),
  prior_year_split_correction: (given, base) => ({
    kind: 'parts_corrected',
    ...base,
    from: oneOf(given.it['from'], PARTS, 'fact.from'),
    to: oneOf(given.it['to'], PARTS, 'fact.to'),
    amountFen: amount(given),
  }),
  take_over: takeOver,
  voucher: voucher,
  close_year: ({ it }, base) => ({
    kind: 'year_closed',
    book: base.book,
    fact: base.fact,
    inForce: base.inForce,
    // Whenever it is done, a year is closed on its last day.
    bookedOn: dayOf(year(it['year'], base.bookedOn), 12, 31),
    year: year(it['year'], base.bookedOn),
  }),
}

function providerPaid({ it }: Given, { unit, ...base }: Base): BookFact {
  const fen = (name: string): Fen => fenOr(it[name], `fact.${name}`)
  const line = {
    unit,
    period: firstOfMonth(base.bookedOn),
    part: it['part'] === 'account' ? ('account' as const) : ('pool' as const),
    care,
    grossFen: fenAt(it['gross_fen'], 'fact.gross_fen'),
    deductionFen: fen('deduction_fen'),
    depositFen: fen('deposit_fen'),
    nettedThisYearFen: fen('netted_this_year_fen'),
    nettedEarlierFen: fen('netted_earlier_year_fen') + fen('netted_earlier_fen'),
    setOffFen: fen('set_off_fen'),
  }
  return { kind: 'provider_paid', ...base, provider: word(it['provider'], ''), period: line.period, lines: [line] }
}

const PARTS = ['pool', 'account'] as const

export function payee(value: Json | undefined): 'provider' | 'person' | 'outside' {
  return oneOf(value ?? 'provider', ['provider', 'person', 'outside'], 'fact.to')
}

function cashAccount(value: Json | undefined): '1003' | '1004' | '1005' {
  const account = codeAt(value, 'fact.account')
  if (account === '1003' || account === '1004' || account === '1005') return account
  throw new UnknownForm(`fact.account: ${account} takes no interest`)
}

/** A county's money enters the book: what is its own is frozen for it. */
function takeOver({ it }: Given, base: Base): BookFact {
  const figures = figuresOf(it)
  const memo = figures.flatMap(([name, fen]) => {
    const account = name.replace(/_fen$/, '')
    return MEMO_SIGNS[account] === undefined ? [] : [[account, memoSign(account) * fenAt(fen, `fact.${name}`)] as const]
  })
  const signed = figures.flatMap(([name, fen]) => {
    const [, account, detail = ''] = /^(?:fen_)?(\d{4})(?:\/(\w+))?(?:_fen)?$/.exec(name) ?? []
    return account === undefined || account === '3001' ? [] : [{ account, detail, fen: takenOver(account, fenAt(fen, `fact.${name}`)) }]
  })
  const surplus = -sumOf(signed.map(({ fen }) => fen))
  return {
    kind: 'opening_balance',
    ...base,
    accounts: [...signed.map(({ account }) => account), '3001'],
    details: [...signed.map(({ detail }) => detail), 'frozen'],
    amounts: [...signed.map(({ fen }) => fen), surplus],
    memoAccounts: memo.map(([account]) => account),
    memoAmounts: memo.map(([, fen]) => fen),
  }
}

/** A debt stands on the credit side, however the case writes it. */
function takenOver(account: string, fen: Fen): Fen {
  return account.startsWith('2') && fen > 0n ? -fen : fen
}

/** Every named figure of a fact: its own, those of the tables in it, and those of lists of lines that name an account. */
function figuresOf(it: JsonObject): (readonly [name: string, fen: Json])[] {
  return Object.entries(it).flatMap(([name, value]): (readonly [string, Json])[] => {
    if (Array.isArray(value)) return objectsAt(value, `fact.${name}`).map((line) => [codeAt(line['account'], `fact.${name}.account`), Number(lineFen(line))])
    return typeof value === 'object' && value !== null ? Object.entries(value as JsonObject) : [[name, value]]
  })
}

/** Memo accounts of the cases with the sign that their normal side has with us. */
export const MEMO_SIGNS: Readonly<Record<string, 1n | -1n>> = {
  receivable_premiums: 1n,
  receivable_subsidies: 1n,
  receivable_recoveries: 1n,
  payable_providers: -1n,
  payable_persons: -1n,
  payable_outside: -1n,
  deposits_retained: -1n,
  next_year_premiums: -1n,
}

/** Debit + of a case's normal side, credit −. */
export function memoSign(account: string): 1n | -1n {
  const sign = MEMO_SIGNS[account]
  if (sign === undefined) throw new UnknownForm(`memo: there is no position ${account}`)
  return sign
}

function voucher({ it }: Given, { unit, ...base }: Base): BookFact {
  const lines = listAt(it['lines'], 'fact.lines').map((line) => objectAt(line, 'fact.lines'))
  const details = lines.map((line) => word(line['detail'], '').split(':'))
  return {
    kind: 'voucher_entered',
    ...base,
    text: word(it['text'], '记账凭证'),
    corrects: null,
    correction: 'none',
    units: lines.map((line, i) => word(line['unit'], details[i]?.[1] ?? unit)),
    accounts: lines.map((line) => codeAt(line['account'], 'line.account')),
    details: details.map(([detail = '']) => detail),
    amounts: lines.map(lineFen),
  }
}

/** Of a line of a voucher: debit +, credit −. */
function lineFen(line: JsonObject): Fen {
  return fenOr(line['debit_fen'], 'line.debit_fen') - fenOr(line['credit_fen'], 'line.credit_fen') + fenOr(line['fen'] ?? line['amount_fen'], 'line.fen')
}
