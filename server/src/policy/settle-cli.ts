// npm run settle -- POLICY VISIT.yaml: settles one visit and prints the statement with its steps, articles and marks. POLICY is the
// code of an area whose rules the policies folder holds, or the hash of a rule set in the database of DATABASE_URL. Nothing is stored.
import path from 'node:path'
import type { BenefitPolicy } from '@tongchou/domain/policy/benefit-policy.js'
import { accidentAnswer } from '@tongchou/domain/settlement/accident.js'
import type { Outcome } from '@tongchou/domain/settlement/outcome.js'
import { policyFor } from '@tongchou/domain/settlement/policy-for.js'
import { settle } from '@tongchou/domain/settlement/settle.js'
import { countersUsed, type UsedSoFar } from '@tongchou/domain/settlement/used-so-far.js'
import pg from 'pg'
import { PlainError } from '../database/plain-error.js'
import { checkPolicies } from './check.js'
import { ruleSetOf } from './rule-set.js'
import { articleText } from './show.js'
import { statementText } from './statement-text.js'
import { ruleSetByHash } from './store.js'
import { readVisit, type Visit } from './visit-form.js'

const FOLDER = path.resolve(import.meta.dirname, '../../../policies')
const USAGE = '用法：npm run settle -- 区划代码或规则哈希 VISIT.yaml；写法见 scenarios/example-visit.yaml，各项齐全的见 scenarios/example-visit-in-full.yaml。'

/** What is printed, and whether the visit was settled. */
interface Settled {
  readonly lines: readonly string[]
  readonly settled: boolean
}

export function settledText(versions: readonly BenefitPolicy[], { scheme, person, bill: asked, used, usedOther, accident }: Visit): Settled {
  const policy = policyFor(versions, asked)
  if ('kind' in policy) return { lines: [whyNot(policy)], settled: false }
  for (const one of [used, usedOther]) checkNames(policy, one)
  const liable = accidentAnswer(policy.accident ?? null, asked.kind, accident)
  if (liable.kind === 'refused') return { lines: [whyNot(liable)], settled: false }
  const bill = liable.kind === 'advance' ? { ...asked, advance: { against: liable.against } } : asked
  const [before, other] = [countersUsed(policy, bill, used), countersUsed(policy, bill, usedOther)]
  const outcome = settle({ versions, scheme, person, bill, counters: () => before, otherCounters: () => other })
  return outcome.kind === 'settled' ? { lines: statementText(outcome), settled: true } : { lines: [whyNot(outcome)], settled: false }
}

/** A limit or a layer that the rules do not have would count nowhere. */
function checkNames({ caps, layerOrder }: BenefitPolicy, { detail }: UsedSoFar): void {
  const wrong = (what: string, given: Readonly<Record<string, unknown>> | undefined, known: readonly string[]): void => {
    const other = Object.keys(given ?? {}).find((name) => !known.includes(name))
    if (other !== undefined) throw new PlainError(`used 里的${what}“${other}”在这套政策里没有；现有：${known.length === 0 ? '无' : known.join('、')}。`)
  }
  wrong(
    '限额',
    detail?.caps,
    caps.map(({ id }) => id),
  )
  wrong('支付层次', detail?.paid, [...layerOrder, 'large', 'assistance_tilt'])
}

function whyNot(outcome: Exclude<Outcome, { kind: 'settled' }>): string {
  if (outcome.kind === 'refused') return `不能结算：${outcome.sentence}${outcome.article === undefined ? '' : `〔${outcome.article}〕`}`
  return `尚无定论：${outcome.sentence}${outcome.from === undefined ? '' : `〔${articleText(outcome.from)}〕`}`
}

function ofFolder(area: string, visit: Visit): readonly BenefitPolicy[] {
  const { rules, faults } = checkPolicies(FOLDER)
  if (faults.length > 0) throw new PlainError(`政策文件夹有${faults.length}处问题；请先运行 npm run policy -- check 并改正。`)
  const found = rules.find((one) => one.area === area && one.scheme === visit.scheme)
  if (found !== undefined && found.versions.length > 0) return found.versions
  const known = rules.filter((one) => one.versions.length > 0).map((one) => `${one.area}（${one.scheme}）`)
  throw new PlainError(`没有区划${area}、险种${visit.scheme}的待遇规则；现有：${[...new Set(known)].join('、')}。`)
}

async function ofDatabase(hash: string, visit: Visit, url: string | undefined): Promise<readonly BenefitPolicy[]> {
  if (url === undefined || url === '') throw new PlainError('按规则哈希结算时，请在 DATABASE_URL 中给出数据库地址（postgres://用户:口令@主机:端口/库名）。')
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000, options: '-c search_path=tongchou' })
  try {
    await client.connect().catch((error: Error) => {
      throw new PlainError(`连接不上 DATABASE_URL 的数据库：${error.message}`)
    })
    const row = await ruleSetByHash(client, hash)
    if (row === undefined) throw new PlainError(`数据库里没有哈希为${hash}的规则集；请核对，或先运行 npm run policy -- publish。`)
    if (row.scheme !== visit.scheme) throw new PlainError(`这个规则集的险种是${row.scheme}，就诊文件写的是${visit.scheme}；请改成一致。`)
    return ruleSetOf(row).versions
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** What the arguments ask for; `databaseUrl` is where rules are found by their hash. */
export async function settleAsked([policy, file]: readonly string[], databaseUrl: string | undefined): Promise<Settled> {
  if (policy === undefined || file === undefined) throw new PlainError(USAGE)
  const visit = readVisit(file)
  if (!/^(\d{6}|[0-9a-f]{64})$/.test(policy)) throw new PlainError(`“${policy}”不是六位区划代码，也不是64位规则哈希。${USAGE}`)
  const versions = policy.length === 6 ? ofFolder(policy, visit) : await ofDatabase(policy, visit, databaseUrl)
  return settledText(versions, visit)
}

async function main(args: readonly string[]): Promise<number> {
  const { lines, settled } = await settleAsked(args, process.env['DATABASE_URL'])
  for (const line of lines) console.log(line)
  return settled ? 0 : 1
}

if (process.argv[1] === import.meta.filename) {
  try {
    process.exitCode = await main(process.argv.slice(2))
  } catch (error) {
    if (!(error instanceof PlainError)) throw error
    console.error(error.message)
    process.exitCode = 2
  }
}
