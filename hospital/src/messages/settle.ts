// Trials, settlements, their cancellation and reversal: 2101–2103, 2206–2208, 2303–2305, 2601.
import { type Fen, yuanText } from '@tongchou/domain/base/money.js'
import type { Person } from '../centre.js'
import type { Json } from '../wire/envelope.js'
import { type Charge, lineOf, totalOf } from './charge.js'

export interface SettlementOf {
  readonly person: Person
  readonly visit: string
  readonly medType: string
  readonly total: Fen
  /** 收费批次号; only an outpatient settlement has one. */
  readonly batch?: string
  readonly useAccount: boolean
  /** 中途结算. */
  readonly part?: boolean
}

export function settlement(of: SettlementOf): Json {
  return {
    data: {
      psn_no: of.person.psn_no,
      mdtrt_cert_type: '02',
      mdtrt_cert_no: of.person.certificate,
      med_type: of.medType,
      medfee_sumamt: yuanText(of.total),
      psn_setlway: '01',
      mdtrt_id: of.visit,
      ...(of.batch === undefined ? {} : { chrg_bchno: of.batch }),
      insutype: of.person.insutype,
      acct_used_flag: of.useAccount ? '1' : '0',
      mid_setl_flag: of.part === true ? '1' : '0',
      invono: '',
      fulamt_ownpay_amt: '0',
      overlmt_selfpay: '0',
      preselfpay_amt: '0',
      inscp_scp_amt: '0',
    },
  }
}

export interface PurchaseOf {
  readonly person: Person
  readonly medType: string
  readonly charges: readonly Charge[]
  readonly useAccount: boolean
  readonly invoice: string
  readonly at: string
}

export function purchase(of: PurchaseOf): Json {
  return {
    druginfo: {
      psn_no: of.person.psn_no,
      mdtrt_cert_type: '02',
      mdtrt_cert_no: of.person.certificate,
      begntime: of.at,
      medfee_sumamt: yuanText(totalOf(of.charges)),
      invono: of.invoice,
      insutype: of.person.insutype,
      med_type: of.medType,
      acct_used_flag: of.useAccount ? '1' : '0',
    },
    drugdetail: of.charges.map((charge) => lineOf(charge, of.at)),
  }
}

export function cancelSettlement(person: Person, visit: string, settled: string): Json {
  return { data: { setl_id: settled, mdtrt_id: visit, psn_no: person.psn_no } }
}

export function reverse(person: Person, msgid: string, infno: string): Json {
  return { data: { psn_no: person.psn_no, omsgid: msgid, oinfno: infno } }
}
