// Files brought in from outside, in pieces and enciphered; only the job that reads a file puts it together again.
import { createHash } from 'node:crypto'
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type { RegisterCipher } from '../enrolment/register-cipher.js'
import type { Queries } from '../fund/transaction.js'

export interface UploadRow {
  readonly upload: bigint
  readonly unit: string
  readonly layout: string
  readonly name: string
  readonly sha256: string
  readonly bytes: bigint
  readonly pieces: number
  readonly officer: bigint
}

export interface NewUpload extends Omit<UploadRow, 'upload'> {
  readonly pool: string
}

export async function insertUpload(db: Queries, { pool, unit, layout, name, sha256, bytes, pieces, officer }: NewUpload): Promise<bigint> {
  const { rows } = await db.query<{ upload: bigint }>(
    `INSERT INTO upload (upload, pool, unit, layout, name, sha256, bytes, pieces, officer) VALUES (nextval('takeover_seq'), $1, $2, $3, $4, $5, $6, $7, $8) RETURNING upload`,
    [pool, unit, layout, name, sha256, bytes, pieces, officer],
  )
  return rows[0]?.upload ?? 0n
}

export async function uploadNumbered(db: Queries, pool: string, upload: bigint): Promise<UploadRow | undefined> {
  const { rows } = await db.query<UploadRow>('SELECT upload, unit, layout, name, sha256, bytes, pieces, officer FROM upload WHERE pool = $1 AND upload = $2', [
    pool,
    upload,
  ])
  return rows[0]
}

/** A piece that is sent again is the same piece. */
export async function insertPiece(db: Queries, cipher: RegisterCipher, upload: bigint, piece: number, bytes: Buffer): Promise<void> {
  await db.query('INSERT INTO upload_piece (upload, piece, cipher) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', [
    upload,
    piece,
    cipher.encrypt(bytes.toString('latin1')),
  ])
}

/** The whole file, or why it cannot be read. */
export async function uploadedBytes(db: Queries, cipher: RegisterCipher, { upload, sha256, pieces }: UploadRow): Promise<Buffer | Refusal> {
  const { rows } = await db.query<{ cipher: Buffer }>('SELECT cipher FROM upload_piece WHERE upload = $1 ORDER BY piece', [upload])
  if (rows.length !== pieces) return refused('pieces_missing', `文件只收到${rows.length}段，应有${pieces}段；请重新上传。`)
  const bytes = Buffer.concat(rows.map((row) => Buffer.from(cipher.decrypt(row.cipher), 'latin1')))
  return createHash('sha256').update(bytes).digest('hex') === sha256 ? bytes : refused('damaged', '文件内容与上传时登记的校验值不符；请重新上传。')
}
