// 3506 商品销售退货: sold goods that came back.
import { stockTransaction } from './stock-act.js'

export const returnSale = stockTransaction({ kind: 'sale_returned', node: 'selinfo', quantity: 'sel_retn_cnt', time: 'sel_retn_time' })
