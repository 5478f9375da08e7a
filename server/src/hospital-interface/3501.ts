// 3501 and 3501A 商品盘存上传: what an institution counted on its shelves.
import { stockTransaction } from './stock-act.js'

export const countStock = stockTransaction({ kind: 'counted', node: 'invinfo', quantity: 'inv_cnt', time: 'invdate' })

export const countStockTogether = stockTransaction({ kind: 'counted', node: 'invinfoDetail', quantity: 'inv_cnt', time: 'invdate' })
