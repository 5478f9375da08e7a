// docs/transactions.md: every transaction that an edition or a client knows, and what it does here, or why it is not offered. Made from
// catalogues/interface/transactions.tsv and known-transactions.tsv; a test holds the committed file to both and to the server.
import path from 'node:path'
import { INTERFACE_FOLDER, readTable, type TableRow } from './tables.js'

export const TRANSACTIONS_FILE = path.resolve(import.meta.dirname, '../../../docs/transactions.md')

const GROUPS: readonly (readonly [thousand: string, heading: string])[] = [
  ['9', '签到、文件与场景 Sign-in, files, scenes'],
  ['1', '基础信息与目录 Persons, institutions, catalogues'],
  ['2', '医保服务 Visits, settlement, filings'],
  ['3', '机构管理 Review, reconciliation, clearing, mapping, stock'],
  ['4', '信息采集 Lists, self-paid patients, records'],
  ['5', '信息查询 Queries'],
  ['6', '移动支付 Mobile payment'],
  ['7', '电子处方 E-prescription'],
  ['8', '招采 Procurement'],
  ['other', '其他 Others'],
]

export function transactionsText(folder: string = INTERFACE_FOLDER): string {
  const offered = new Map(readTable(path.join(folder, 'transactions.tsv')).map((row) => [row['infno'] ?? '', row]))
  const known = readTable(path.join(folder, 'known-transactions.tsv'))
  const tables = GROUPS.map(([group, heading]) => {
    const rows = known.filter((row) => groupOf(row['infno'] ?? '') === group)
    return `## ${heading}\n\n| 交易 | 名称 | | what it does here |\n| --- | --- | --- | --- |\n${rows.map((row) => line(row, offered)).join('\n')}\n`
  })
  return `${head(known.length, offered.size)}\n${tables.join('\n')}`
}

function groupOf(infno: string): string {
  return /^\d{4}[A-Z]?$/.test(infno) ? (infno[0] ?? '') : 'other'
}

function line(row: TableRow, offered: ReadonlyMap<string, TableRow>): string {
  const own = offered.get(row['infno'] ?? '')
  const name = own?.['label'] ?? row['label'] ?? ''
  if (own === undefined) return `| ${row['infno']} | ${name} | – | not offered: ${row['not_offered']} |`
  return `| ${row['infno']} | ${name} | ${own['writes'] === 'Y' ? '✓ writes' : '✓ asks'} | ${own['effect']} |`
}

function head(known: number, offered: number): string {
  return `# Transactions 交易

Every transaction of the hospital interface that an edition prints or a client sends (${known}), and what it does here. ${offered} are offered. “writes”
leaves facts; “asks” leaves none. A transaction that is not offered, and any other number, is answered with infcode −1 and
“本平台未开通交易…”, before its content is looked at.

This file is written by \`node server/dist/hospital-interface/print-transactions.js\` from \`catalogues/interface/transactions.tsv\` and
\`known-transactions.tsv\`; \`server/src/hospital-interface/transactions-document.test.ts\` holds it to them and sends every number over HTTP.
`
}
