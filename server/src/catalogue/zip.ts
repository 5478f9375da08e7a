// ZIP archives: of one file, as the interface exchanges catalogues and details, read with a limit on what they unpack to; and of many,
// as the accounting archive keeps a year, written piece by piece.
import { pipeline, Readable } from 'node:stream'
import { promisify } from 'node:util'
import { crc32, createDeflateRaw, deflateRaw, inflateRaw } from 'node:zlib'
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'

const LOCAL = 0x04034b50
const CENTRAL = 0x02014b50
const END = 0x06054b50
const DESCRIPTOR = 0x08074b50
const UTF8_NAME = 0x0800
const SUMS_BEHIND = 0x0008
const LARGEST = 0xffffffff
const DEFLATED = 8
/** 1 January 1980, the earliest date an archive can hold: the same content gives the same bytes. */
const NO_DATE = 0x0021

const deflate = promisify(deflateRaw)
const inflate = promisify<Buffer, { maxOutputLength: number }, Buffer>(inflateRaw)

export async function zipOne(name: string, bytes: Buffer): Promise<Buffer> {
  const packed = await deflate(bytes)
  const fileName = Buffer.from(name, 'utf8')
  const entry = entryFields(UTF8_NAME, { crc: crc32(bytes), packed: packed.length, size: bytes.length }, fileName.length)
  const local = Buffer.concat([uint32(LOCAL), entry, fileName, packed])
  return Buffer.concat([local, closing([centralOf(entry, 0, fileName)], local.length)])
}

export interface ZipFile {
  readonly name: string
  readonly content: AsyncIterable<Buffer> | Iterable<Buffer>
}

/** Many files, each packed while it is read: sums and sizes stand behind every file. */
export async function* zipPieces(files: AsyncIterable<ZipFile>): AsyncGenerator<Buffer> {
  const centrals: Buffer[] = []
  let at = 0
  for await (const { name, content } of files) {
    const fileName = Buffer.from(name, 'utf8')
    const head = Buffer.concat([uint32(LOCAL), entryFields(UTF8_NAME | SUMS_BEHIND, { crc: 0, packed: 0, size: 0 }, fileName.length), fileName])
    yield head
    const sums = { crc: 0, packed: 0, size: 0 }
    for await (const piece of deflated(content, sums)) yield piece
    yield uint32(DESCRIPTOR, sums.crc, sums.packed, sums.size)
    centrals.push(centralOf(entryFields(UTF8_NAME | SUMS_BEHIND, sums, fileName.length), at, fileName))
    at += head.length + sums.packed + 16
    if (at > LARGEST || sums.size > LARGEST) throw new Error('a ZIP archive of more than 4 GB')
  }
  yield closing(centrals, at)
}

interface Sums {
  crc: number
  packed: number
  size: number
}

async function* deflated(content: ZipFile['content'], sums: Sums): AsyncGenerator<Buffer> {
  const packing = createDeflateRaw()
  // A fault of the source ends the packing with it, and so the reading below.
  pipeline(Readable.from(summed(content, sums)), packing, () => undefined)
  for await (const piece of packing as AsyncIterable<Buffer>) {
    sums.packed += piece.length
    yield piece
  }
}

async function* summed(content: ZipFile['content'], sums: Sums): AsyncGenerator<Buffer> {
  for await (const piece of content) {
    sums.crc = crc32(piece, sums.crc)
    sums.size += piece.length
    yield piece
  }
}

function centralOf(entry: Buffer, at: number, name: Buffer): Buffer {
  return Buffer.concat([uint32(CENTRAL), uint16(20), entry, uint16(0, 0, 0), uint32(0, at), name])
}

function closing(centrals: readonly Buffer[], at: number): Buffer {
  const central = Buffer.concat([...centrals])
  return Buffer.concat([central, uint32(END), uint16(0, 0, centrals.length, centrals.length), uint32(central.length, at), uint16(0)])
}

/** From "version needed" to "extra length": alike in the local and the central header. */
function entryFields(flags: number, { crc, packed, size }: Readonly<Sums>, name: number): Buffer {
  return Buffer.concat([uint16(20, flags, DEFLATED, 0, NO_DATE), uint32(crc, packed, size), uint16(name, 0)])
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
