// 9101 文件上传: an institution hands a file over. Its bytes come as a JSON array of signed bytes, as Base64 text, or as a part of a
// multipart body; the answer names the number under which other transactions and 9102 know it.
import { daysAfter } from '@tongchou/domain/base/day.js'
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { only } from './codec.js'
import { fileNumber, hashOf, keepFile } from './file-store.js'
import { type Message, reply, type Transaction } from './message.js'

const KEPT_DAYS = 90

export const uploadFile: Transaction = async (message, counter) => {
  const row = only(message.input, 'fsUploadIn')
  if (row.text('fixmedins_code') !== message.provider.code) return refused('not_own', '文件的医药机构编号（fixmedins_code）应为本机构编号')
  const content = message.file ?? bytesOf(row.text('in'))
  if (content === undefined) return refused('bad_file', '文件数据（in）应为字节数组（-128至127）或Base64文本，或用multipart/form-data的file部分上传')
  if (content.length === 0) return refused('bad_file', '文件为空，请选择文件后再上传')
  const file = fileNumber('9101', message.provider.code, message.msgid)
  const kept = await keepFile(counter.database, file, {
    owner: message.provider.code,
    filename: row.text('filename'),
    content,
    kept_until: daysAfter(message.today, KEPT_DAYS),
  })
  return kept.content_hash.equals(hashOf(content)) ? accepted(message, kept) : reused()
}

function accepted(message: Message, kept: { file: string; filename: string; kept_until: string }) {
  return reply({
    file_qury_no: kept.file,
    filename: kept.filename,
    fixmedins_code: message.provider.code,
    dld_endtime: `${kept.kept_until} 23:59:59`,
  })
}

function reused(): Refusal {
  return refused('message_reused', '该发送方报文ID（msgid）已用于另一个文件，本次内容不同，未受理；请换新的msgid重发')
}

/** The codec keeps a nested array as JSON text of numbers or number texts. */
function bytesOf(text: string): Buffer | undefined {
  if (!text.startsWith('[')) return /^[A-Za-z0-9+/\s]+={0,2}\s*$/.test(text) ? Buffer.from(text, 'base64') : undefined
  const values = (JSON.parse(text) as readonly unknown[]).map(Number)
  return values.every((value) => Number.isInteger(value) && value >= -128 && value <= 255) ? Buffer.from(values) : undefined
}
