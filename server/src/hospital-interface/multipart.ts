// Reads a multipart body: clients write boundaries of any length, names with and without quotes, and line ends of either kind.

export interface Part {
  readonly name: string
  /** Whether the part names a file. */
  readonly isFile: boolean
  readonly content: Buffer
}

/** Undefined where the body is not what its content type says. */
export function readMultipart(body: Buffer, contentType: string): Part[] | undefined {
  const boundary = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType)
  const mark = boundary?.[1] ?? boundary?.[2]
  if (mark === undefined) return undefined
  const parts: Part[] = []
  const delimiter = Buffer.from(`--${mark}`)
  let at = body.indexOf(delimiter)
  while (at >= 0) {
    const from = at + delimiter.length
    const next = body.indexOf(delimiter, from)
    if (next < 0) return body.subarray(from, from + 2).toString('latin1') === '--' ? parts : undefined
    const part = partOf(body.subarray(from, next))
    if (part === undefined) return undefined
    parts.push(part)
    at = next
  }
  return undefined
}

function partOf(section: Buffer): Part | undefined {
  const head = /^\r?\n([\s\S]*?)\r?\n\r?\n/.exec(section.subarray(0, 4096).toString('latin1'))
  const disposition = /content-disposition:([^\r\n]*)/i.exec(head?.[1] ?? '')?.[1] ?? ''
  const name = /[;\s]name=(?:"([^"]*)"|([^;\s]+))/i.exec(disposition)
  if (head === null || name === null) return undefined
  return { name: name[1] ?? name[2] ?? '', isFile: /filename\*?=/i.test(disposition), content: withoutLineEnd(section.subarray(head[0].length)) }
}

/** The line end before the next boundary belongs to the boundary. */
function withoutLineEnd(content: Buffer): Buffer {
  const end = content.length
  if (content[end - 1] !== 0x0a) return content
  return content.subarray(0, content[end - 2] === 0x0d ? end - 2 : end - 1)
}
