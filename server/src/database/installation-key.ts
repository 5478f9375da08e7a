// The key of an installation: 32 bytes in a file only its owner reads, or in TONGCHOU_KEY. The database keeps a check value, so
// that a wrong key is noticed before anything is read or written with it.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import * as fs from 'node:fs/promises'
import path from 'node:path'
import pg from 'pg'
import { PlainError } from './plain-error.js'

const SIZE = 32

export interface InstallationKey {
  readonly key: Buffer
  /** The file the key comes from, or is to be kept in; undefined where the environment gives it. */
  readonly file: string | undefined
  /** True: made just now and stored nowhere yet. */
  readonly fresh: boolean
}

export async function readKey(given: string | undefined, folder: string): Promise<InstallationKey> {
  if (given !== undefined && given !== '') return { key: keyOfText(given), file: undefined, fresh: false }
  const file = path.join(folder, 'key')
  const key = await fs.readFile(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw new PlainError(`The key file ${file} cannot be read (${error.code}). Give the user that starts Tongchou the right to read it.`)
  })
  if (key === undefined) return { key: randomBytes(SIZE), file, fresh: true }
  if (key.length !== SIZE) throw new PlainError(`The key file ${file} should hold ${SIZE} bytes, not ${key.length}. Put the right one back from your backup.`)
  return { key, file, fresh: false }
}

function keyOfText(text: string): Buffer {
  const key = /^[0-9a-fA-F]{64}$/.test(text) ? Buffer.from(text, 'hex') : Buffer.from(text, 'base64')
  if (key.length !== SIZE) throw new PlainError(`TONGCHOU_KEY should be ${SIZE} bytes, written as 64 hexadecimal digits or in base64.`)
  return key
}

/** Writes a fresh key; once, and readable for nobody else. */
export async function keepKey({ key, file, fresh }: InstallationKey): Promise<void> {
  if (fresh && file !== undefined) await fs.writeFile(file, key, { mode: 0o600, flag: 'wx' })
}

/** Refuses a key that did not encrypt what the database holds. */
export async function checkKey(adminUrl: string, { key, file, fresh }: InstallationKey): Promise<void> {
  const known = await withClient(adminUrl, storedCheck)
  if (known === undefined || timingSafeEqual(known, checkValue(key))) return
  if (fresh)
    throw new PlainError(`The database holds data of an earlier installation, but its key is missing. Put the key file back at ${file}, or set TONGCHOU_KEY.`)
  throw new PlainError(
    `The key (${file ?? 'TONGCHOU_KEY'}) does not match the data in the database. Use the key the data were made with, or an empty database.`,
  )
}

/** Leaves the check value of the key in the database, once. */
export async function rememberKey(adminUrl: string, key: Buffer): Promise<void> {
  await withClient(adminUrl, async (client) => {
    if ((await storedCheck(client)) === undefined) await client.query('INSERT INTO tongchou.installation (key_check) VALUES ($1)', [checkValue(key)])
  })
}

function checkValue(key: Buffer): Buffer {
  return createHmac('sm3', key).update('installation:check').digest()
}

async function storedCheck(client: pg.Client): Promise<Buffer | undefined> {
  const { rows } = await client.query<{ there: boolean }>(`SELECT to_regclass('tongchou.installation') IS NOT NULL AS there`)
  if (rows[0]?.there !== true) return undefined
  return (await client.query<{ key_check: Buffer }>('SELECT key_check FROM tongchou.installation')).rows[0]?.key_check
}

async function withClient<T>(adminUrl: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: adminUrl, connectionTimeoutMillis: 5000 })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
