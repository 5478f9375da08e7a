// 3101 明细审核事前分析: review while the doctor writes an order.
import type { Transaction } from './message.js'
import { reviewMessage } from './review-message.js'

export const reviewBefore: Transaction = (message, counter) => reviewMessage(message, counter, 'pre')
