// 3503 商品采购: goods bought and taken into stock.
import { stockTransaction } from './stock-act.js'

export const purchaseStock = stockTransaction({ kind: 'purchased', node: 'purcinfo', quantity: 'purc_retn_cnt', time: 'purc_retn_stoin_time' })
