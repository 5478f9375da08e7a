// A worker thread: makes parts of the city's people again, draws and settles their year, and answers the rows.
import { openPool } from '@tongchou/server/database/connect.js'
import { textOf } from '../copy/copy-text.js'
import { answerParts } from '../copy/threads.js'
import { billPart, type FirstNumbers } from './bill-part.js'
import { prepareYear, type YearRequest } from './prepare-year.js'

export interface YearThread extends YearRequest {
  /** Connection string of the settlement role; used once, to read the reference data. */
  readonly url: string
}

await answerParts<YearThread, FirstNumbers>(async (thread) => {
  const pool = openPool(thread.url, 2)
  const year = await prepareYear(pool, thread)
  await pool.end()
  return (part, first) => {
    const { rows, counts } = billPart(year, part, first)
    const texts = rows.all().map(textOf)
    return { answer: { texts, counts }, transfer: texts.map((text) => text.bytes.buffer as ArrayBuffer) }
  }
})
