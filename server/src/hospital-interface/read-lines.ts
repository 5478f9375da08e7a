// Reads fee lines of 2204, 2301 and 2102 as the write path takes them.
import type { SentLine } from '../settlement/add-lines.js'
import { attributesOf, type Row } from './codec.js'

const TAKEN: ReadonlySet<string> = new Set([
  'feedetl_sn',
  'mdtrt_id',
  'psn_no',
  'chrg_bchno',
  'init_feedetl_sn',
  'fee_ocur_time',
  'med_list_codg',
  'medins_list_codg',
  'det_item_fee_sumamt',
  'cnt',
  'pric',
])

export function sentLine(row: Row, chargeBatch: string): SentLine {
  const approval = row.text('hosp_appr_flag')
  return {
    sn: row.text('feedetl_sn'),
    code: row.text('med_list_codg'),
    ownCode: row.text('medins_list_codg'),
    chargeBatch,
    feeDay: row.day('fee_ocur_time'),
    quantity: row.scaled('cnt', 4),
    price: row.scaled('pric', 6),
    amount: row.fen('det_item_fee_sumamt'),
    approval: approval === '1' || approval === '2' ? approval : '0',
    refunds: row.text('init_feedetl_sn'),
    attributes: attributesOf(row, TAKEN),
  }
}
