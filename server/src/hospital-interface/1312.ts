// 1312 医保目录信息查询: what the fund pays, by item and period of validity.
import type { CatalogueClass } from '@tongchou/domain/settlement/bill.js'
import { catalogueQuestion, DATED_ITEMS, rowEnd, USUAL_FILTERS } from './catalogue-question.js'
import { LEVELS } from './reply-lines.js'

export interface DatedItem {
  readonly code: string
  readonly name: string
  readonly class: CatalogueClass
  readonly charge_type: string
  readonly restricted: boolean
  readonly remark: string | null
  readonly list_type: string
  readonly in_force: string
  readonly valid_until: string | null
  readonly known_at: string
  readonly rid: string
}

export const findListItems = catalogueQuestion<DatedItem>({
  rows: DATED_ITEMS,
  filters: {
    ...USUAL_FILTERS,
    hilist_code: 'r.code = ?',
    hilist_name: 'position(? IN r.name) > 0',
    med_chrgitm_type: 'r.charge_type = ?',
    chrgitm_lv: "r.class = CASE ltrim(?, '0') WHEN '1' THEN '甲' WHEN '2' THEN '乙' WHEN '3' THEN '丙' END",
    lmt_used_flag: "r.restricted = (? = '1')",
  },
  order: 'r.code, r.in_force',
  shown: (row, { reference }) => ({
    hilist_code: row.code,
    hilist_name: row.name,
    insu_admdvs: reference.pool,
    begndate: row.in_force,
    enddate: row.valid_until ?? '',
    med_chrgitm_type: row.charge_type,
    chrgitm_lv: LEVELS[row.class] ?? '03',
    lmt_used_flag: row.restricted ? '1' : '0',
    list_type: row.list_type,
    med_use_flag: '1',
    matn_used_flag: '0',
    hilist_use_type: '',
    lmt_cpnd_type: '',
    wubi: '',
    pinyin: '',
    memo: row.remark ?? '',
    ...rowEnd(row, reference.pool),
  }),
})
