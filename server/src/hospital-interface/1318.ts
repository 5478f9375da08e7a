// 1318 医保目录限价: the ceiling of an item for each tier of hospital. What a price has above it is the person's own (§4.4).
import type { Fen } from '@tongchou/domain/base/money.js'
import type { DatedItem } from './1312.js'
import { catalogueQuestion, DATED_ITEMS, rowEnd, USUAL_FILTERS } from './catalogue-question.js'

interface Ceiling extends DatedItem {
  readonly tier: string
  readonly ceiling: Fen
  readonly tier_rid: string
}

export const findCeilings = catalogueQuestion<Ceiling>({
  rows: `SELECT i.*, c.tier, c.ceiling, md5(i.rid || c.tier) AS tier_rid FROM (${DATED_ITEMS}) i,
         LATERAL (VALUES ('1', i.ceiling_tier1_fen), ('2', i.ceiling_tier2_fen), ('3', i.ceiling_tier3_fen)) AS c(tier, ceiling) WHERE c.ceiling IS NOT NULL`,
  filters: { ...USUAL_FILTERS, hilist_code: 'r.code = ?', hilist_lmtpric_type: "r.tier = ltrim(?, '0')", rid: 'r.tier_rid = ?' },
  order: 'r.code, r.in_force, r.tier',
  shown: (row, { reference }) => ({
    hilist_code: row.code,
    hilist_lmtpric_type: row.tier,
    overlmt_dspo_way: '1',
    insu_admdvs: reference.pool,
    begndate: row.in_force,
    enddate: row.valid_until ?? '',
    hilist_pric_uplmt_amt: row.ceiling,
    tabname: '',
    ...rowEnd({ ...row, rid: row.tier_rid }, reference.pool),
  }),
})
