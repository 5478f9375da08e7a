// The body of a request as text: every content type that senders use, each charset Node can decode, and the form with an empty
// key (`=<urlencoded JSON>`) that one bridge posts.
import { isUtf8 } from 'node:buffer'
import { promisify } from 'node:util'
import { brotliDecompress, gunzip, inflate } from 'node:zlib'
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { readMultipart } from './multipart.js'

/** Longer bodies are read to their end and refused, so that the sender gets a sentence and not a broken connection. */
export const LONGEST_BODY = 4 * 1024 * 1024

const UNPACK: Readonly<Record<string, (bytes: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>>> = {
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  deflate: promisify(inflate),
  br: promisify(brotliDecompress),
}

/** Java clients set the header of the packing to the name of a charset; nothing is packed then. */
const NOT_A_PACKING = /^(?:identity|utf-?8|gbk|gb2312|gb18030|binary|8bit)?$/

/** The body without its content encoding. What would unpack to more than a body may be is refused, whatever it was packed to. */
export async function unpacked(bytes: Buffer, encoding: string): Promise<Buffer | Refusal> {
  const name = encoding.trim().toLowerCase()
  if (NOT_A_PACKING.test(name)) return bytes
  const unpack = UNPACK[name]
  if (unpack === undefined) return refused('bad_encoding', `不支持的压缩方式${name.slice(0, 20)}，请用gzip或不压缩`)
  try {
    return await unpack(bytes, { maxOutputLength: LONGEST_BODY })
  } catch (error) {
    const tooLong = error instanceof RangeError || (error as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE'
    return tooLong ? refused('too_long', '报文过大（超过4MB），请分次上传') : refused('bad_encoding', `报文不是有效的${name}压缩数据，请核对后重发`)
  }
}

/** A sender whose texts end in a zero character sends it along. */
const ENDING_ZEROS = /\0+$/

const TAKEN: ReadonlySet<string> = new Set(['', 'application/json', 'text/json', 'text/plain', 'application/x-www-form-urlencoded'])

export interface SentBody {
  readonly text: string
  /** The part `file` of a multipart body (9101). */
  readonly file?: Buffer
}

export function sentBody(bytes: Buffer, contentType: string): SentBody | Refusal {
  if (/^\s*multipart\/form-data/i.test(contentType)) return multipart(bytes, contentType)
  const text = bodyText(bytes, contentType)
  return typeof text === 'string' ? { text } : text
}

/** The envelope stands in the text part `jsonStr`, the file in the part `file`, which one client names `in` like the field. */
function multipart(bytes: Buffer, contentType: string): SentBody | Refusal {
  const parts = readMultipart(bytes, contentType)
  if (parts === undefined) return refused('bad_multipart', 'multipart报文无法解析，请检查boundary和各部分的格式')
  const envelope = parts.find((part) => part.name === 'jsonStr')
  if (envelope === undefined) return refused('bad_multipart', 'multipart报文缺少文本部分jsonStr（完整报文）')
  const file = parts.find((part) => part.name === 'file' || part.name === 'in') ?? parts.find((part) => part.isFile)
  if (file === undefined) return refused('bad_multipart', 'multipart报文缺少文件部分file')
  return { text: decoded(envelope.content, undefined) ?? '', file: file.content }
}

export function bodyText(bytes: Buffer, contentType: string): string | Refusal {
  const { type, charset } = typeOf(contentType)
  if (!TAKEN.has(type) && !looksLikeJson(bytes)) return refused('bad_content_type', `不支持的内容类型${type.slice(0, 40)}，请用application/json发送`)
  if (bytes.length > LONGEST_BODY) return refused('too_long', '报文过大（超过4MB），请分次上传')
  const text = decoded(bytes, charset)?.replace(ENDING_ZEROS, '')
  if (text === undefined) return refused('bad_charset', '报文编码无法识别，请用UTF-8发送')
  return type === 'application/x-www-form-urlencoded' ? formText(text) : text
}

interface ContentType {
  readonly header: string
  readonly type: string
  readonly charset: string | undefined
}

/** One message after the other mostly bears the same header, so the last one is kept apart. */
let lastType: ContentType = { header: '', type: '', charset: undefined }

function typeOf(header: string): ContentType {
  if (header !== lastType.header) lastType = takenApart(header)
  return lastType
}

function takenApart(header: string): ContentType {
  const [type = '', ...parameters] = header.split(';').map((part) => part.trim().toLowerCase())
  const charset = parameters.find((parameter) => parameter.startsWith('charset='))
  return { header, type, charset: charset?.slice(8).replaceAll('"', '') }
}

/** What begins with a brace is read whatever type it is said to be: clients name text/html, octet-stream and others. */
function looksLikeJson(bytes: Buffer): boolean {
  return /^\uFEFF?\s*\{/.test(bytes.subarray(0, 64).toString('utf8'))
}

/** Clients of Chinese Windows send its own charset and do not say so; what is no UTF-8 is read as that. */
function decoded(bytes: Buffer, charset: string | undefined): string | undefined {
  const unnamed = charset === undefined || charset === 'utf-8' || charset === 'utf8'
  if (unnamed && bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (unnamed && isUtf8(bytes)) return withoutMark(bytes.toString('utf8'))
  if (unnamed) return new TextDecoder('gb18030').decode(bytes)
  try {
    return new TextDecoder(charset).decode(bytes)
  } catch {
    return undefined
  }
}

function withoutMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text
}

function formText(text: string): string {
  // A key and bare JSON: nothing of it was escaped, whatever characters stand in it.
  const bare = /^[^={&]*=\s*(\{[\s\S]*\})\s*$/.exec(text)?.[1]
  if (bare !== undefined) return bare
  // Some senders give the content type of a form and post bare JSON.
  if (/^\s*\{/.test(text)) return text
  const values = text.split('&').map((pair) => unescapedForm(pair.slice(pair.indexOf('=') + 1)))
  return values.find((value) => /^\s*\{/.test(value)) ?? unescapedForm(text.slice(text.indexOf('=') + 1))
}

function unescapedForm(value: string): string {
  try {
    return decodeURIComponent(value.replaceAll('+', ' '))
  } catch {
    return value
  }
}
