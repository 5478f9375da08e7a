// 4263 自费病人零报金额不符查询接口: the institution's self-paid visits whose last comparison (4262) still differs from the uploaded lines.
import { refused } from '@tongchou/domain/base/refusal.js'
import { only } from './codec.js'
import { reply, type Transaction } from './message.js'
import { MOST_ROWS } from './paging.js'
import { unequalVisits } from './self-paid-store.js'

export const findUnequalSelfPaid: Transaction = async (message, counter) => {
  const row = only(message.input, 'data')
  if (row.text('fixmedinsCode') !== message.provider.code) return refused('other_provider', '只能查询本机构的自费费用，请核对机构编号（fixmedinsCode）')
  const [page, size] = [Number(row.text('pageNum')), Number(row.text('pageSize'))]
  if (!Number.isInteger(page) || page < 1 || page > 100_000 || !Number.isInteger(size) || size < 1 || size > MOST_ROWS) {
    return refused('bad_page', `当前页（pageNum）应为从1起的整数，每页条数（pageSize）应为1至${MOST_ROWS}的整数`)
  }
  const certHash = row.has('certno') ? counter.cipher.certHash('01', row.text('certno')) : null
  const found = await unequalVisits(counter.database, message.provider.code, { visitNo: row.text('mdtrtId'), certHash, page, size })
  const total = found[0]?.total ?? 0
  const rows = found.map((one) => ({
    mdtrtId: one.visit_no,
    psnName: one.name,
    psnCertType: one.cert_type,
    certno: counter.cipher.decrypt(one.cert_cipher),
    totalFeeSumamt: one.theirs_fen,
    uploadedFeeSumamt: one.ours_fen,
    difference: one.theirs_fen - one.ours_fen,
    checkTime: one.checked_at,
  }))
  const pages = Math.ceil(total / size)
  const range = { startRow: rows.length === 0 ? 0 : (page - 1) * size + 1, endRow: rows.length === 0 ? 0 : (page - 1) * size + rows.length }
  const paging = { pageNum: page, pageSize: size, size: rows.length, ...range, pages, recordCounts: total, prePage: Math.max(page - 1, 0) }
  return reply({ data: { code: '0', type: 'success', message: '', data: rows, ...paging, nextPage: page < pages ? page + 1 : 0 } })
}
