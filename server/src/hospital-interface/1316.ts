// 1316 医疗目录与医保目录匹配: which list item a catalogue code is paid under. Here both have the same code.
import type { DatedItem } from './1312.js'
import { catalogueQuestion, DATED_ITEMS, rowEnd, USUAL_FILTERS } from './catalogue-question.js'

export const findMatches = catalogueQuestion<DatedItem>({
  rows: DATED_ITEMS,
  filters: { ...USUAL_FILTERS, med_list_codg: 'r.code = ?', hilist_code: 'r.code = ?' },
  order: 'r.code, r.in_force',
  shown: (row, { reference }) => ({
    med_list_codg: row.code,
    hilist_code: row.code,
    list_type: row.list_type,
    insu_admdvs: reference.pool,
    begndate: row.in_force,
    enddate: row.valid_until ?? '',
    memo: '',
    ...rowEnd(row, reference.pool),
  }),
})
