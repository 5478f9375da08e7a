// 3505 and 3505A 商品销售: goods sold, each package with its trace code.
import { stockTransaction } from './stock-act.js'

export const sellStock = stockTransaction({ kind: 'sold', node: 'selinfo', quantity: 'sel_retn_cnt', time: 'sel_retn_time' })

export const sellStockTogether = stockTransaction({
  kind: 'sold',
  node: 'selinfoDetail',
  quantity: 'sel_retn_cnt',
  time: 'sel_retn_time',
  numbers: 'medins_prod_sel_no',
})
