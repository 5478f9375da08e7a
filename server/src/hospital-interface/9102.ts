// 9102 文件下载: the bytes of a file, a catalogue's or the institution's own. The only answer that is no envelope.
import { refused } from '@tongchou/domain/base/refusal.js'
import { only } from './codec.js'
import { findFile, PUBLIC } from './file-store.js'
import { reply, type Transaction } from './message.js'

export const downloadFile: Transaction = async (message, counter) => {
  const row = only(message.input, 'fsDownloadIn')
  const file = await findFile(counter.database, row.text('file_qury_no'))
  const own = file?.owner === message.provider.code || file?.owner === PUBLIC
  if (file === undefined || !own || file.kept_until < message.today) {
    return refused('no_such_file', '文件查询号（file_qury_no）不存在或已过期，请重新查询或上传后再下载')
  }
  if (row.text('fixmedins_code') !== file.owner) {
    return refused('no_such_file', file.owner === PUBLIC ? '下载目录文件时医药机构编号（fixmedins_code）应填plc' : '该文件应填本机构编号下载（fixmedins_code）')
  }
  if (row.text('filename') !== file.filename) return refused('no_such_file', '文件名（filename）与查询号不符，请照查询返回的文件名填写')
  return { ...reply({}), file: { name: file.filename, bytes: file.content } }
}
