// An individual account leaves for another area or comes from one. Out: the relation here has ended, nothing is under way, and all of it goes;
// the account is emptied when a second officer agrees, and the money goes through the bank. In: money that stands in the special fiscal
// account is credited to the account. It is always the account's money, never the pool's (财会〔2017〕28号, journal 18).
import type { Day } from '@tongchou/domain/base/day.js'
import { firstOfMonth } from '@tongchou/domain/base/day.js'
import { yuanText } from '@tongchou/domain/base/money.js'
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type pg from 'pg'
import type { Static } from 'typebox'
import { visiblePerson } from '../enrolment/visible-person.js'
import { nextFacts } from '../fund/fact-store.js'
import { bookOf } from '../fund/open-books.js'
import type { Desk } from '../http/route.js'
import { bookFacts } from './book-facts.js'
import { insertPayable, plainLine } from './payable-store.js'
import { lockSubject } from './take-step.js'
import type { TransferBody } from './transfer-schemas.js'
import { accountNow, type TransferRow } from './transfer-store.js'

export async function registerTransfer(client: pg.PoolClient, { officer }: Desk, body: Static<typeof TransferBody>, today: Day): Promise<bigint | Refusal> {
  const person = await visiblePerson(client, officer, body.psn_no)
  if (isRefusal(person)) return person
  await lockSubject(client, 'account_of', person.person)
  if (!officer.areas.includes(person.area)) return refused('elsewhere', '只能办理本区域参保人的个人账户转移。')
  if (body.happened_on > today) return refused('day_to_come', '日期不能晚于今天。')
  const amounts = body.direction === 'in' ? received(body) : await leaving(client, person.person, body, today)
  if (isRefusal(amounts)) return amounts
  const book = bookOf(officer.pool, 'employee')
  if ((await client.query('SELECT 1 FROM book WHERE book = $1', [book])).rowCount === 0)
    return refused('no_such_book', '本统筹区还没有开立职工医保账套，不能办理个人账户转移；请先开立账套。')
  const { rows } = await client.query<{ transfer: bigint }>(
    `INSERT INTO account_transfer (transfer, person, unit, book, direction, agency, document, happened_on, current_fen, history_fen, officer, booked_on)
       VALUES (nextval('payment_seq'), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING transfer`,
    [
      ...[person.person, person.area, book, body.direction, body.agency, body.document, body.happened_on],
      ...[amounts.current, amounts.history, officer.officer, today],
    ],
  )
  return rows[0]?.transfer ?? 0n
}

/** What another area paid was saved in earlier times. */
function received({ amount_fen }: Static<typeof TransferBody>): { current: bigint; history: bigint } | Refusal {
  return amount_fen === undefined ? refused('amount_missing', '转入须填写收到的金额。') : { current: 0n, history: BigInt(amount_fen) }
}

async function leaving(
  client: pg.PoolClient,
  person: bigint,
  { amount_fen }: Static<typeof TransferBody>,
  today: Day,
): Promise<{ current: bigint; history: bigint } | Refusal> {
  const now = await accountNow(client, person, today)
  if (now === undefined) return refused('not_found', '没有这位参保人；请核对人员编号。')
  const wrong = whyStays(now)
  if (wrong !== undefined) return wrong
  const balance = now.current_fen + now.history_fen
  if (amount_fen !== undefined && BigInt(amount_fen) !== balance)
    return refused('not_the_balance', `个人账户全部余额一次转出，现为 ${yuanText(balance)} 元；请核对金额或不填。`)
  return { current: now.current_fen, history: now.history_fen }
}

function whyStays(now: NonNullable<Awaited<ReturnType<typeof accountNow>>>): Refusal | undefined {
  if (now.under_way !== null) return refused('under_way', `这个账户已有转出 ${now.under_way} 待复核；请先办结。`)
  if (now.insured) return refused('still_insured', '职工医保关系在本统筹区还没有终止，不能转出个人账户；请先办理停保。')
  if (now.open_visits > 0) return refused('visit_open', '还有没有结算的就诊，不能转出个人账户；请在结算之后办理。')
  return now.current_fen + now.history_fen === 0n ? refused('nothing_to_move', '个人账户没有余额，不需要转移资金。') : undefined
}

export async function agreeTransfer(client: pg.PoolClient, { officer }: Desk, row: TransferRow, today: Day): Promise<Refusal | Record<string, unknown>> {
  const { rows } = await client.query<{ moved: boolean }>('SELECT move_account($1, $2) AS moved', [row.transfer, today])
  if (rows[0]?.moved !== true) return refused('balance_changed', '登记之后个人账户余额有变动；请不予通过，按现有余额重新登记。')
  const fen = row.current_fen + row.history_fen
  if (row.direction === 'in') {
    const [fact = 0n] = await nextFacts(client, 1)
    const base = { book: row.book, fact, inForce: row.happened_on, bookedOn: today }
    return (await bookFacts(client, [{ kind: 'account_transferred', ...base, unit: row.unit, direction: 'in', amountFen: fen }])) ?? { fact: fact.toString() }
  }
  const month = firstOfMonth(today)
  const payable = await insertPayable(client, {
    ...{ kind: 'transfer', source: row.transfer.toString(), book: row.book, payeeKind: 'payer', payee: row.agency },
    ...{ title: `个人账户转出 ${row.transfer}`, month, bookedOn: today, officer: officer.officer },
    lines: [plainLine({ unit: row.unit, period: month, part: 'account', care: 'other', fen })],
  })
  return { payable: payable.toString() }
}
