// The catalogue of the accounting archive: packages of closed years, what is in them, their retention terms, and who took one out.
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type pg from 'pg'
import { Type } from 'typebox'
import { type Desk, type Route, route } from '../http/route.js'
import { fileAnswer } from '../http/workbook.js'
import { wholeBook } from './book-of-desk.js'
import { nextNumber } from './desk-steps.js'
import { makePackage, type Package } from './make-archive.js'
import { BookParams, Text } from './schemas.js'

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

export const archiveRoutes: readonly Route[] = [
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
    summary: '把已结账年度的凭证、账簿、报表、附件归档',
    schema: {
      body: Type.Object({ book: BookParams.properties.book, year: Type.Integer({ title: '年度', minimum: 2010, maximum: 2100, description: '四位年份' }) }),
      response: Archives,
    },
    handler: async ({ body }, desk) => {
      const made = await desk.write((client) => keep(client, desk, body.book, body.year))
      if (isRefusal(made)) return made
      await desk.audit('archive.make', { detail: { archive: String(made), ...body } })
      return desk.read((client) => archives(client, desk))
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
      return fileAnswer(taken.content, {
        type: 'application/zip',
        ascii: `archive-${taken.book}-${taken.year}.zip`,
        chinese: `会计档案-${taken.book}-${taken.year}.zip`,
      })
    },
  }),
]

async function archives(client: pg.ClientBase, { officer }: Desk) {
  const { rows } = await client.query<{ archive: string; manifest: Package['manifest'] } & Record<string, unknown>>(
    `SELECT a.archive::text AS archive, a.book, b.name AS book_name, a.year, a.size, a.sha256, o.name AS officer_name, a.known_at, a.manifest,
            coalesce((SELECT jsonb_agg(jsonb_build_object('officer_name', p.name, 'reason', t.reason, 'known_at', t.known_at) ORDER BY t.turn DESC) FROM archive_taken t JOIN officer p USING (officer) WHERE t.archive = a.archive), '[]') AS taken
       FROM accounting_archive a JOIN book b USING (book) JOIN officer o ON o.officer = a.officer WHERE b.pool = $1 ORDER BY a.year DESC, a.book`,
    [officer.pool],
  )
  return rows.map(({ manifest, ...row }) => ({ ...row, files: manifest.files }))
}

async function keep(client: pg.PoolClient, desk: Desk, key: string, year: number): Promise<bigint | Refusal> {
  const book = await wholeBook(client, desk, key)
  if ('kind' in book) return book
  if ((book.closed_through ?? '') < `${year}-12-31`) return refused('not_closed', `${book.name}的 ${year} 年度还没有结账；年度结账后才能归档。`)
  const { rowCount } = await client.query('SELECT 1 FROM accounting_archive WHERE book = $1 AND year = $2', [key, year])
  if (rowCount === 1) return refused('archived_already', `${book.name} ${year} 年度已经归档；档案不能重做。`)
  const made = await makePackage(client, book, year)
  if (isRefusal(made)) return made
  const archive = await nextNumber(client)
  await client.query('INSERT INTO accounting_archive (archive, book, year, manifest, sha256, size, content, officer) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)', [
    archive,
    key,
    year,
    JSON.stringify(made.manifest),
    made.sha256,
    made.bytes.length,
    made.bytes,
    desk.officer.officer,
  ])
  return archive
}

interface Taken {
  readonly book: string
  readonly year: number
  readonly content: Buffer
}

async function take(client: pg.PoolClient, { officer }: Desk, archive: bigint, reason: string): Promise<Taken | Refusal> {
  const { rows } = await client.query<Taken>(
    'SELECT a.book, a.year, a.content FROM accounting_archive a JOIN book b USING (book) WHERE b.pool = $1 AND a.archive = $2',
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
