// npm run policy -- check [folder] | publish [folder] [--with-stand-ins] | show [area] [scheme] [day] | compare area area [scheme] [day]
//   check    says every fault of the policy files with file and line, or what they compose to
//   publish  stores texts and rules in the database of DATABASE_URL; documents without a number only for a demonstration
//   compare  prints two areas, or two days of one (area@day), side by side as a Markdown table
//   show     prints the figures in force with their articles and marks
import { userInfo } from 'node:os'
import path from 'node:path'
import { faultText } from '@tongchou/domain/policy/document.js'
import pg from 'pg'
import { PlainError } from '../database/plain-error.js'
import { checkPolicies } from './check.js'
import { comparison } from './compare.js'
import { publishPolicies } from './publish.js'
import { shownRules } from './show.js'

const FOLDER = path.resolve(import.meta.dirname, '../../../policies')

function check(folder: string): number {
  const { faults, rules, documents } = checkPolicies(folder)
  for (const fault of faults) console.log(faultText(fault))
  if (faults.length > 0) {
    console.log(`共${faults.length}处问题，请改正后再发布。`)
    return 1
  }
  for (const { area, scheme, versions, pooling } of rules) {
    for (const { inForce, until, benefits } of versions) {
      console.log(`${area} ${scheme} 待遇 ${inForce} 至 ${until ?? '今后'}：${Object.keys(benefits).join('、')}`)
    }
    for (const { inForce, until, gap } of pooling)
      console.log(`${area} ${scheme} 基金 ${inForce} 至 ${until ?? '今后'}：缺口责任${gap === null ? '未定' : gap.kind}`)
  }
  console.log(`${documents.length}份文件，没有问题。`)
  return 0
}

const STAND_INS = '--with-stand-ins'

async function publish(folder: string, standIns: boolean): Promise<number> {
  const url = process.env['DATABASE_URL']
  if (url === undefined || url === '') throw new PlainError('请在 DATABASE_URL 中给出数据库地址（postgres://用户:口令@主机:端口/库名）。')
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 })
  try {
    await client.connect()
    await client.query('SET search_path = tongchou; SET ROLE tongchou_owner; BEGIN')
    const { newDocuments, newRuleSets, ruleSets, kept } = await publishPolicies(client, folder, userInfo().username, { standIns })
    await client.query('COMMIT')
    for (const { area, scheme, hash, versions } of ruleSets) console.log(`${area} ${scheme} ${versions}个版本 ${hash}`)
    for (const file of kept) console.log(`${file} 已在系统里改过并发布，以数据库为准，文件夹里的文本没有采用。`)
    if (!standIns) console.log(`没有文号的代用资料（status: stand_in）没有发布；只为演示时，请加 ${STAND_INS}。`)
    console.log(`新文件${newDocuments}份，新规则集${newRuleSets}个。`)
    return 0
  } finally {
    await client.end().catch(() => undefined)
  }
}

async function main([command, ...rest]: readonly string[]): Promise<number> {
  if (command === 'check') return check(path.resolve(rest[0] ?? FOLDER))
  if (command === 'publish') return publish(path.resolve(rest.find((word) => word !== STAND_INS) ?? FOLDER), rest.includes(STAND_INS))
  if (command === 'show') {
    for (const line of shownRules(checkPolicies(FOLDER).rules, { area: rest[0], scheme: rest[1], day: rest[2] })) console.log(line)
    return 0
  }
  if (command === 'compare') {
    for (const line of comparison(checkPolicies(FOLDER).rules, rest, new Date().toISOString().slice(0, 10))) console.log(line)
    return 0
  }
  throw new PlainError(
    '用法：npm run policy -- check [文件夹] | publish [文件夹] [--with-stand-ins] | show [区划] [险种] [日期] | compare 区划[@日期] 区划[@日期] [险种] [日期]',
  )
}

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  if (!(error instanceof PlainError)) throw error
  console.error(error.message)
  process.exitCode = 1
}
