// Reads a legacy file into the take-over, line by line; every line is kept, faulty ones with what is wrong and what to do. A file that
// was read before is not read again, and lines that say the same as before change nothing.
import type { Day } from '@tongchou/domain/base/day.js'
import type pg from 'pg'
import { PlainError } from '../../database/plain-error.js'
import type { RegisterCipher } from '../../enrolment/register-cipher.js'
import { type CopyValue, copyRows } from '../../files/copy-rows.js'
import { type OpenedLine, openUpload } from '../../files/read-upload.js'
import type { UploadRow } from '../../files/upload-store.js'
import { inTransaction } from '../../fund/transaction.js'
import type { Progress } from '../../jobs/run-job.js'
import { lineFaults } from './line-rules.js'
import type { TakeOverRow } from './take-over-store.js'

export interface ImportAsked {
  readonly of: TakeOverRow
  readonly upload: UploadRow
  readonly whole: boolean
  readonly officer: bigint
  readonly today: Day
}

type Row = readonly CopyValue[]
const COLUMNS = ['takeover', 'kind', 'file', 'line', 'unit', 'key', 'cert_hash', 'birth_hash', 'last4_hash', 'cert_cipher', 'phone_cipher', 'content', 'faults']

export async function importFile(
  batch: pg.Pool,
  cipher: RegisterCipher,
  { of, upload, whole, officer, today }: ImportAsked,
  progress: Progress,
  job: bigint,
): Promise<Readonly<Record<string, unknown>>> {
  progress.phase('读取文件')
  const lines = await openUpload(batch, cipher, upload, today)
  const kind = upload.layout
  return inTransaction(batch, async (client) => {
    const { rows: numbers } = await client.query<{ file: bigint }>(`SELECT nextval('takeover_seq') AS file`)
    const file = numbers[0]?.file ?? 0n
    const counted = { lines: 0, faulty: 0 }
    progress.phase('逐行检查入库')
    await copyRows(client, 'takeover_row', COLUMNS, checked({ lines, kind, of, file, cipher, counted, progress }))
    if (counted.lines === 0) throw new PlainError('文件里没有数据行；请核对后重新导入。')
    progress.phase('与上次导入比较')
    const compared = await compare(client, of.takeover, upload.layout, file, whole)
    await client.query(
      `INSERT INTO takeover_file (takeover, file, unit, upload, kind, whole, lines, faulty, added, changed, unchanged, job, officer)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
      [
        of.takeover,
        file,
        of.unit,
        upload.upload,
        upload.layout,
        whole,
        counted.lines,
        counted.faulty,
        compared.added,
        compared.changed,
        compared.unchanged,
        job,
        officer,
      ],
    )
    progress.stopIfAsked()
    return { file: String(file), kind: upload.layout, name: upload.name, ...counted, ...compared }
  })
}

interface Reading {
  readonly lines: Iterable<OpenedLine>
  readonly kind: string
  readonly of: TakeOverRow
  readonly file: bigint
  readonly cipher: RegisterCipher
  readonly counted: { lines: number; faulty: number }
  readonly progress: Progress
}

function* checked({ lines, kind, of, file, cipher, counted, progress }: Reading): Generator<Row> {
  const firstLine = new Map<string, number>()
  for (const read of lines) {
    const { number, fields, secrets } = read
    const hash = secrets.certNo === undefined ? null : cipher.certHash(fields['cert_type'] ?? '', secrets.certNo)
    const key = [...(hash === null || kind === 'bills' ? [] : [hash.toString('hex')]), ...read.key].join('|')
    const faults = [...read.faults, ...(read.faults.length === 0 ? lineFaults(kind, fields, of) : []), ...twice(firstLine, key, number)]
    counted.lines += 1
    if (faults.length > 0) counted.faulty += 1
    if (counted.lines % 1_000 === 0) progress.stopIfAsked()
    progress.step()
    yield rowOf({ ...read, of, kind, file, key, hash, cipher, faults })
  }
}

function twice(firstLine: Map<string, number>, key: string, line: number): readonly string[] {
  const first = firstLine.get(key)
  if (first === undefined) firstLine.set(key, line)
  return first === undefined ? [] : [`与第${first}行重复；是同一笔请删去一行，不是同一笔请区分编号。`]
}

interface RowGiven extends Omit<OpenedLine, 'key'> {
  readonly of: TakeOverRow
  readonly kind: string
  readonly file: bigint
  readonly key: string
  readonly hash: Buffer | null
  readonly cipher: RegisterCipher
}

function rowOf({ of, kind, file, number, key, hash, cipher, fields, secrets, faults }: RowGiven): Row {
  const certNo = secrets.certNo
  const birth = fields['born'] === undefined ? null : cipher.birthHash(fields['born'], fields['sex'] ?? '9', of.unit)
  return [
    of.takeover,
    kind,
    file,
    number,
    of.unit,
    key,
    hash,
    birth,
    certNo === undefined ? null : cipher.last4Hash(certNo),
    certNo === undefined ? null : cipher.encrypt(certNo),
    secrets.phone === undefined ? null : cipher.encrypt(secrets.phone),
    JSON.stringify(fields),
    faults,
  ]
}

async function compare(client: pg.ClientBase, takeover: bigint, kind: string, file: bigint, whole: boolean) {
  const { rows } = await client.query<{ added: number; changed: number; unchanged: number; left_out: number }>(
    `WITH given AS (SELECT key, content FROM takeover_row WHERE takeover = $1 AND kind = $2 AND file = $3 AND cardinality(faults) = 0),
          before AS (SELECT DISTINCT ON (r.key) r.key, r.content FROM takeover_row r
            WHERE r.takeover = $1 AND r.kind = $2 AND r.file < $3 AND cardinality(r.faults) = 0
              AND r.file >= coalesce((SELECT max(f.file) FROM takeover_file f WHERE f.takeover = $1 AND f.kind = $2 AND f.whole), 0)
            ORDER BY r.key, r.file DESC, r.line DESC)
     SELECT count(*) FILTER (WHERE g.key IS NOT NULL AND b.key IS NULL)::int AS added, count(*) FILTER (WHERE g.content <> b.content)::int AS changed,
            count(*) FILTER (WHERE g.content = b.content)::int AS unchanged, count(*) FILTER (WHERE g.key IS NULL)::int AS left_out
       FROM given g FULL JOIN before b USING (key)`,
    [takeover, kind, file],
  )
  const { left_out, ...counts } = rows[0] ?? { added: 0, changed: 0, unchanged: 0, left_out: 0 }
  return { ...counts, dropped: whole ? left_out : 0 }
}
