// docs/profiles.md: where the printed editions and the clients of the interface differ, and how each difference is served. Made from
// catalogues/interface/profiles and the lists beside it; a test holds the committed file to them, and every row to its test.
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
  const known = differences(folder)
  const parts = PARTS.map(([part, heading]) => {
    const rows = known.filter((row) => row['part'] === part)
    return section(heading, ['where', 'difference', 'editions', 'here', 'data', 'test'], rows.map(differenceCells))
  })
  return [
    head(known.length),
    profileSection(table('profiles/profiles.tsv')),
    ...parts,
    codeSection(table('profiles/codes.tsv')),
    spellingSection(table('profiles/spellings.tsv')),
    labelSection(table('code-labels.tsv'), table('code-lists.tsv')),
    TAIL,
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

function head(count: number): string {
  return `# Province profiles 省级接口版本

The interface was printed by several provinces, and clients were written against each. The server speaks the national edition (that of 30 December
2021, as Hunan prints it in 2024); a *profile*, set for each institution, puts a province’s words into the nation’s before a message is read,
and back before its reply is written. What is right in one edition is accepted under every profile where it cannot mean something else.
${count} differences are known; each names the table of \`catalogues/interface\` that serves it and the test (\`server/src/hospital-interface\`) that proves it.

Editions: Hunan 2024 (V1.1.27, \`H27\`), Hunan 2021 (V1.3, \`H13\`), Jiangxi 2021 (\`J\`); of Guangdong, Hebei, Inner Mongolia, Chongqing, Guangxi,
Hainan, Fujian, Anhui, Sichuan and Yunnan no document is at hand: what is said of them is what their public clients send and read, and live replies
(\`O\`).

This file is written by \`node server/dist/hospital-interface/print-profiles.js\`; \`server/src/hospital-interface/profile.test.ts\` holds it to the tables.
`
}

const TAIL = `## 异地清分 What is known of 3260–3262

No printed edition has them. Their fields are known from two clients (Guangdong and Hunan), with high confidence in the names and medium in how many rows
there may be; a page has at most a hundred rows. The same source gives the form of the numbers that cross areas: a visit is \`S\`, the six digits of the area
of insurance, yyMMdd and seven digits; a settlement \`A\` and the same. Who issues them, and from which sequence, no source says. Here 3260 therefore
gives the numbers under which the institution itself registered and settled the visit (\`mdtrt_id\`, \`setl_id\`), and 3261 and 3262 take those.
`
