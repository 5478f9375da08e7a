// 1301–1303, 1305–1311, 1313–1315 目录下载: makes ready a file with what is newer than the version an institution holds, to be fetched by 9102.
import { daysAfter } from '@tongchou/domain/base/day.js'
import { catalogueZip, newerRows, newestVersion } from '../catalogue/catalogue-file.js'
import { versionHeld, versionText } from '../catalogue/version-cursor.js'
import { only } from './codec.js'
import { fileHead, fileNumber, keepFile, PUBLIC, type StoredFile } from './file-store.js'
import { type Counter, type Message, reply, type Transaction } from './message.js'

/** The same question finds the same file for a day, then a fresh one. */
const KEPT_DAYS = 7

export const downloadCatalogue: Transaction = async (message, counter) => {
  const held = versionHeld(only(message.input, 'data').text('ver'))
  const newest = await newestVersion(counter.database)
  const file = fileNumber(message.infno, String(held), String(newest), message.today)
  const ready = (await fileHead(counter.database, file)) ?? (await makeReady(message, counter, file, held, newest))
  const fields = { file_qury_no: ready.file, filename: ready.filename, dld_end_time: ready.kept_until, data_cnt: ready.lines }
  // Editions differ in whether the fields stand in a node.
  return reply({ ...fields, data: fields })
}

async function makeReady(message: Message, counter: Counter, file: string, held: bigint, newest: bigint): Promise<Omit<StoredFile, 'content'>> {
  const rows = await newerRows(counter.database, message.infno, held)
  return keepFile(counter.database, file, {
    owner: PUBLIC,
    filename: `${message.infno}_${versionText(newest)}.zip`,
    content: await catalogueZip(message.infno, rows),
    lines: rows.length,
    kept_until: daysAfter(message.today, KEPT_DAYS),
  })
}
