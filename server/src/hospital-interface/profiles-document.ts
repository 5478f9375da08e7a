// docs/profiles.md: where the printed editions and the clients of the interface differ, and how each difference is served. Made from
// catalogues/interface/profiles and the lists beside it; a test holds the committed file to them, and every row to its test.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { groupedBy } from '@tongchou/domain/base/grouped-by.js'
import { INTERFACE_FOLDER, readTable, type TableRow } from './tables.js'

export const PROFILES_FILE = path.resolve(import.meta.dirname, '../../../docs/profiles.md')

const PARTS: readonly (readonly [part: string, heading: string])[] = [
  ['address', '地址 Addresses'],
  ['gateway', '网关 Header families'],
  ['body', '报文 The body'],
  ['name', '字段名 Names of fields'],
  ['node', '节点 Nodes'],
  ['required', '必填 What is required'],
  ['length', '长度 Lengths'],
  ['time', '时间 Times'],
  ['code list', '代码表 Code lists'],
  ['file', '文件 Files'],
  ['transaction', '交易 Transactions'],
]

export function differences(folder: string = INTERFACE_FOLDER): TableRow[] {
  return readTable(path.join(folder, 'profiles/differences.tsv'))
}

export function profilesText(folder: string = INTERFACE_FOLDER): string {
  const table = (name: string): TableRow[] => readTable(path.join(folder, name))
  const said = (name: string): string => readFileSync(path.join(folder, 'profiles', name), 'utf8')
  const known = differences(folder)
  const parts = PARTS.map(([part, heading]) => {
    const rows = known.filter((row) => row['part'] === part)
    return section(heading, ['where', 'difference', 'editions', 'here', 'data', 'test'], rows.map(differenceCells))
  })
  return [
    said('preface.md').replace('{count}', String(known.length)),
    profileSection(table('profiles/profiles.tsv')),
    ...parts,
    codeSection(table('profiles/codes.tsv')),
    spellingSection(table('profiles/spellings.tsv')),
    labelSection(table('code-labels.tsv'), table('code-lists.tsv')),
    said('appendix.md'),
  ].join('\n')
}

type Cells = readonly string[]

function section(heading: string, columns: Cells, rows: readonly Cells[]): string {
  const line = (cells: Cells): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return `## ${heading}\n\n${[line(columns), line(columns.map(() => '---')), ...rows.map(line)].join('\n')}\n`
}

function differenceCells(row: TableRow): Cells {
  const tests = (row['test'] ?? '').split(' & ').map((one) => one.replace(/^(\S+) › /, '`$1` › '))
  return [row['where'] ?? '', row['difference'] ?? '', row['editions'] ?? '', row['here'] ?? '', row['data'] ? `\`${row['data']}\`` : '–', tests.join('; ')]
}

function profileSection(rows: readonly TableRow[]): string {
  const columns = ['profile', 'name', 'gateway', 'expansion', 'flat_input', 'path', 'api_name', 'remark']
  return section(
    '省级接口版本 Profiles',
    columns,
    rows.map((row) => columns.map((column) => row[column] ?? '')),
  )
}

function codeSection(rows: readonly TableRow[]): string {
  const groups = groupedBy(rows, (row) => `${row['profile']}\t${row['list']}`)
  const shown = [...groups].map(([key, codes]) => [...key.split('\t'), codes.map(codeText).join('; ')])
  return section('代码对照 Codes that a province writes otherwise', ['profile', 'list', 'nation → province'], shown)
}

const ARROWS: Readonly<Record<string, string>> = { both: '=', read: '←', reply: '→' }

function codeText(row: TableRow): string {
  const when = row['when'] ? ` where ${row['when']}` : ''
  const also = row['also'] ? `, with ${row['also']}` : ''
  return `${row['national']} ${ARROWS[row['direction'] ?? ''] ?? ''} ${row['local']}${when}${also}`
}

function spellingSection(rows: readonly TableRow[]): string {
  const columns = ['profile', 'infno', 'local', 'national', 'direction', 'source']
  return section(
    '字段别名 Names that an edition spells otherwise',
    columns,
    rows.map((row) => columns.map((column) => (row[column] === '*' ? 'every' : (row[column] ?? '')))),
  )
}

function labelSection(rows: readonly TableRow[], lists: readonly TableRow[]): string {
  const national = new Map(lists.map((row) => [`${row['list']}/${row['value']}`, row['label'] ?? '']))
  return section(
    '标签 Values that an edition calls otherwise',
    ['list', 'value', 'nation', 'edition', 'its label'],
    rows.map((row) => [row['list'] ?? '', row['value'] ?? '', national.get(`${row['list']}/${row['value']}`) ?? '', row['edition'] ?? '', row['label'] ?? '']),
  )
}
