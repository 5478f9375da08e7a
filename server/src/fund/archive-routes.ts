// The catalogue of the accounting archive: packages of closed years, what is in them, their retention terms, and who took one out.
import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type pg from 'pg'
import { Type } from 'typebox'
import { PlainError } from '../database/plain-error.js'
import type { AppContext } from '../http/context.js'
import { type Desk, type Route, route } from '../http/route.js'
import { fileAnswer } from '../http/workbook.js'
import { houseOf, type Progress, runJob } from '../jobs/run-job.js'
import { type DeskBook, wholeBook } from './book-of-desk.js'
import { nextNumber } from './desk-steps.js'
import { type Manifest, packageOf } from './make-archive.js'
import { BookParams, Text } from './schemas.js'
import { inTransaction } from './transaction.js'

const Archive = Type.Object({
  archive: Text,
  book: Text,
  book_name: Text,
  year: Type.Integer(),
  size: Type.Integer(),
  sha256: Text,
  officer_name: Text,
  known_at: Text,
  files: Type.Array(Type.Object({ name: Text, size: Type.Integer(), sha256: Text, retention: Text })),
  taken: Type.Array(Type.Object({ officer_name: Text, reason: Text, known_at: Text })),
})
const Archives = Type.Array(Archive)
const File = Type.Unsafe<Response>({ description: 'the ZIP package' })

export function archiveRoutes(context: AppContext): readonly Route[] {
  return [
    route({
      method: 'GET',
      url: '/api/fund/archives',
      access: { permission: 'book.see' },
      summary: '会计档案目录：每个账套每年一卷，保管期限，借阅记录',
      schema: { response: Archives },
      handler: (_request, desk) => desk.read((client) => archives(client, desk)),
    }),
    route({
      method: 'POST',
      url: '/api/fund/archives',
      access: { permission: 'archive.keep' },
      summary: '把已结账年度的凭证、账簿、报表、附件归档；在后台进行，按任务编号查看进度',
      schema: {
        body: Type.Object({ book: BookParams.properties.book, year: Type.Integer({ title: '年度', minimum: 2010, maximum: 2100, description: '四位年份' }) }),
        response: Type.Object({ job: Text }),
      },
      handler: async ({ body }, desk) => {
        const book = await desk.read((client) => mayKeep(client, desk, body.book, body.year))
        if ('kind' in book) return book
        const { pool, officer } = desk.officer
        const house = houseOf(context)
        const { job } = await runJob(house, { kind: 'accounting_archive', pool, officer, about: body }, (progress) =>
          inTransaction(house.batch, (client) => keep(client, book, { year: body.year, officer }, progress)),
        )
        await desk.audit('archive.make', { detail: { job: String(job), ...body } })
        return { job: String(job) }
      },
    }),
    route({
      method: 'POST',
      url: '/api/fund/archives/:archive/take',
      access: { permission: 'archive.keep' },
      summary: '借阅（下载）一卷会计档案，须写明用途',
      schema: {
        params: Type.Object({ archive: Type.String({ title: '档案编号', pattern: '^\\d{1,18}$', description: '数字' }) }),
        body: Type.Object({ reason: Type.String({ title: '用途', minLength: 4, maxLength: 200 }) }),
        response: File,
      },
      handler: async ({ params, body }, desk) => {
        const taken = await desk.write((client) => take(client, desk, BigInt(params.archive), body.reason))
        if (isRefusal(taken)) return taken
        await desk.audit('archive.take', { detail: { archive: params.archive } })
        return fileAnswer(Readable.toWeb(Readable.from(piecesOf(desk.apart(), taken))) as ReadableStream, {
          type: 'application/zip',
          ascii: `archive-${taken.book}-${taken.year}.zip`,
          chinese: `会计档案-${taken.book}-${taken.year}.zip`,
        })
      },
    }),
  ]
}

async function archives(client: pg.ClientBase, { officer }: Desk) {
  const { rows } = await client.query<{ archive: string; size: bigint; manifest: Manifest } & Record<string, unknown>>(
    `SELECT a.archive::text AS archive, a.book, b.name AS book_name, a.year, a.size, a.sha256, o.name AS officer_name, a.known_at, a.manifest,
            coalesce((SELECT jsonb_agg(jsonb_build_object('officer_name', p.name, 'reason', t.reason, 'known_at', t.known_at) ORDER BY t.turn DESC) FROM archive_taken t JOIN officer p USING (officer) WHERE t.archive = a.archive), '[]') AS taken
       FROM accounting_archive a JOIN book b USING (book) JOIN officer o ON o.officer = a.officer WHERE b.pool = $1 ORDER BY a.year DESC, a.book`,
    [officer.pool],
  )
  return rows.map(({ manifest, size, ...row }) => ({ ...row, size: Number(size), files: manifest.files }))
}

async function mayKeep(client: pg.PoolClient, desk: Desk, key: string, year: number): Promise<DeskBook | Refusal> {
  const book = await wholeBook(client, desk, key)
  if ('kind' in book) return book
  if ((book.closed_through ?? '') < `${year}-12-31`) return refused('not_closed', `${book.name}的 ${year} 年度还没有结账；年度结账后才能归档。`)
  return (await isKept(client, key, year)) ? keptAlready(book, year) : book
}

async function isKept(client: pg.ClientBase, book: string, year: number): Promise<boolean> {
  return (await client.query('SELECT 1 FROM accounting_archive WHERE book = $1 AND year = $2', [book, year])).rowCount === 1
}

const keptAlready = ({ name }: DeskBook, year: number): Refusal => refused('archived_already', `${name} ${year} 年度已经归档；档案不能重做。`)

interface Keeping {
  readonly year: number
  readonly officer: bigint
}

const PIECE = 4 * 1024 * 1024

/** Packs the year and stores it piece by piece, all in one transaction: what breaks off leaves nothing. */
async function keep(client: pg.PoolClient, book: DeskBook, { year, officer }: Keeping, progress: Progress): Promise<Readonly<Record<string, unknown>>> {
  await client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`archive/${book.book}/${year}`])
  if (await isKept(client, book.book, year)) throw new PlainError(keptAlready(book, year).sentence)
  const { rows } = await client.query<{ total: number }>(
    'SELECT count(*)::integer AS total FROM cash_voucher WHERE book = $1 AND booked_on BETWEEN $2 AND $3',
    [book.book, `${year}-01-01`, `${year}-12-31`],
  )
  progress.phase('归档凭证和账簿', rows[0]?.total ?? 0)
  const archive = await nextNumber(client)
  const { pieces, manifest } = packageOf(client, book, year, (vouchers) => {
    progress.stopIfAsked()
    progress.step(vouchers)
  })
  const hash = createHash('sha256')
  let [size, piece] = [0, 0]
  for await (const content of inPieces(pieces)) {
    hash.update(content)
    size += content.length
    await client.query('INSERT INTO archive_piece (archive, piece, content) VALUES ($1, $2, $3)', [archive, piece, content])
    piece += 1
  }
  const sha256 = hash.digest('hex')
  await client.query('INSERT INTO accounting_archive (archive, book, year, manifest, sha256, size, officer) VALUES ($1, $2, $3, $4, $5, $6, $7)', [
    archive,
    book.book,
    year,
    JSON.stringify(manifest),
    sha256,
    size,
    officer,
  ])
  return { archive: archive.toString(), files: manifest.files.length, size, sha256 }
}

async function* inPieces(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let [held, size]: [Buffer[], number] = [[], 0]
  for await (const part of bytes) {
    held.push(part)
    size += part.length
    if (size < PIECE) continue
    yield Buffer.concat(held)
    held = []
    size = 0
  }
  if (size > 0) yield Buffer.concat(held)
}

interface Taken {
  readonly archive: bigint
  readonly book: string
  readonly year: number
}

async function take(client: pg.PoolClient, { officer }: Desk, archive: bigint, reason: string): Promise<Taken | Refusal> {
  const { rows } = await client.query<Taken>(
    'SELECT a.archive, a.book, a.year FROM accounting_archive a JOIN book b USING (book) WHERE b.pool = $1 AND a.archive = $2',
    [officer.pool, archive],
  )
  const [found] = rows
  if (found === undefined) return refused('not_found', '没有这卷档案，或者它不属于您管理的账套。')
  await client.query('INSERT INTO archive_taken (archive, turn, reason, officer) VALUES ($1, $2, $3, $4)', [
    archive,
    await nextNumber(client),
    reason.trim(),
    officer.officer,
  ])
  return found
}

/** The package as it was stored; the older ones stand whole beside their row. */
async function* piecesOf(desk: Pick<Desk, 'read'>, { archive }: Taken): AsyncGenerator<Buffer> {
  for (let piece = 0; ; piece++) {
    const { rows } = await desk.read((client) =>
      client.query<{ content: Buffer }>(
        `SELECT content FROM archive_piece WHERE archive = $1 AND piece = $2
          UNION ALL SELECT content FROM accounting_archive WHERE archive = $1 AND content IS NOT NULL AND $2 = 0`,
        [archive, piece],
      ),
    )
    if (rows[0] === undefined) return
    yield rows[0].content
  }
}
