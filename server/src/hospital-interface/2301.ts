// 2301 住院费用明细上传: lines of a stay; a refund is a negative line that names the one it refunds.
import type { Transaction } from './message.js'
import { uploadLines } from './upload-lines.js'

export const uploadInpatientLines: Transaction = (message, counter) => uploadLines(message, counter, 'inpatient')
