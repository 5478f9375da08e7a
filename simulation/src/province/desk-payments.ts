// One book of a city paid the whole way at the desk, month by month: accounts of payees, each hospital's month opened from its settled
// bills, reviewed twice and approved, requests for funds step by step, a batch with its file to the bank and the bank's answer. What the
// bank did not carry out or returned is paid again once the account was corrected.
import { type Day, daysAfter } from '@tongchou/domain/base/day.js'
import { type Fen, sumOf } from '@tongchou/domain/base/money.js'
import { dayIn } from '../money-year/year-context.js'
import { act, DeskRefused, mustBeTurnedDown, seen, turn } from './act.js'
import { type Answered, answerFile, type Form, type Order, readOrders, wrongFile } from './bank.js'
import type { Reply, Who } from './office.js'
import type { Proof } from './perform.js'
import { type City, hasCounter, hospitalOf, pharmacyOf } from './places.js'
import { addTo, type Planner } from './plan.js'
import { bank, freeOfBook, held, type Move, outside } from './world.js'

interface PayLine {
  readonly unit: string
  readonly part: string
  readonly pay: Fen
  readonly gross: Fen
  readonly deposit: Fen
}

export interface DeskBook {
  readonly book: string
  /** What the fund's own accounts office knows: hospitals by the account number that the bank was given. */
  readonly accounts: Map<string, string>
  /** Lines of every approved month, by hospital and month. */
  readonly lines: Map<string, readonly PayLine[]>
  /** Payments that were carried out once, by hospital and month. */
  readonly paid: Set<string>
  /** The month lived through last. */
  lastMonth: Day | undefined
  numbers: number
}

/** Cities take turns which of their books is paid at the desk. */
export function deskBookOf({ index, books }: City): DeskBook {
  return { book: index % 2 === 0 ? books.resident : books.employee, accounts: new Map(), lines: new Map(), paid: new Set(), lastMonth: undefined, numbers: 0 }
}

const at = (city: City, department: Who['department'], role: string, name: string, home = city.code): Who => ({ department, role, home, pool: city.code, name })
export const clerkOf = (city: City, name: 'a' | 'b', home?: string): Who => at(city, 'agency', 'finance_officer', name, home)
const managerOf = (city: City, name: 'a' | 'b'): Who => at(city, 'agency', 'provider_manager', name)
export const directorOf = (city: City): Who => at(city, 'bureau', 'director', 'a')
export const fundOfficerOf = (city: City): Who => at(city, 'bureau', 'fund_officer', 'a')
export const financeOf = (city: City, home?: string): Who => at(city, 'finance', 'finance_officer', 'a', home)

const rowsOf = (body: Reply['body']): readonly Record<string, unknown>[] => body['rows'] as Record<string, unknown>[]
const fenOf = (value: unknown): Fen => BigInt(Number(value))
const keyOf = (provider: unknown, month: unknown): string => `${String(provider)} ${String(month)}`

export interface Paying {
  readonly proof: Proof
  readonly planner: Planner
  readonly desk: DeskBook
}

/** Accounts of hospitals and of the fund, each written down by one officer and confirmed by another. */
export async function openAccounts(paying: Paying, day: Day): Promise<void> {
  const { city } = paying.planner
  if (hasCounter(city)) await account(paying, day, 'provider', pharmacyOf(city))
  for (const unit of city.units) {
    await account(paying, day, 'provider', hospitalOf(unit))
    for (const of of unit === city.ownLevel ? ['1004'] : ['1003', '1004']) await account(paying, day, 'fund', `${paying.desk.book}/${unit}/${of}`)
  }
}

async function account({ proof, planner: { city }, desk }: Paying, day: Day, kind: 'provider' | 'fund', payee: string): Promise<void> {
  desk.numbers += 1
  const number = `00${city.code}${String(desk.numbers).padStart(8, '0')}`
  const doing = { name: `${city.code} 收款账户 ${payee}`, day, books: [desk.book] }
  const body = { kind, payee, holder: `示范户${payee.slice(-11)}`, bank: '示范银行', account_number: number, reason: '书面申请' }
  const made = await act(proof, { ...doing, by: clerkOf(city, 'a'), url: '/api/payee-accounts', body })
  await turn(proof, { ...doing, by: clerkOf(city, 'b'), page: `/api/payee-accounts/${String(made['number'])}` }, 'approved')
  if (kind === 'provider') desk.accounts.set(number, payee)
}

/** What fell due in the month lived through before is approved and, as far as the money reaches, paid. */
export async function monthAtDesk(paying: Paying, month: Day, adjust: () => Promise<void>): Promise<void> {
  const { desk } = paying
  if (desk.lastMonth !== undefined) {
    await approveMonths(paying, desk.lastMonth.slice(0, 7), dayIn(month, 6))
    const payables = await payable(paying, dayIn(month, 7))
    if (payables.length > 0) {
      await request(paying, month, payables, adjust)
      await payBatch(paying, dayIn(month, 9), payables)
    }
  }
  desk.lastMonth = month
}

async function approveMonths({ proof, planner: { city, random }, desk }: Paying, month: string, day: Day): Promise<void> {
  const { book } = desk
  proof.office.at(day)
  const [first, second] = [managerOf(city, 'a'), managerOf(city, 'b')]
  const dues = rowsOf(await seen(proof, first, `/api/cycle-dues?book=${book}&month=${month}&size=100`))
  for (const provider of dues.filter(({ cycle, paid }) => cycle === null && paid === false).map((due) => String(due['provider']))) {
    const doing = { name: `${city.code} 月结 ${provider} ${month}`, day, books: [book] }
    const find = async (): Promise<Reply> => {
      const [standing] = rowsOf(await seen(proof, first, `/api/pay-cycles?book=${book}&month=${month}&q=${provider}`))
      return { status: 200, body: standing ?? {} }
    }
    const again = { codes: ['opened_already'], find }
    const made = await act(proof, { ...doing, by: first, url: '/api/pay-cycles', body: { book, provider, month }, again })
    const page = `/api/pay-cycles/${String(made['number'])}`
    const opened = (await seen(proof, first, page))['lines'] as Record<string, unknown>[]
    // What cancelled bills left over from earlier months is taken first; more than the rest cannot be deducted.
    const due = (line: Record<string, unknown>): number => Number(line['by_item_fen']) + Number(line['carried_fen'])
    const own = opened.find((line) => line['part'] === 'pool' && due(line) > 1_000)
    if (own !== undefined) {
      const line = { unit: own['unit'], part: 'pool', care: own['care'] }
      const part = (of: number): number => Math.floor(due(own) / of)
      if (random.chance(0.3))
        await act(proof, {
          ...doing,
          by: first,
          url: `${page}/changes`,
          body: { ...line, kind: 'deduction', amount_fen: part(50), reason: '超标准收费', article: '协议第三十条' },
        })
      if (random.chance(0.2))
        await act(proof, {
          ...doing,
          by: first,
          url: `${page}/changes`,
          body: { ...line, kind: 'method_difference', amount_fen: random.chance(0.5) ? part(30) : -part(30), reason: '病种分值结算差额' },
        })
    }
    await turn(proof, { ...doing, by: first, page }, 'first_reviewed')
    await turn(proof, { ...doing, by: second, page }, 'second_reviewed')
    const approved = await turn(proof, { ...doing, by: directorOf(city), page }, 'approved')
    desk.lines.set(keyOf(provider, month), (approved['lines'] as Record<string, unknown>[]).map(payLine))
  }
}

function payLine(line: Record<string, unknown>): PayLine {
  const [pay, deposit] = [fenOf(line['pay_fen']), fenOf(line['deposit_fen'])]
  const taken = fenOf(line['deduction_fen']) + fenOf(line['netted_this_year_fen']) + fenOf(line['netted_earlier_fen']) + fenOf(line['set_off_fen'])
  return { unit: String(line['unit']), part: String(line['part']), pay, deposit, gross: pay + deposit + taken }
}

interface Payable {
  readonly number: string
  readonly provider: string
  readonly key: string
  readonly lines: readonly PayLine[]
}

/** What is approved and not paid, as far as the special fiscal account reaches; failed payments get a corrected account first. */
async function payable(paying: Paying, day: Day): Promise<Payable[]> {
  const { proof, planner, desk } = paying
  const { city, world } = planner
  proof.office.at(day)
  const rows = rowsOf(await seen(proof, clerkOf(city, 'a'), `/api/payables?book=${desk.book}&stage=unpaid&payee_kind=provider&size=100`))
  let free = freeOfBook(world, desk.book)
  const chosen: Payable[] = []
  const corrected = new Set<string>()
  for (const { number, payee, month, amount_fen, standing } of rows) {
    if (fenOf(amount_fen) > free) continue
    free -= fenOf(amount_fen)
    const provider = String(payee)
    if (standing !== 'open' && !corrected.has(provider)) {
      corrected.add(provider)
      await account(paying, day, 'provider', provider)
    }
    chosen.push({ number: String(number), provider, key: keyOf(payee, month), lines: desk.lines.get(keyOf(payee, month)) ?? [] })
  }
  return chosen.sort((one, other) => Number(BigInt(one.number) - BigInt(other.number)))
}

/** Each unit asks for what its expenditure account lacks, and the request goes its way through bureau and finance. */
async function request(paying: Paying, month: Day, payables: readonly Payable[], adjust: () => Promise<void>): Promise<void> {
  const { proof, planner, desk } = paying
  const { city, world } = planner
  const needs = new Map<string, Fen>()
  for (const { lines } of payables) for (const { unit, pay } of lines) addTo(needs, unit, pay)
  for (const [unit, fen] of needs) {
    const lacking = fen - held(world, bank(desk.book, '1004', unit))
    if (lacking <= 0n) continue
    const own = unit === city.ownLevel
    const applicant = own ? clerkOf(city, 'a') : clerkOf(city, 'a', unit)
    const doing = { name: `${city.code} 用款申请 ${unit}`, day: dayIn(month, 8), books: [desk.book] }
    const body = { book: desk.book, unit, month: month.slice(0, 7), budget_line: '待遇支出', amount_fen: Number(lacking), purpose: '按支出进度申请' }
    const made = await withinBudget(() => act(proof, { ...doing, by: applicant, url: '/api/fund-requests', body }), adjust)
    const page = `/api/fund-requests/${String(made['number'])}`
    await withinBudget(() => turn(proof, { ...doing, by: fundOfficerOf(city), page }, 'bureau_applied'), adjust)
    const [special, county, spending] = [bank(desk.book, '1003', unit), bank(desk.book, '1003', unit, 'county_finance'), bank(desk.book, '1004', unit)]
    const granted = { from: special, to: own ? spending : county, fen: lacking }
    await turn(proof, { ...doing, by: financeOf(city), page, moves: () => [granted] }, 'granted')
    if (own) continue
    await turn(proof, { ...doing, by: applicant, page }, 'use_applied')
    await turn(proof, { ...doing, by: financeOf(city, unit), page, moves: () => [{ from: county, to: spending, fen: lacking }] }, 'drawn')
  }
}

/** Where the budget does not allow it, the budget is adjusted and the request made again. */
async function withinBudget(asked: () => Promise<Reply['body']>, adjust: () => Promise<void>): Promise<Reply['body']> {
  try {
    return await asked()
  } catch (error) {
    if (!(error instanceof DeskRefused) || error.code !== 'over_budget') throw error
    await adjust()
    return asked()
  }
}

async function payBatch(paying: Paying, day: Day, payables: readonly Payable[]): Promise<void> {
  const { proof, planner, desk } = paying
  const { city, random } = planner
  const [preparer, form] = [clerkOf(city, 'a'), (['batch_csv', 'batch_fixed'] as const)[random.below(2)] ?? 'batch_csv']
  const doing = { name: `${city.code} 支付批次`, day, books: [desk.book] }
  const body = { book: desk.book, template: form, title: `月结拨付${day}`, payables: payables.map(({ number }) => number) }
  const find = async (): Promise<Reply> => {
    const [newest] = rowsOf(await seen(proof, preparer, `/api/payment-batches?book=${desk.book}`))
    return { status: 200, body: newest ?? {} }
  }
  const made = await act(proof, { ...doing, by: preparer, url: '/api/payment-batches', body, again: { codes: ['under_way'], find } })
  const page = `/api/payment-batches/${String(made['number'])}`
  await turn(proof, { ...doing, by: clerkOf(city, 'b'), page }, 'reviewed')
  await turn(proof, { ...doing, by: directorOf(city), page }, 'approved')
  await turn(proof, { ...doing, by: preparer, page }, 'sent')
  const { batch, orders } = readOrders(form, await proof.office.download(preparer, `${page}/file`))
  await results(paying, { page, form, batch, day, payables }, orders)
}

interface Sent {
  readonly page: string
  readonly form: Form
  readonly batch: string
  readonly day: Day
  readonly payables: readonly Payable[]
}

/** The bank's answers: now and then a wrong file first, then what was paid and what was not, then what came back; the same file again is known. */
async function results(paying: Paying, sent: Sent, orders: readonly Order[]): Promise<void> {
  const { random, fate } = paying.planner
  const answers = orders.map(({ key, fen }): Answered => ({ key, fen, code: random.chance(0.08) ? '9001' : '0000' }))
  const take = resultsBy(paying, sent)
  if (random.chance(0.3)) await take.wrong(wrongFile(sent.form, sent.batch, sent.day, answers, random.below(5)), sent.day)
  const file = answerFile(sent.form, sent.batch, sent.day, answers)
  const paid = answers.filter(({ code }) => code === '0000')
  await take.file(
    file,
    sent.day,
    paid.flatMap(({ key }) => movesOf(paying, sent, orders, key, 'paid')),
  )
  fate.bounced += answers.length - paid.length
  if (random.chance(0.3)) await take.wrong([file, 'file_known'], sent.day)
  const back = paid.filter(() => random.chance(0.1)).map((one): Answered => ({ ...one, code: '8001' }))
  if (back.length === 0) return
  const later = daysAfter(sent.day, 2)
  await take.file(
    answerFile(sent.form, sent.batch, later, back),
    later,
    back.flatMap(({ key }) => movesOf(paying, sent, orders, key, 'returned')),
  )
  fate.bounced += back.length
}

function resultsBy({ proof, planner: { city }, desk }: Paying, { page, batch }: Sent) {
  const by = clerkOf(city, 'a')
  const doing = (bytes: Buffer, day: Day) => ({
    ...{ name: `${city.code} 银行回盘 ${batch}`, day, books: [desk.book], by, url: `${page}/results` },
    body: { name: 'back.txt', content: bytes.toString('base64') },
  })
  return {
    wrong: ([bytes, code]: readonly [Buffer, string], day: Day) => mustBeTurnedDown(proof, doing(bytes, day), code),
    file: (bytes: Buffer, day: Day, moves: readonly Move[]) =>
      act(proof, { ...doing(bytes, day), again: { codes: ['file_known'], find: () => proof.office.get(by, page) }, moves: () => moves }),
  }
}

/** Money that the bank moved for one order: to the hospital whose account number stands in it, or back again. */
function movesOf({ planner: { owed }, desk }: Paying, { payables }: Sent, orders: readonly Order[], key: string, what: 'paid' | 'returned'): Move[] {
  const place = orders.findIndex((order) => order.key === key)
  const [order, thing] = [orders[place], payables[place]]
  if (
    order === undefined ||
    thing === undefined ||
    desk.accounts.get(order.account) !== thing.provider ||
    order.fen !== sumOf(thing.lines.map(({ pay }) => pay))
  )
    throw new Error(`the bank’s file names an order ${key} that nobody approved`)
  if (what === 'paid' && !desk.paid.has(thing.key)) {
    desk.paid.add(thing.key)
    for (const { unit, part, gross, deposit } of thing.lines) {
      addTo(owed.deposits, `${desk.book} ${unit} ${part}`, deposit)
      if (part === 'insurer') addTo(owed.insurer, unit, gross)
    }
  }
  const hospital = outside(`hospital ${thing.provider}`)
  return thing.lines
    .filter(({ pay }) => pay > 0n)
    .map(({ unit, pay }) => {
      const account = bank(desk.book, '1004', unit)
      return what === 'paid' ? { from: account, to: hospital, fen: pay } : { from: hospital, to: account, fen: pay }
    })
}
