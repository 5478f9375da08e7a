// An uploaded file, opened by its layout; what is wrong with the file as a whole ends the job in its own words.
import type { Day } from '@tongchou/domain/base/day.js'
import { isRefusal, type Refusal } from '@tongchou/domain/base/refusal.js'
import { PlainError } from '../database/plain-error.js'
import type { RegisterCipher } from '../enrolment/register-cipher.js'
import type { Queries } from '../fund/transaction.js'
import { type Layout, layoutNamed, placesOf } from './layout.js'
import { type LineRead, readLine } from './read-line.js'
import { readRows } from './read-rows.js'
import { type UploadRow, uploadedBytes } from './upload-store.js'

export interface OpenedLine extends LineRead {
  readonly number: number
}

export async function openUpload(db: Queries, cipher: RegisterCipher, upload: UploadRow, today: Day): Promise<Iterable<OpenedLine>> {
  const layout = orFail(layoutNamed(upload.layout))
  const rows = orFail(await readRows(orFail(await uploadedBytes(db, cipher, upload))))
  return linesOf(layout, rows, today)
}

function* linesOf(layout: Layout, rows: Iterable<{ readonly number: number; readonly cells: readonly string[] }>, today: Day): Generator<OpenedLine> {
  let places: readonly number[] | undefined
  for (const { number, cells } of rows) {
    if (places === undefined) places = orFail(placesOf(layout, cells))
    else yield { number, ...readLine(layout, places, cells, today) }
  }
}

function orFail<T>(value: T | Refusal): T {
  if (isRefusal(value)) throw new PlainError(value.sentence)
  return value
}
