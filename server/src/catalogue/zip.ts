// ZIP archives: of one file, as the interface exchanges catalogues and details, read with a limit on what they unpack to; and of many,
// as the accounting archive keeps a year. Written whole.
import { promisify } from 'node:util'
import { crc32, deflateRaw, inflateRaw } from 'node:zlib'
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'

const LOCAL = 0x04034b50
const CENTRAL = 0x02014b50
const END = 0x06054b50
const UTF8_NAME = 0x0800
const DEFLATED = 8
/** 1 January 1980, the earliest date an archive can hold: the same content gives the same bytes. */
const NO_DATE = 0x0021

const deflate = promisify(deflateRaw)
const inflate = promisify<Buffer, { maxOutputLength: number }, Buffer>(inflateRaw)

export function zipOne(name: string, bytes: Buffer): Promise<Buffer> {
  return zipAll([{ name, bytes }])
}

export async function zipAll(files: readonly Unpacked[]): Promise<Buffer> {
  const locals: Buffer[] = []
  const centrals: Buffer[] = []
  let at = 0
  for (const { name, bytes } of files) {
    const packed = await deflate(bytes)
    const fileName = Buffer.from(name, 'utf8')
    const entry = entryFields(bytes, packed.length, fileName.length)
    const local = Buffer.concat([uint32(LOCAL), entry, fileName, packed])
    centrals.push(Buffer.concat([uint32(CENTRAL), uint16(20), entry, uint16(0, 0, 0), uint32(0, at), fileName]))
    locals.push(local)
    at += local.length
  }
  const central = Buffer.concat(centrals)
  const end = Buffer.concat([uint32(END), uint16(0, 0, files.length, files.length), uint32(central.length, at), uint16(0)])
  return Buffer.concat([...locals, central, end])
}

/** From "version needed" to "extra length": alike in the local and the central header. */
function entryFields(bytes: Buffer, packed: number, name: number): Buffer {
  return Buffer.concat([uint16(20, UTF8_NAME, DEFLATED, 0, NO_DATE), uint32(crc32(bytes), packed, bytes.length), uint16(name, 0)])
}

function uint16(...values: readonly number[]): Buffer {
  const buffer = Buffer.alloc(values.length * 2)
  values.forEach((value, at) => void buffer.writeUInt16LE(value, at * 2))
  return buffer
}

function uint32(...values: readonly number[]): Buffer {
  const buffer = Buffer.alloc(values.length * 4)
  values.forEach((value, at) => void buffer.writeUInt32LE(value, at * 4))
  return buffer
}

export interface Unpacked {
  readonly name: string
  readonly bytes: Buffer
}

const NO_ZIP = refused('bad_file', '文件不是ZIP压缩包，或已损坏；请重新打包后再传')

/** The only file of an archive. */
export async function unzipOne(archive: Buffer, limit: number): Promise<Unpacked | Refusal> {
  const end = archive.lastIndexOf(Buffer.from(uint32(END)))
  if (end < 0 || end + 22 > archive.length) return NO_ZIP
  const count = archive.readUInt16LE(end + 10)
  const central = archive.readUInt32LE(end + 16)
  if (count !== 1) return refused('bad_file', `压缩包里应只有一个文件，现有${count}个`)
  if (central + 46 > archive.length || archive.readUInt32LE(central) !== CENTRAL) return NO_ZIP
  return unpack(archive, central, limit)
}

async function unpack(archive: Buffer, central: number, limit: number): Promise<Unpacked | Refusal> {
  const method = archive.readUInt16LE(central + 10)
  const [sum, packedSize, size] = [16, 20, 24].map((at) => archive.readUInt32LE(central + at))
  const nameSize = archive.readUInt16LE(central + 28)
  const local = archive.readUInt32LE(central + 42)
  if (local + 30 > archive.length || archive.readUInt32LE(local) !== LOCAL) return NO_ZIP
  if ((size ?? 0) > limit) return refused('too_large', `压缩包解开后超过${Math.floor(limit / 1024 / 1024)}MB，请分成几个文件`)
  const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28)
  const packed = archive.subarray(start, start + (packedSize ?? 0))
  const bytes = method === 0 ? packed : await inflate(packed, { maxOutputLength: limit }).catch(() => undefined)
  if (bytes === undefined || (method !== 0 && method !== DEFLATED) || crc32(bytes) !== sum) return NO_ZIP
  return { name: archive.subarray(central + 46, central + 46 + nameSize).toString('utf8'), bytes }
}
