// 1319 先自付比例: the share of an item that a person pays first, by scheme.
import type { DatedItem } from './1312.js'
import { catalogueQuestion, DATED_ITEMS, rowEnd, USUAL_FILTERS } from './catalogue-question.js'

interface Share extends DatedItem {
  readonly scheme: string
  readonly share: string
  readonly share_rid: string
}

/** National list selfpay_prop_type: 10 目录先自付比例. */
const FIRST_SHARE = '10'

export const findShares = catalogueQuestion<Share>({
  rows: `SELECT i.*, s.scheme, s.share, md5(i.rid || s.scheme) AS share_rid FROM (${DATED_ITEMS}) i,
         LATERAL (VALUES ('310', i.initial_self_payment_employee::text), ('390', i.initial_self_payment_resident::text)) AS s(scheme, share)`,
  filters: {
    ...USUAL_FILTERS,
    hilist_code: 'r.code = ?',
    selfpay_prop_psn_type: 'r.scheme = ?',
    selfpay_prop_type: `? = '${FIRST_SHARE}'`,
    rid: 'r.share_rid = ?',
  },
  order: 'r.code, r.in_force, r.scheme',
  shown: (row, { reference }) => ({
    hilist_code: row.code,
    selfpay_prop_psn_type: row.scheme,
    selfpay_prop_type: FIRST_SHARE,
    insu_admdvs: reference.pool,
    begndate: row.in_force,
    enddate: row.valid_until ?? '',
    selfpay_prop: { decimal: row.share },
    tabname: '',
    ...rowEnd({ ...row, rid: row.share_rid }, reference.pool),
  }),
})
