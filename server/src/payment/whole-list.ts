// A list as an Excel file is the whole list: what one file does not hold is refused with what to do, never cut.

import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type pg from 'pg'
import type { AuditAction } from '../access/audit-action.js'
import type { Desk } from '../http/route.js'
import { type AmountSheet, type SheetRow, workbookReply } from '../http/workbook.js'

export const MOST = 20_000

export function tooMany(total: number): Refusal | undefined {
  return total > MOST ? refused('too_many_rows', `共 ${total} 条，超过一次导出的上限 ${MOST} 条；请按账套、月份、状态或机构分开导出。`) : undefined
}

export interface WholeList<R> {
  /** For the audit trail. */
  readonly action: AuditAction
  readonly detail: Readonly<Record<string, unknown>>
  readonly sheet: AmountSheet
  readonly read: (client: pg.PoolClient, most: number) => Promise<readonly R[]>
  readonly row: (row: R) => SheetRow
}

export async function wholeSheet<R extends { readonly total: number }>(
  desk: Desk,
  { action, detail, sheet, read, row }: WholeList<R>,
): Promise<Response | Refusal> {
  const rows = await desk.read((client) => read(client, MOST))
  const over = tooMany(rows[0]?.total ?? 0)
  if (over !== undefined) return over
  await desk.audit(action, { detail })
  return workbookReply(sheet, rows.map(row))
}
