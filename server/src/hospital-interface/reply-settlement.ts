// setlinfo and setldetail of a settlement, made from its fact; a cancellation's fact has every amount negated already.
// Identities of §4.1 hold by construction: each layer adds to one amount field, account and hospital have rows of their own.
import { ageOn } from '@tongchou/domain/base/day.js'
import type { Fen } from '@tongchou/domain/base/money.js'
import { personNumber } from '../enrolment/person-number.js'
import type { SettlementFact } from '../settlement/fact.js'
import type { Provider } from '../settlement/reference.js'
import type { KnownPerson } from '../settlement/work.js'
import type { Counter } from './message.js'
import type { Written } from './write-json.js'

export interface Settled {
  readonly fact: SettlementFact
  readonly person: KnownPerson
  readonly provider: Provider
  readonly visit: bigint
  /** Null in a trial. */
  readonly settlement: bigint | null
}

export function settlementOutput(counter: Counter, settled: Settled): { readonly setlinfo: Written; readonly setldetail: Written } {
  return { setlinfo: { ...personInfo(counter, settled), ...billInfo(counter, settled) }, setldetail: detailRows(counter, settled.fact) }
}

function personInfo(counter: Counter, { fact, person }: Settled) {
  return {
    psn_no: personNumber(counter.pool, person.person),
    psn_name: person.name,
    psn_cert_type: person.certType,
    certno: counter.cipher.decrypt(person.certCipher),
    gend: person.sex,
    naty: person.ethnicity,
    brdy: person.born,
    age: ageOn(person.born, fact.admitted),
    insutype: insutypeOf(counter, fact),
    psn_type: fact.receipt.personType,
    cvlserv_flag: fact.receipt.civilServant ? '1' : '0',
    mdtrt_cert_type: fact.receipt.certificate,
  }
}

/** 按项目 */
const BY_ITEM = '1'

export function insutypeOf(counter: Counter, fact: SettlementFact): string {
  for (const [code, scheme] of counter.tables.schemes) if (scheme === fact.scheme) return code
  return ''
}

function billInfo(counter: Counter, { fact, provider, visit, settlement }: Settled) {
  const amounts = amountsByField(counter, fact)
  const of = (field: string): Fen => amounts.get(field) ?? 0n
  const medical = counter.tables.medicalTypes.get(fact.medType)
  return {
    mdtrt_id: visit === 0n ? '' : String(visit),
    setl_id: settlement === null ? null : String(settlement),
    setl_time: settlement === null ? null : fact.settledAt,
    med_type: fact.medType,
    medfee_sumamt: fact.total,
    fulamt_ownpay_amt: fact.outOfCatalogue,
    overlmt_selfpay: fact.aboveStandard,
    preselfpay_amt: fact.itemPreSelfPay + fact.offsitePreSelfPay,
    inscp_scp_amt: fact.inScope,
    act_pay_dedc: fact.deductible,
    hifp_pay: of('hifp_pay'),
    pool_prop_selfpay: { decimal: '0' },
    cvlserv_pay: of('cvlserv_pay'),
    hifes_pay: of('hifes_pay'),
    hifmi_pay: of('hifmi_pay'),
    hifob_pay: of('hifob_pay'),
    maf_pay: of('maf_pay'),
    hifdm_pay: of('hifdm_pay'),
    oth_pay: of('oth_pay'),
    fund_pay_sumamt: fact.fund,
    psn_part_amt: fact.account + fact.cash,
    acct_pay: fact.account,
    psn_cash_pay: fact.cash,
    hosp_part_amt: fact.hospital,
    balc: fact.accountBalance,
    acct_mulaid_pay: fact.familyAccount,
    medins_setl_id: fact.institutionMessage,
    clr_optins: settlement === null ? null : provider.area,
    clr_way: settlement === null ? null : (fact.receipt.paymentMethod ?? medical?.clearingWay ?? BY_ITEM),
    clr_type: medical?.clearingType ?? '99',
    exp_content: '',
  }
}

function amountsByField(counter: Counter, fact: SettlementFact): Map<string, Fen> {
  const amounts = new Map<string, Fen>()
  for (const layer of fact.layers) {
    const { field } = counter.tables.fundPayType(fact.scheme, layer.payer === 'hospital' ? 'hospital' : layer.layer)
    amounts.set(field, (amounts.get(field) ?? 0n) + layer.paid)
  }
  return amounts
}

/** One row for each layer that paid, then the account, in the order of the settlement; a layer that paid nothing has no row. */
function detailRows(counter: Counter, fact: SettlementFact): Written[] {
  const rows = fact.layers
    .filter((layer) => layer.paid !== 0n)
    .map((layer) =>
      detailRow(counter, fact, layer.payer === 'hospital' ? 'hospital' : layer.layer, layer.input, layer.paid, `${layer.rule}（${layer.article}）`),
    )
  return fact.account === 0n ? rows : [...rows, detailRow(counter, fact, 'account', fact.account, fact.account, '个人账户支付')]
}

function detailRow(counter: Counter, fact: SettlementFact, layer: string, input: Fen, paid: Fen, how: string): Written {
  const type = counter.tables.fundPayType(fact.scheme, layer)
  return {
    fund_pay_type: type.code,
    inscp_scp_amt: input,
    crt_payb_lmt_amt: 0n,
    fund_payamt: paid,
    fund_pay_type_name: type.name,
    setl_proc_info: how.slice(0, 1000),
  }
}

/** What each fund paid, by 基金支付类型. */
export function fundAmounts(counter: Counter, fact: SettlementFact): Map<string, Fen> {
  const amounts = new Map<string, Fen>()
  for (const layer of fact.layers.filter((one) => one.paid !== 0n)) {
    const { code } = counter.tables.fundPayType(fact.scheme, layer.payer === 'hospital' ? 'hospital' : layer.layer)
    amounts.set(code, (amounts.get(code) ?? 0n) + layer.paid)
  }
  return amounts
}

/** The reply to a cancellation has the cash field under both spellings in use. */
export function cancellationOutput(counter: Counter, settled: Settled): Written {
  const { setlinfo, setldetail } = settlementOutput(counter, settled)
  return { setlinfo: { ...(setlinfo as Record<string, Written>), pdn_cash_pay: settled.fact.cash }, setldetail }
}
