// 3513 定点医药机构商品销售追溯信息查询: what the institution sold under trace codes.
import { isRefusal } from '@tongchou/domain/base/refusal.js'
import { type Message, reply, type Transaction } from './message.js'
import { askStock, type StockFound } from './stock-question.js'
import type { Written } from './write-json.js'

export const findSales: Transaction = async (message, counter) => {
  const answer = await askStock(message, counter, { kinds: ['sold'], traces: true })
  return isRefusal(answer) ? answer : { ...reply({ output: answer.rows.map((sale) => saleShown(message, sale)) }), ...warned(answer.warning) }
}

function warned(warning: string | undefined): { readonly warning?: string } {
  return warning === undefined ? {} : { warning }
}

function saleShown({ provider }: Message, sale: StockFound): Written {
  const of = (field: string): string => sale.sent[field] ?? ''
  return {
    fixmedinsCode: provider.code,
    medListCodg: sale.code,
    medinsListCodg: sale.own_code,
    medinsListName: sale.own_name,
    fixmedinsBchno: sale.batch_no,
    mdtrtId: sale.visit_no,
    mdtrtSetlType: of('MDTRT_SETL_TYPE') || of('mdtrt_setl_type'),
    bkkpSn: of('rtal_docno'),
    drugTracCodg: sale.trace_code ?? '',
    psnNo: of('psn_no'),
    psnCertType: of('psn_cert_type'),
    certno: of('certno'),
    psnName: of('psn_name'),
    memo: of('memo'),
    trdnFlag: sale.split ? '1' : '0',
    updtTime: sale.at,
    opterName: of('sel_retn_opter_name'),
    rid: String(sale.event ?? ''),
    crteTime: sale.at,
    optTime: sale.at,
    opterId: sale.operator,
    crterName: of('sel_retn_opter_name'),
    crterId: sale.operator,
    optinsNo: provider.area,
    fixBlngAdmdvs: provider.area,
  }
}
