// 3512 定点医药机构入库商品追溯信息查询: the trace codes of what the institution counted or took into stock.
import { isRefusal } from '@tongchou/domain/base/refusal.js'
import { reply, type Transaction } from './message.js'
import { askStock } from './stock-question.js'

export const findStockTraces: Transaction = async (message, counter) => {
  const answer = await askStock(message, counter, { kinds: ['counted', 'purchased'], traces: true })
  if (isRefusal(answer)) return answer
  const output = answer.rows.map((one) => ({
    fixmedinsCode: message.provider.code,
    medinsListCodg: one.own_code,
    fixmedinsBchno: one.batch_no,
    medListCodg: one.code,
    medinsListName: one.own_name,
    drugTracCodg: one.trace_code ?? '',
    valiFlag: '1',
    opterId: one.operator,
    crterName: one.operator,
    crterId: one.operator,
    optinsNo: message.provider.area,
    fixBlngAdmdvs: message.provider.area,
  }))
  return { ...reply({ output }), ...(answer.warning === undefined ? {} : { warning: answer.warning }) }
}
