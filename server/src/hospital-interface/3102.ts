// 3102 明细审核事中分析: the same review when fees are charged or settled.
import type { Transaction } from './message.js'
import { reviewMessage } from './review-message.js'

export const reviewDuring: Transaction = (message, counter) => reviewMessage(message, counter, 'mid')
