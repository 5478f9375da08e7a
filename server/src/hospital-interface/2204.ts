// 2204 门诊费用明细上传: lines of a visit, in one or more charge batches.
import type { Transaction } from './message.js'
import { uploadLines } from './upload-lines.js'

export const uploadOutpatientLines: Transaction = (message, counter) => uploadLines(message, counter, 'outpatient')
