// Reads a party's statement. A line that was brought in before is known by the party's own number or by what it says, and stands once;
// two equal lines of one file are two lines.
import type { Day } from '@tongchou/domain/base/day.js'
import type pg from 'pg'
import { PlainError } from '../../database/plain-error.js'
import type { RegisterCipher } from '../../enrolment/register-cipher.js'
import { copyRows } from '../../files/copy-rows.js'
import { openUpload } from '../../files/read-upload.js'
import type { UploadRow } from '../../files/upload-store.js'
import type { Progress } from '../../jobs/run-job.js'
import { inTransaction } from '../transaction.js'
import type { OtherParty } from './pairs.js'

export interface PartyImport {
  readonly pool: string
  readonly party: OtherParty
  readonly upload: UploadRow
  readonly officer: bigint
  readonly today: Day
}

const LINE = ['line', 'unit', 'fund', 'stream', 'key_no', 'day', 'amount_fen', 'remark', 'identity'] as const

export async function importParty(
  batch: pg.Pool,
  cipher: RegisterCipher,
  { pool, party, upload, officer, today }: PartyImport,
  progress: Progress,
  job: bigint,
): Promise<Readonly<Record<string, unknown>>> {
  progress.phase('读取文件')
  const lines = await openUpload(batch, cipher, upload, today)
  return inTransaction(batch, async (client) => {
    const faults: { line: number; sentence: string }[] = []
    const units = new Set((await client.query<{ unit: string }>('SELECT DISTINCT unit FROM pooling_unit WHERE pool = $1', [pool])).rows.map(({ unit }) => unit))
    const seen = new Map<string, number>()
    let given = 0
    function* good(): Generator<readonly (string | number)[]> {
      for (const { number, fields, faults: wrong } of lines) {
        given += 1
        progress.step()
        const said = wrong.length > 0 ? wrong : units.has(fields['unit'] ?? '') ? [] : ['“核算单位”不是本统筹区的核算单位；请写本统筹区的区划代码。']
        if (said.length > 0) faults.push({ line: number, sentence: said.join('') })
        else yield rowOf(fields, number, seen)
      }
    }
    await client.query(
      'CREATE TEMP TABLE given_line (line int, unit text, fund text, stream text, key_no text, day date, amount_fen bigint, remark text, identity text) ON COMMIT DROP',
    )
    progress.phase('逐行检查入库')
    await copyRows(client, 'given_line', LINE, good())
    if (given === 0) throw new PlainError('文件里没有数据行；请核对后重新导入。')
    const { rows } = await client.query<{ file: bigint }>(
      `INSERT INTO party_file (file, pool, party, upload, begins, ends, lines, faulty, added, known, job, officer)
         SELECT nextval('takeover_seq'), $1, $2, $3, min(g.day), max(g.day), $4, $5, count(*) FILTER (WHERE p.identity IS NULL), count(*) FILTER (WHERE p.identity IS NOT NULL), $6, $7
           FROM given_line g LEFT JOIN party_line p ON p.pool = $1 AND p.party = $2 AND p.identity = g.identity RETURNING file`,
      [pool, party, upload.upload, given, faults.length, job, officer],
    )
    const file = rows[0]?.file ?? 0n
    const { rowCount } = await client.query(
      `INSERT INTO party_line (file, pool, party, ${LINE.join(', ')}) SELECT $1, $2, $3, ${LINE.join(', ')} FROM given_line ON CONFLICT (pool, party, identity) DO NOTHING`,
      [file, pool, party],
    )
    await copyRows(
      client,
      'party_fault',
      ['file', 'line', 'sentence'],
      faults.map(({ line, sentence }) => [file, line, sentence]),
    )
    return { file: String(file), name: upload.name, lines: given, faulty: faults.length, added: rowCount ?? 0, known: given - faults.length - (rowCount ?? 0) }
  })
}

function rowOf(fields: Readonly<Record<string, string>>, line: number, seen: Map<string, number>): readonly (string | number)[] {
  const of = (name: string): string => fields[name] ?? ''
  const content = [of('fund'), of('unit'), of('stream'), of('key_no'), of('day'), of('amount_fen')].join('|')
  const base = of('serial') === '' ? content : `#${of('stream')}|${of('serial')}`
  const times = (seen.get(base) ?? 0) + 1
  seen.set(base, times)
  const identity = of('serial') === '' ? `${base}|${times}` : base
  return [line, of('unit'), of('fund'), of('stream'), of('key_no'), of('day'), of('amount_fen'), of('remark'), identity]
}
