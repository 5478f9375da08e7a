// Paged questions of the catalogue (1304, 1312, 1316–1319): which page is asked, and the fields that stand beside its rows.
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type { Row } from './codec.js'
import { type Reply, reply } from './message.js'
import type { Written } from './write-json.js'

export const MOST_ROWS = 1000

export interface PageAsked {
  readonly page: number
  readonly size: number
}

/** One edition asks 1312 without pages: whoever names none gets the first, as long as there may be one. */
export function pageAsked(row: Row): PageAsked | Refusal {
  if (!row.has('page_num') && !row.has('page_size')) return { page: 1, size: MOST_ROWS }
  const [page, size] = [row.text('page_num'), row.text('page_size')]
  if (!/^[1-9]\d{0,5}$/.test(page)) return refused('bad_page', `当前页数（page_num）应为从1起的整数：${page.slice(0, 10)}`)
  if (!/^[1-9]\d{0,3}$/.test(size) || Number(size) > MOST_ROWS)
    return refused('bad_page', `本页数据量（page_size）应为1至${MOST_ROWS}的整数：${size.slice(0, 10)}`)
  return { page: Number(page), size: Number(size) }
}

export function pageReply({ page, size }: PageAsked, total: number, data: readonly Written[]): Reply {
  const pages = Math.ceil(total / size)
  const before = (page - 1) * size
  return reply({
    data,
    pageNum: page,
    pageSize: size,
    size: data.length,
    total,
    pages,
    startRow: data.length === 0 ? 0 : before + 1,
    endRow: data.length === 0 ? 0 : before + data.length,
    firstPage: page === 1,
    lastPage: page >= pages,
    recordCounts: total,
  })
}
