// 3506 and 3506A 商品销售退货: sold goods that came back.
import { stockTransaction } from './stock-act.js'

export const returnSale = stockTransaction({ kind: 'sale_returned', node: 'selinfo', quantity: 'sel_retn_cnt', time: 'sel_retn_time' })

export const returnSaleTogether = stockTransaction({
  kind: 'sale_returned',
  node: 'selinfoDetail',
  quantity: 'sel_retn_cnt',
  time: 'sel_retn_time',
  faults: 'selinfoErrDetail',
})
