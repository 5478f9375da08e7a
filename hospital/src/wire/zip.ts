// The files of 9101 and 9102: a ZIP that holds one text. Writes it stored, reads it stored or deflated.
import { crc32, inflateRawSync } from 'node:zlib'

const LOCAL = 0x04034b50
const CENTRAL = 0x02014b50
const END = 0x06054b50

export function zipped(name: string, content: Buffer): Buffer {
  const title = Buffer.from(name, 'utf8')
  const facts = factsOf(content, title.length)
  const local = Buffer.concat([numbers([[LOCAL, 4]]), facts, title, content])
  const central = Buffer.concat([
    numbers([
      [CENTRAL, 4],
      [20, 2],
    ]),
    facts,
    Buffer.alloc(14),
    title,
  ])
  const end = numbers([
    [END, 4],
    [0, 4],
    [1, 2],
    [1, 2],
    [central.length, 4],
    [local.length, 4],
    [0, 2],
  ])
  return Buffer.concat([local, central, end])
}

/** What local and central header say alike: version, UTF-8 name, stored, 1 January 1980, checksum, sizes, length of the name. */
function factsOf(content: Buffer, nameLength: number): Buffer {
  return numbers([
    [20, 2],
    [0x0800, 2],
    [0, 2],
    [0, 2],
    [0x21, 2],
    [crc32(content), 4],
    [content.length, 4],
    [content.length, 4],
    [nameLength, 2],
    [0, 2],
  ])
}

function numbers(values: readonly (readonly [value: number, bytes: number])[]): Buffer {
  return Buffer.concat(
    values.map(([value, bytes]) => {
      const buffer = Buffer.alloc(bytes)
      buffer.writeUIntLE(value, 0, bytes)
      return buffer
    }),
  )
}

/** The first file of a ZIP; undefined where there is none, or where the bytes were damaged on the way. */
export function unzipped(zip: Buffer): Buffer | undefined {
  try {
    return firstFile(zip)
  } catch {
    return undefined
  }
}

function firstFile(zip: Buffer): Buffer | undefined {
  const end = zip.lastIndexOf(numbers([[END, 4]]))
  if (end < 0) return undefined
  const central = zip.readUInt32LE(end + 16)
  const [method, packed, local] = [zip.readUInt16LE(central + 10), zip.readUInt32LE(central + 20), zip.readUInt32LE(central + 42)]
  const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
  const content = zip.subarray(from, from + packed)
  return method === 0 ? content : inflateRawSync(content)
}
