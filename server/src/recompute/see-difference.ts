// One difference in full: the bill as it stood and as it would be now, each settled again from its receipt, step by step.
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type { Outcome } from '@tongchou/domain/settlement/outcome.js'
import type pg from 'pg'
import type { Static } from 'typebox'
import type { Desk } from '../http/route.js'
import { stepsBeside } from '../settlement/beside.js'
import { insuredPersonOf, replayOutcome } from '../settlement/replay.js'
import { type SettledJson, settledJson } from '../settlement/settled-json.js'
import { linesOf, type SettlementHead, settlementHead } from '../settlement/statement-rows.js'
import { storedVersions } from '../settlement/stored-rules.js'
import { changedLayersOf } from './difference-row.js'
import { type DifferenceRow, differenceJson, differenceRows } from './list-differences.js'
import type { DifferenceDetail } from './recompute-schemas.js'

type Detail = Static<typeof DifferenceDetail>
/** What a bill is settled by, as it stands in the tables. */
type Ground = Pick<SettlementHead, 'receipt' | 'rule_hash'>

const NO_SUCH_DIFFERENCE = refused('not_found', '没有这条差额，或它不属于您的区域；请到差额清单里查看。')
const NOT_AGAIN = '结算时的凭据或当时的规则不全，不能逐步重现；金额以差额清单为准。'

export function seeDifference(desk: Desk, number: bigint): Promise<Detail | Refusal> {
  return desk.read(async (client) => {
    const filter = { change: null, state: null, unit: null, person: null, settlement: null, difference: number }
    const [row] = await differenceRows(client, filter, 1, 0)
    const head = row === undefined ? undefined : await settlementHead(client, row.person, row.settlement)
    if (row === undefined || head === undefined) return NO_SUCH_DIFFERENCE
    await desk.audit('difference.see', { person: row.person, area: row.area, detail: { difference: String(number) } })
    return { ...differenceJson(desk.officer.pool, row), ...(await sidesOf(client, row, head)) }
  })
}

async function sidesOf(client: pg.PoolClient, row: DifferenceRow, head: SettlementHead): Promise<Omit<Detail, keyof ReturnType<typeof differenceJson>>> {
  const { stood, now } = await groundsOf(client, row, head)
  const before = fitting(await settledBy(client, head, stood), row, 'before')
  const after = row.payable ? fitting(await settledBy(client, head, now), row, 'after') : null
  return {
    admitted: head.admitted,
    discharged: head.discharged,
    settled_on: head.settled_on,
    total_fen: settledTotal(before, after),
    before: { statement: before, sentence: before === null ? NOT_AGAIN : null },
    after: { statement: after, sentence: after !== null ? null : row.payable ? NOT_AGAIN : '按现在知道的情况，这张结算单不应支付；理由见差额原因。' },
    steps: before === null || (after === null && row.payable) ? [] : stepsBeside(before, after),
  }
}

function settledTotal(...sides: readonly (SettledJson | null)[]): number | null {
  return sides.find((side) => side !== null)?.split.total_fen ?? null
}

/** The bill's own receipt, or that of the difference approved last before this one; and this difference's own. */
async function groundsOf(client: pg.PoolClient, row: DifferenceRow, head: SettlementHead): Promise<{ readonly stood: Ground; readonly now: Ground }> {
  const { rows } = await client.query<Ground & { difference: bigint }>(
    `SELECT d.difference, d.receipt, d.rule_hash FROM difference_standing d
      WHERE d.person = $1 AND d.settlement = $2 AND (d.difference = $3 OR (d.difference < $3 AND d.posted_on IS NOT NULL)) ORDER BY d.difference DESC LIMIT 2`,
    [row.person, row.settlement, row.difference],
  )
  const [own, earlier] = rows
  if (own === undefined) throw new Error(`the difference ${row.difference} has no receipt`)
  return { stood: earlier ?? head, now: own }
}

async function settledBy(client: pg.PoolClient, head: SettlementHead, { receipt, rule_hash }: Ground): Promise<SettledJson | null> {
  const versions = await storedVersions(client, rule_hash)
  if (versions === undefined) return null
  const outcome: Outcome | undefined = replayOutcome(versions, { ...head, receipt }, await linesOf(client, head.person, head.settlement))
  if (outcome?.kind !== 'settled') return null
  const account = insuredPersonOf({ receipt })?.account ?? null
  return settledJson(head.scheme, outcome, account === null ? 0n : account.current + account.history)
}

/** A statement is shown only where it comes to the amounts that the difference keeps. */
function fitting(side: SettledJson | null, row: DifferenceRow, which: 'before' | 'after'): SettledJson | null {
  if (side === null) return null
  const paid = (layer: string): bigint => BigInt(side.layers.reduce((sum, one) => (one.layer === layer ? sum + one.paid_fen : sum), 0))
  return changedLayersOf(row).every((one) => paid(one.layer) === one[which]) ? side : null
}
