// Paper behind a voucher as files: PDF, OFD, pictures, Excel and Word, told by their first bytes, not by their name; kept whole in the
// database with their SHA-256, handed out only to who sees the voucher.
import { createHash } from 'node:crypto'
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type pg from 'pg'
import type { Static } from 'typebox'
import { Type } from 'typebox'
import { type Desk, type Route, route } from '../http/route.js'
import { fileAnswer } from '../http/workbook.js'
import { nextNumber } from './desk-steps.js'
import { draftNumbered } from './voucher-draft-store.js'
import { fileJson } from './voucher-routes.js'
import * as shape from './voucher-schema.js'
import { attachmentsOfDraft, attachmentsOfVoucher, voucherNumbered } from './voucher-store.js'

const LARGEST = 5 * 1024 * 1024
/** Base64 is a third longer; room for the rest of the body. */
const LARGEST_BODY = 7 * 1024 * 1024
const MOST = 30
const File = Type.Unsafe<Response>({ description: 'the file' })

interface Format {
  readonly name: RegExp
  readonly begins: Buffer
  readonly type: string
}

const ZIP = Buffer.from('504b0304', 'hex')
const OFFICE = 'application/vnd.openxmlformats-officedocument'
const FORMATS: readonly Format[] = [
  { name: /\.pdf$/i, begins: Buffer.from('%PDF-'), type: 'application/pdf' },
  { name: /\.png$/i, begins: Buffer.from('89504e470d0a1a0a', 'hex'), type: 'image/png' },
  { name: /\.jpe?g$/i, begins: Buffer.from('ffd8ff', 'hex'), type: 'image/jpeg' },
  { name: /\.ofd$/i, begins: ZIP, type: 'application/ofd' },
  { name: /\.xlsx$/i, begins: ZIP, type: `${OFFICE}.spreadsheetml.sheet` },
  { name: /\.docx$/i, begins: ZIP, type: `${OFFICE}.wordprocessingml.document` },
]

export const attachmentRoutes: readonly Route[] = [
  route({
    method: 'POST',
    url: '/api/fund/books/:book/attachments',
    access: { permission: 'voucher.prepare' },
    summary: '给凭证或手工凭证加附件（PDF、OFD、图片、Excel、Word，5 MB 以内）',
    bodyLimit: LARGEST_BODY,
    schema: { params: shape.AttachParams, body: shape.AttachBody, response: shape.Attached },
    handler: async ({ params, body }, desk) => {
      const bytes = Buffer.from(body.content, 'base64')
      const format = formatOf(body.name, bytes)
      if ('kind' in format) return format
      const made = await desk.write((client) => attach(client, desk, params.book, body, bytes, format.type))
      if (!('kind' in made)) await desk.audit('voucher.attach', { detail: { book: params.book, attachment: made.attachment, sha256: made.sha256 } })
      return made
    },
  }),
  route({
    method: 'GET',
    url: '/api/fund/books/:book/attachments/:attachment',
    access: { permission: 'book.see' },
    summary: '下载凭证附件',
    schema: { params: shape.FileParams, response: File },
    handler: async ({ params }, desk) => {
      const found = await desk.read(async (client) => {
        const { rows } = await client.query<{ name: string; media_type: string; content: Buffer }>(
          'SELECT a.name, a.media_type, a.content FROM voucher_attachment a JOIN book b USING (book) WHERE a.book = $1 AND a.attachment = $2 AND b.pool = $3',
          [params.book, params.attachment, desk.officer.pool],
        )
        return rows[0]
      })
      if (found === undefined) return refused('not_found', '没有这个附件，或者它的凭证不属于您管辖的核算单位。')
      await desk.audit('voucher.attachment_read', { detail: { book: params.book, attachment: params.attachment } })
      const ending = found.name.slice(found.name.lastIndexOf('.'))
      return fileAnswer(found.content, { type: found.media_type, ascii: `attachment-${params.attachment}${ending}`, chinese: found.name })
    },
  }),
]

function formatOf(name: string, bytes: Buffer): Format | Refusal {
  if (bytes.length > LARGEST) return refused('too_large', '附件超过 5 MB；请压缩或分成几个文件。')
  const format = FORMATS.find((one) => one.name.test(name))
  if (format === undefined) return refused('unsupported_type', '附件只能是 PDF、OFD、PNG、JPG、Excel（xlsx）或 Word（docx）文件。')
  return bytes.subarray(0, format.begins.length).equals(format.begins)
    ? format
    : refused('bad_file', '文件内容与扩展名不符，或文件已损坏；请重新扫描或另存后再传。')
}

async function attach(
  client: pg.PoolClient,
  desk: Desk,
  book: string,
  { draft, voucher, name, content: _content }: Static<typeof shape.AttachBody>,
  bytes: Buffer,
  type: string,
): Promise<ReturnType<typeof fileJson> | Refusal> {
  if ((draft === undefined) === (voucher === undefined)) return refused('one_of_two', '请说明附件属于哪张凭证。')
  const target = draft === undefined ? await voucherNumbered(client, book, BigInt(voucher ?? 0)) : await draftNumbered(client, desk.officer.pool, BigInt(draft))
  if (target === undefined || ('book' in target && target.book !== book)) return refused('not_found', '没有找到这张凭证，或者它不属于您管辖的核算单位。')
  const listed = async () => (draft === undefined ? attachmentsOfVoucher(client, book, BigInt(voucher ?? 0)) : attachmentsOfDraft(client, BigInt(draft)))
  const before = await listed()
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  if (before.some((one) => one.sha256 === sha256)) return refused('attached_already', '这个文件已经附在这张凭证上。')
  if (before.length >= MOST) return refused('too_many', `一张凭证最多 ${MOST} 个附件；请合并扫描。`)
  const attachment = await nextNumber(client)
  await client.query(
    'INSERT INTO voucher_attachment (attachment, book, draft, voucher, name, media_type, size, sha256, content, officer) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)',
    [attachment, book, draft ?? null, voucher ?? null, name.replace(/[\\/]/g, '_'), type, bytes.length, sha256, bytes, desk.officer.officer],
  )
  const made = (await listed()).find((one) => one.attachment === attachment)
  if (made === undefined) throw new Error(`attachment ${attachment} was stored and is not seen`)
  return fileJson(made)
}
