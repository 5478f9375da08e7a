// npm run catalogue -- import FILE --from DAY [--edition NAME] [--layout 13xx] [--share-employee 0.1 --share-resident 0.2] [--complete]
// [--dry-run] brings a catalogue file or a price list in as a new version; npm run catalogue -- versions lists them. DATABASE_URL names
// the database, else the data folder (TONGCHOU_DATA). Ends with 1 where the file has faults, 2 when nothing was asked properly.
import * as fs from 'node:fs/promises'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { isDay } from '@tongchou/domain/base/day.js'
import { isRefusal } from '@tongchou/domain/base/refusal.js'
import type { Pool } from '../database/connect.js'
import { PlainError } from '../database/plain-error.js'
import { inTransaction } from '../fund/transaction.js'
import { dayIn, systemClock } from '../http/clock.js'
import { printReport, type Report } from '../print-report.js'
import { versionsOf } from './compare-versions.js'
import { type ImportAsked, type ImportReport, importCatalogue } from './import-catalogue.js'
import { shareText } from './read-cell.js'

const USAGE =
  '用法：npm run catalogue -- import 文件 --from 生效日期 [--edition 版本名称] [--layout 1301] [--share-employee 0.1 --share-resident 0.2] [--complete] [--dry-run]；或 npm run catalogue -- versions。'

type Work = (batch: Pool) => Promise<Report>

const OPTIONS = {
  from: { type: 'string' },
  edition: { type: 'string' },
  layout: { type: 'string' },
  'share-employee': { type: 'string' },
  'share-resident': { type: 'string' },
  complete: { type: 'boolean' },
  'dry-run': { type: 'boolean' },
} as const

/** What the arguments ask for; a fault in them is told before any database is opened. */
export async function catalogueAsked(args: readonly string[]): Promise<Work> {
  const { values, positionals } = parsed(args)
  const [verb, file, ...more] = positionals
  if (verb === 'versions' && file === undefined) return listed
  if (verb !== 'import' || file === undefined || more.length > 0) throw new PlainError(USAGE)
  if (values.from === undefined || !isDay(values.from)) throw new PlainError(`--from 后面应写生效日期，如 2026-12-01。${USAGE}`)
  const [employee, resident] = [share('--share-employee', values['share-employee']), share('--share-resident', values['share-resident'])]
  const bytes = await fs.readFile(file).catch(() => {
    throw new PlainError(`读不到文件${file}；请核对路径。`)
  })
  const asked: ImportAsked = {
    fileName: path.basename(file),
    bytes,
    ...(values.layout === undefined ? {} : { layout: values.layout }),
    inForce: values.from,
    edition: values.edition ?? path.basename(file),
    ...(employee === undefined || resident === undefined ? {} : { shares: { employee, resident } }),
    complete: values.complete === true,
    dryRun: values['dry-run'] === true,
    by: '命令行',
    today: dayIn(systemClock),
  }
  return (batch) => brought(batch, asked)
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true })
  } catch {
    throw new PlainError(USAGE)
  }
}

function share(name: string, text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  const found = shareText(text)
  if (found === undefined) throw new PlainError(`${name} 后面应写0至1之间的比例，如0.1或10%。`)
  return found
}

async function brought(batch: Pool, asked: ImportAsked): Promise<Report> {
  const report = await inTransaction(batch, (client) => importCatalogue(client, asked))
  if (isRefusal(report)) return { lines: [report.sentence], code: 1 }
  return { lines: [...linesOf(report), ...report.faults.map(({ row, sentence }) => `第${row}行：${sentence}`)], code: report.faults.length > 0 ? 1 : 0 }
}

function linesOf({ layout, version, rows, added, changed, ended, unchanged, faults, notices }: ImportReport): string[] {
  const counts = `共${rows}行：新增${added}，变更${changed}，停用${ended}，不变${unchanged}，错误${faults.length}`
  const outcome = version === null ? '试导入，未入库' : `已入库为第${version}版`
  return [`${layout === 'price_list' ? '价格表' : `${layout}目录`}，${counts}；${outcome}。`, ...notices.map((notice) => `注意：${notice}。`)]
}

async function listed(batch: Pool): Promise<Report> {
  const lines = (await versionsOf(batch)).map(
    ({ version, in_force, edition, file_name, added, changed, ended }) =>
      `第${version}版 ${in_force}起 ${edition} ${file_name} 新增${added} 变更${changed} 停用${ended}`,
  )
  return { lines, code: 0 }
}

if (process.argv[1] === import.meta.filename) {
  await printReport(async () => {
    const work = await catalogueAsked(process.argv.slice(2))
    return ({ batch }) => work(batch)
  })
}
