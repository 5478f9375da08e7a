// 3508 库存, 3509 库存变更, 3510 采购 and 3511 销售 of an institution's goods: what it told by 3501–3506, record by record. The names of
// these replies are written in another style than those of the messages, each of the same words.
import { isRefusal } from '@tongchou/domain/base/refusal.js'
import { type Message, reply, type Transaction } from './message.js'
import { askStock, type StockFound } from './stock-question.js'
import { scaledText, type Written } from './write-json.js'

interface StockView {
  readonly kinds: readonly string[]
  /** Under which name the reply gives the record's number, its quantity and its time. */
  readonly number: string
  readonly quantity: string
  readonly time: string
  readonly operator: string
  /** Fields of the message that the reply repeats. */
  readonly sent: readonly string[]
}

const BUYING = ['dynt_no', 'spler_name', 'spler_pmtno', 'prodentp_name', 'aprvno', 'purc_invo_codg', 'purc_invo_no', 'prod_geay_flag']
const SELLER = ['prsc_dr_cert_type', 'prsc_dr_certno', 'phar_cert_type', 'phar_certno', 'phar_name', 'phar_prac_cert_no', 'hi_feesetl_type', 'elec_supn_codg']
const BUYER = ['psn_no', 'psn_cert_type', 'certno', 'psn_name']

const VIEWS: Readonly<Record<string, StockView>> = {
  '3508': { kinds: ['counted'], number: 'medinsProdInvNo', quantity: 'invCnt', time: 'invdate', operator: '', sent: [] },
  '3509': {
    kinds: ['changed'],
    number: 'medinsProdInvChgNo',
    quantity: 'cnt',
    time: 'invChgTime',
    operator: 'inv_chg_opter_name',
    sent: ['inv_chg_opter_name'],
  },
  '3510': {
    kinds: ['purchased', 'purchase_returned'],
    number: 'medinsProdPurcNo',
    quantity: 'purcRetnCnt',
    time: 'purcRetnStoinTime',
    operator: 'purc_retn_opter_name',
    sent: [...BUYING, 'purc_retn_opter_name'],
  },
  '3511': {
    kinds: ['sold', 'sale_returned'],
    number: 'medinsProdSelNo',
    quantity: 'selRetnCnt',
    time: 'selRetnTime',
    operator: 'sel_retn_opter_name',
    sent: [...SELLER, ...BUYER, 'sel_retn_opter_name'],
  },
}

export const findStock: Transaction = async (message, counter) => {
  const view = VIEWS[message.infno]
  if (view === undefined) throw new Error(`no view of stock answers ${message.infno}`)
  const answer = await askStock(message, counter, { kinds: view.kinds, traces: false })
  if (isRefusal(answer)) return answer
  const output = answer.rows.map((one) => ({ ...goodsShown(message, counter.pool, view, one), ...ofKind(one) }))
  return { ...reply({ output }), ...(answer.warning === undefined ? {} : { warning: answer.warning }) }
}

function goodsShown({ provider }: Message, pool: string, view: StockView, one: StockFound): { readonly [key: string]: Written } {
  const who = one.sent[view.operator] || one.operator
  const repeated = Object.fromEntries(view.sent.map((field) => [camel(field), one.sent[field] ?? '']))
  return {
    [view.number]: String(one.record),
    fixmedinsCode: provider.code,
    fixmedinsBchno: one.batch_no,
    medListCodg: one.code,
    medinsListCodg: one.own_code,
    medinsListName: one.own_name,
    [view.quantity]: { decimal: scaledText(one.quantity, 4) },
    [view.time]: view.time === 'invdate' ? one.at.slice(0, 10) : one.at,
    manuLotnum: one.lot,
    manuDate: one.made_on ?? '',
    expyEnd: one.expires_on ?? '',
    ...repeated,
    rxFlag: one.sent['rx_flag'] ?? '',
    listSpItemFlag: one.sent['list_sp_item_flag'] ?? '',
    trdnFlag: one.split ? '1' : '0',
    memo: one.sent['memo'] ?? '',
    valiFlag: '1',
    rid: String(one.record),
    crterId: one.operator,
    crterName: who,
    crteTime: one.known_at,
    crteOptinsNo: provider.area,
    opterId: one.operator,
    opterName: who,
    optTime: one.known_at,
    updtTime: one.known_at,
    optinsNo: provider.area,
    poolareaNo: pool,
  }
}

function ofKind({ kind, change_type, price, settlement_named, sent }: StockFound): { readonly [key: string]: Written } {
  const finalPrice = { decimal: scaledText(price ?? 0n, 6) }
  switch (kind) {
    case 'changed':
      return { invChgType: change_type, pric: finalPrice }
    case 'purchased':
    case 'purchase_returned':
      return { finlTrnsPric: finalPrice, prodRetnFlag: kind === 'purchase_returned' ? '1' : '0' }
    case 'sold':
    case 'sale_returned':
      return { finlTrnsPric: finalPrice, setlId: settlement_named, bilgDrName: sent['prsc_dr_name'] ?? '' }
    default:
      return {}
  }
}

/** prsc_dr_certno → prscDrCertno */
function camel(field: string): string {
  return field.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
}
