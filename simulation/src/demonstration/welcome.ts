// What the person who started the demonstration reads: where it is, who may sign in, what to try; Chinese and English, one screen.
import path from 'node:path'
import type { DemonstrationFile } from '../city/demonstration-file.js'
import type { ExampleMessages } from './example-messages.js'

export function welcome(address: string, file: DemonstrationFile, examples: ExampleMessages | undefined): string {
  const shown = file.officers.accounts.filter((account) => account.shown === 'yes')
  return [
    '',
    `  统筹 Tongchou  ${address}`,
    '  演示城市：人员、机构、账单均为虚构。 A demonstration city; every person, provider and bill is made up.',
    '',
    `  演示账号 accounts（密码 password: ${file.officers.password}）`,
    ...shown.map(({ account, name }) => `    ${account.padEnd(16)}${name}`),
    ...(examples === undefined ? [] : tryLines(address, examples)),
    '',
    '  停止 stop: Ctrl-C。再次 npm start 直接启动，数据保留。 Data stay for the next start.',
    '',
  ].join('\n')
}

function tryLines(address: string, { person, files }: ExampleMessages): string[] {
  const url = `${address}/fsi/api/rsfComIfsService/callService`
  const curl = (file: string): string => `    curl -s -H 'Content-Type: application/json' --data @${nearby(file)} ${url}`
  return [
    '',
    `  试一试 try: ${person.name}（职工参保人，证件号以 00 开头，非真实）在药店`,
    '    读取人员 read the person (1101):',
    curl(files.read),
    '    购药结算 settle a purchase (2102)；同一报文再发一次，答复相同，不会重复结算 the same message again settles nothing twice:',
    curl(files.settle),
  ]
}

/** Relative where that is shorter to read. */
function nearby(file: string): string {
  const relative = path.relative(process.cwd(), file)
  return relative.startsWith('..') ? file : relative
}
