// Changes of a provider's month and the words about them: written before the second review, objected to by the provider, upheld or
// dropped by another officer than the one who wrote it.
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type pg from 'pg'
import type { Static } from 'typebox'
import type { Desk } from '../http/route.js'
import type { ChangeBody, WordBody } from './cycle-schemas.js'
import { changesOf, cycleNumbered } from './cycle-store.js'
import { lockSubject } from './take-step.js'

const OPEN: readonly string[] = ['begun', 'returned', 'first_reviewed']
const NO_SUCH = refused('not_found', '没有这件月结，或不在您的区域；请在列表里核对。')

/** Why nothing may be changed any more; undefined where it may. */
export function notChangeable(stage: string): Refusal | undefined {
  return OPEN.includes(stage) ? undefined : refused('not_changeable', '复审之后不能再改扣款和调整；请先退回初审。')
}

export async function addChange(client: pg.PoolClient, { officer }: Desk, number: bigint, body: Static<typeof ChangeBody>): Promise<Refusal | undefined> {
  await lockSubject(client, 'cycle', number)
  const row = await cycleNumbered(client, number)
  if (row === undefined) return NO_SUCH
  const { kind, unit, part, care, amount_fen: fen, reason, article = '' } = body
  if (fen === 0 || (fen < 0 && kind !== 'method_difference')) return refused('amount_not_positive', '金额必须大于零；只有支付方式差额可以是负数。')
  if (kind === 'deduction' && article.trim().length < 2) return refused('article_missing', '扣款须写明依据的条款；医药机构会看到。')
  const { rowCount } = await client.query('SELECT 1 FROM pooling_unit u JOIN book b ON b.book = $1 AND b.pool = u.pool WHERE u.unit = $2', [row.book, unit])
  if (rowCount === 0) return refused('no_such_unit', '没有这个核算单位；请核对。')
  const closed = notChangeable(row.stage)
  if (closed !== undefined) return closed
  await client.query(
    `INSERT INTO pay_cycle_change (change, cycle, kind, unit, part, care, amount_fen, reason, article, officer) VALUES (nextval('payment_seq'), $1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [number, kind, unit, part, care, fen, reason, article, officer.officer],
  )
  return undefined
}

const AFTER: Readonly<Record<string, readonly (string | undefined)[]>> = { objected: [undefined], upheld: ['objected'], dropped: [undefined, 'objected'] }

export async function addWord(
  client: pg.PoolClient,
  { officer }: Desk,
  number: bigint,
  change: bigint,
  { kind, text }: Static<typeof WordBody>,
): Promise<Refusal | undefined> {
  await lockSubject(client, 'cycle', number)
  const row = await cycleNumbered(client, number)
  const found = row === undefined ? undefined : (await changesOf(client, number)).find((one) => one.change === change)
  if (row === undefined || found === undefined) return NO_SUCH
  if (row.stage === 'approved' || row.stage === 'withdrawn') return refused('not_changeable', '月结已经办结；更正请并入下月。')
  if (!AFTER[kind]?.includes(found.words.at(-1)?.kind)) return refused('not_its_turn', '这一项已有结论，或还没有异议可以答复；请刷新页面。')
  if (kind !== 'objected' && found.words.length > 0 && found.officer === officer.officer) {
    return refused('same_officer', '写扣款的人不能答复对它的异议；请由另一位有权限的人员答复。')
  }
  await client.query('INSERT INTO pay_cycle_word (change, word, kind, text, officer) VALUES ($1, $2, $3, $4, $5)', [
    change,
    found.words.length + 1,
    kind,
    text,
    officer.officer,
  ])
  return undefined
}
