// 3504 and 3504A 商品采购退货: goods given back to the supplier.
import { stockTransaction } from './stock-act.js'

export const returnPurchase = stockTransaction({ kind: 'purchase_returned', node: 'purcinfo', quantity: 'purc_retn_cnt', time: 'purc_retn_stoin_time' })

export const returnPurchaseTogether = stockTransaction({
  kind: 'purchase_returned',
  node: 'purcinfoDetail',
  quantity: 'purc_retn_cnt',
  time: 'purc_retn_stoin_time',
  faults: 'purcinfoErrDetail',
})
