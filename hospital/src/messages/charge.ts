// Fee lines as a hospital's software sends them (2204, 2301, 2102).
import { type Fen, fenOfYuan, sumOf, yuanText } from '@tongchou/domain/base/money.js'
import type { Item, Person } from '../centre.js'
import type { Json } from '../wire/envelope.js'

export interface Charge {
  readonly sn: string
  readonly item: Item
  /** Negative in a refund. */
  readonly count: number
  /** Serial number of the line that this one refunds. */
  readonly refunds?: string
}

export function amountOf({ item, count }: Charge): Fen {
  return (fenOfYuan(item.price) ?? 0n) * BigInt(count)
}

export function totalOf(charges: readonly Charge[]): Fen {
  return sumOf(charges.map(amountOf))
}

export interface LinesOf {
  readonly person: Person
  readonly visit: string
  readonly medType: string
  /** 收费批次号; only outpatient lines have one. */
  readonly batch?: string
  readonly at: string
}

export function feeLines(charges: readonly Charge[], of: LinesOf): Json {
  return {
    feedetail: charges.map((charge) => ({
      ...lineOf(charge, of.at),
      mdtrt_id: of.visit,
      psn_no: of.person.psn_no,
      med_type: of.medType,
      ...(of.batch === undefined ? {} : { chrg_bchno: of.batch }),
      bilg_dept_codg: 'A03',
      bilg_dept_name: '内科',
      bilg_dr_codg: 'D000000000001',
      bilg_dr_name: '医师一',
    })),
  }
}

export function lineOf(charge: Charge, at: string): Json {
  return {
    feedetl_sn: charge.sn,
    rx_circ_flag: '0',
    fee_ocur_time: at,
    med_list_codg: charge.item.code,
    medins_list_codg: charge.item.code,
    medins_list_name: charge.item.name,
    det_item_fee_sumamt: yuanText(amountOf(charge)),
    cnt: String(charge.count),
    pric: charge.item.price,
    hosp_appr_flag: '0',
    ...(charge.refunds === undefined ? {} : { init_feedetl_sn: charge.refunds }),
  }
}
