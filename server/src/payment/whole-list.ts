// A list as an Excel file is the whole list: what one file does not hold is refused with what to do, never cut.
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'

export const MOST = 20_000

export function tooMany(rows: readonly { readonly total: number }[]): Refusal | undefined {
  const total = rows[0]?.total ?? 0
  return total > MOST ? refused('too_many_rows', `共 ${total} 条，超过一次导出的上限 ${MOST} 条；请按账套、月份、状态或机构分开导出。`) : undefined
}
