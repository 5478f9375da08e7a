// The figures of the audit sheet: balances of the fund file, what was verified since, confirmations of the parties.
import { createHash } from 'node:crypto'
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type { TakeOverRule } from '@tongchou/domain/policy/gap-rule.js'
import { type AuditItem, type AuditSheet, auditSheet } from '@tongchou/domain/pooling/take-over/audit-sheet.js'
import type { Queries } from '../../fund/transaction.js'
import { ruleSetOf } from '../../policy/rule-set.js'
import { newestRuleSets } from '../../policy/store.js'
import { fundItems } from './fund-items.js'
import type { TakeOverRow } from './take-over-store.js'

export interface KeyedItem extends AuditItem {
  readonly key: string
  readonly basis: string
}

export async function auditItems(db: Queries, takeover: bigint): Promise<KeyedItem[]> {
  const { rows } = await db.query<{ key: string; content: Record<string, string>; verified_fen: bigint | null; basis: string | null }>(
    `SELECT r.key, r.content, v.verified_fen, v.basis FROM takeover_standing r
       LEFT JOIN LATERAL (SELECT x.verified_fen, x.basis FROM takeover_verified x WHERE x.takeover = r.takeover AND x.key = r.key ORDER BY x.figure DESC LIMIT 1) v ON true
      WHERE r.takeover = $1 AND r.kind = 'fund' ORDER BY r.line`,
    [takeover],
  )
  return rows.map(({ key, content, verified_fen, basis }) => {
    const of = fundItems().get(content['item'] ?? '')
    if (of === undefined) throw new Error(`a balance of the unknown item ${content['item']} was stored`)
    const told = content['verified_fen'] === undefined ? null : BigInt(content['verified_fen'])
    return {
      ...of,
      key,
      source: content['source'] ?? '',
      item: content['item'] ?? '',
      counterparty: content['counterparty'] ?? '',
      bookFen: BigInt(content['book_fen'] ?? '0'),
      verifiedFen: verified_fen ?? told,
      basis: basis ?? content['basis'] ?? '',
    }
  })
}

/** What the area's documents say of the money of before; a refusal where none does. */
export async function takeOverRule(db: Queries, { pool, scheme, switch_on }: TakeOverRow): Promise<TakeOverRule | Refusal> {
  const set = (await newestRuleSets(db)).find((one) => one.area === pool && one.scheme === scheme)
  const versions = set === undefined ? [] : ruleSetOf(set).pooling
  const rule = versions.find(({ inForce, until }) => inForce <= switch_on && (until === null || until >= switch_on))?.takeOver
  return rule ?? refused('no_rule', '本统筹区没有生效的文件规定统筹前结余和缺口怎样处理；请先发布统筹文件（pooling.take_over）。')
}

export interface SheetRead {
  readonly rule: TakeOverRule | Refusal
  readonly items: readonly KeyedItem[]
  /** Computed by the rule in force; without one, by nothing frozen and cash alone, for the figures' sake. */
  readonly sheet: AuditSheet
  readonly hash: string
}

export async function readSheet(db: Queries, of: TakeOverRow): Promise<SheetRead> {
  const [rule, items] = [await takeOverRule(db, of), await auditItems(db, of.takeover)]
  const sheet = auditSheet(items, isRefusal(rule) ? { surplus: 'handed_up', basis: 'cash' } : rule)
  const figures = items.map(({ key, bookFen, verifiedFen }) => [key, String(bookFen), verifiedFen === null ? null : String(verifiedFen)])
  const said = isRefusal(rule) ? null : [rule.surplus, rule.basis, rule.gap]
  return {
    rule,
    items,
    sheet,
    hash: createHash('sha256')
      .update(JSON.stringify([figures, said]))
      .digest('hex'),
  }
}

export type Party = 'bureau' | 'finance' | 'audit'
export const PARTIES: Readonly<Record<Party, string>> = { bureau: '医保部门', finance: '财政局', audit: '审计局' }

export interface ConfirmationRow {
  readonly party: Party
  readonly sheet_hash: string
  readonly agreed: boolean
  readonly document: string
  readonly remark: string
  readonly officer_name: string
  readonly known_at: string
}

/** The last word of each party. */
export async function confirmationsOf(db: Queries, takeover: bigint): Promise<ConfirmationRow[]> {
  const { rows } = await db.query<ConfirmationRow>(
    `SELECT DISTINCT ON (c.party) c.party, c.sheet_hash, c.agreed, c.document, c.remark, o.name AS officer_name, c.known_at
       FROM takeover_confirmation c JOIN officer o USING (officer) WHERE c.takeover = $1 ORDER BY c.party, c.confirmation DESC`,
    [takeover],
  )
  return rows
}
