// A worker thread: makes parts of the city's people again, draws and settles their year, and answers the rows.
import { openPool } from '@tongchou/server/database/connect.js'
import { answerParts } from '@tongchou/server/jobs/threads.js'
import type { CityRequest } from '../city/city.js'
import { billPart, type YearGiven } from './bill-part.js'
import { prepareYear } from './prepare-year.js'

export interface YearThread {
  readonly request: CityRequest
  /** Connection string of the settlement role; used once, to read the reference data. */
  readonly url: string
}

await answerParts<YearThread, YearGiven>(async (thread) => {
  const pool = openPool(thread.url, 2)
  const year = await prepareYear(pool, thread.request)
  await pool.end()
  return (part, given) => {
    const { rows, counts } = billPart(year, part, given)
    const texts = rows.texts()
    return { answer: { texts, counts }, transfer: texts.map((text) => text.bytes.buffer as ArrayBuffer) }
  }
})
