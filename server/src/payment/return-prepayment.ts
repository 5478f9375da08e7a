// Money in advance comes back into the expenditure account (财会〔2017〕28号, journal 33; 医保办函〔2024〕101号: taken back by the end of
// the year): one officer registers the bank slip, another books it. No more comes back than the provider still holds.
import type { Day } from '@tongchou/domain/base/day.js'
import { yuanText } from '@tongchou/domain/base/money.js'
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { stageName } from '@tongchou/domain/payment/life.js'
import { PREPAYMENT_RECEIPT_LIFE } from '@tongchou/domain/payment/lives.js'
import type pg from 'pg'
import type { Static } from 'typebox'
import { lockBooks } from '../fund/book-store.js'
import { nextFacts } from '../fund/fact-store.js'
import { fenJson } from '../http/json-money.js'
import type { Desk } from '../http/route.js'
import { bookFacts } from './book-facts.js'
import type { ReceiptBody } from './cycle-schemas.js'
import { prepaidLeft } from './cycle-store.js'
import { type PrepaymentRow, prepaymentNumbered } from './prepayment-store.js'
import { paymentSteps, type StepAsked, standingJson, takeStep } from './take-step.js'

interface ReceiptRow {
  readonly receipt: bigint
  readonly prepayment: bigint
  readonly amount_fen: bigint
  readonly happened_on: Day
  readonly evidence: string
  readonly officer: bigint
  readonly officer_name: string
  readonly stage: string
}

const NO_SUCH = refused('not_found', '没有这件预付金，或不在您的区域；请在列表里核对。')

async function receiptsOf(client: pg.ClientBase, prepayment: bigint): Promise<ReceiptRow[]> {
  const { rows } = await client.query<ReceiptRow>(
    `SELECT r.receipt, r.prepayment, r.amount_fen, r.happened_on, r.evidence, r.officer, o.name AS officer_name, payment_stage('prepayment_receipt', r.receipt) AS stage
       FROM prepayment_receipt r JOIN officer o USING (officer) WHERE r.prepayment = $1 ORDER BY r.receipt`,
    [prepayment],
  )
  return rows
}

export async function receiptsJson(client: pg.PoolClient, desk: Desk, prepayment: bigint) {
  const json = []
  for (const { receipt, amount_fen, happened_on, evidence, officer, officer_name, stage } of await receiptsOf(client, prepayment)) {
    const steps = await paymentSteps(client, 'prepayment_receipt', receipt)
    const fact = steps.at(-1)?.detail['fact']
    json.push({
      ...{ number: receipt.toString(), amount_fen: fenJson(amount_fen), happened_on, evidence, officer_name },
      ...{ stage_name: stageName(PREPAYMENT_RECEIPT_LIFE, stage), fact: typeof fact === 'string' ? fact : null },
      actions: standingJson(desk, PREPAYMENT_RECEIPT_LIFE, { number: receipt, officer }, steps).actions,
    })
  }
  return json
}

export async function reportReceipt(
  client: pg.PoolClient,
  { officer }: Desk,
  prepayment: bigint,
  body: Static<typeof ReceiptBody>,
  today: Day,
): Promise<bigint | Refusal> {
  const row = await prepaymentNumbered(client, prepayment)
  if (row === undefined) return NO_SUCH
  if (!officer.areas.includes(row.unit)) return refused('elsewhere', '不是您区域的核算单位。')
  if (body.happened_on > today) return refused('day_to_come', '日期不能晚于今天。')
  const over = await moreThanHeld(client, row, BigInt(body.amount_fen))
  if (over !== undefined) return over
  const { rows } = await client.query<{ receipt: bigint }>(
    `INSERT INTO prepayment_receipt (receipt, prepayment, unit, amount_fen, happened_on, evidence, officer, booked_on)
       VALUES (nextval('payment_seq'), $1, $2, $3, $4, $5, $6, $7) RETURNING receipt`,
    [prepayment, row.unit, body.amount_fen, body.happened_on, body.evidence, officer.officer, today],
  )
  return rows[0]?.receipt ?? 0n
}

async function moreThanHeld(client: pg.PoolClient, { book, provider, unit }: PrepaymentRow, fen: bigint): Promise<Refusal | undefined> {
  const left = (await prepaidLeft(client, book, provider)).find((one) => one.unit === unit)?.fen ?? 0n
  return fen > left ? refused('over_prepaid', `比机构现有的预付金多 ${yuanText(fen - left)} 元；请核对金额，已冲抵的不能再退。`) : undefined
}

export async function decideReceipt(desk: Desk, prepayment: bigint, receipt: bigint, asked: StepAsked, today: Day): Promise<Refusal | undefined> {
  const done = await takeStep(
    desk,
    {
      subject: 'prepayment_receipt',
      life: () => PREPAYMENT_RECEIPT_LIFE,
      find: async (client, number) => {
        const of = await prepaymentNumbered(client, prepayment)
        const row = (await receiptsOf(client, prepayment)).find((one) => one.receipt === number)
        return of === undefined || row === undefined ? undefined : { ...row, number, of }
      },
      effect: async (client, found, { kind }) => (kind === 'approved' ? bookReceipt(client, found.of, found, today) : {}),
    },
    receipt,
    asked,
  )
  return isRefusal(done) ? done : undefined
}

async function bookReceipt(client: pg.PoolClient, of: PrepaymentRow, row: ReceiptRow, today: Day): Promise<Refusal | Record<string, unknown>> {
  // Set-offs take from the same money, so what is left is read while the book is held.
  await lockBooks(client, [of.book])
  const over = await moreThanHeld(client, of, row.amount_fen)
  if (over !== undefined) return over
  const [fact = 0n] = await nextFacts(client, 1)
  const { book, unit, provider } = of
  const base = { book, fact, unit, inForce: row.happened_on, bookedOn: today }
  return (await bookFacts(client, [{ kind: 'prepayment_returned', ...base, provider, amountFen: row.amount_fen }])) ?? { fact: fact.toString() }
}
