// 3503 and 3503A 商品采购: goods bought and taken into stock.
import { stockTransaction } from './stock-act.js'

export const purchaseStock = stockTransaction({ kind: 'purchased', node: 'purcinfo', quantity: 'purc_retn_cnt', time: 'purc_retn_stoin_time' })

export const purchaseStockTogether = stockTransaction({
  kind: 'purchased',
  node: 'purcinfoDetail',
  quantity: 'purc_retn_cnt',
  time: 'purc_retn_stoin_time',
  numbers: 'medins_prod_purc_no',
})
