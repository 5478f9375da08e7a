// 3502 and 3502A 商品库存变更: stock that came or went by another way than purchase and sale.
import { stockTransaction } from './stock-act.js'

export const changeStock = stockTransaction({ kind: 'changed', node: 'invinfo', quantity: 'cnt', time: 'inv_chg_time' })

export const changeStockTogether = stockTransaction({
  kind: 'changed',
  node: 'invinfoDetail',
  quantity: 'cnt',
  time: 'inv_chg_time',
  faults: 'invinfoErrDetail',
})
