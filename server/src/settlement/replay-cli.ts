// npm run replay -- PERSON_NUMBER SETTLEMENT | --sample N [--seed S]: settles stored bills again from their receipts and the rules that
// they name. DATABASE_URL names the database, else the data folder (TONGCHOU_DATA). Ends with 1 on a difference, 2 when nothing was asked properly.
import { randomInt } from 'node:crypto'
import { PlainError } from '../database/plain-error.js'
import { personNumber, personOf } from '../enrolment/person-number.js'
import type { Queryable } from '../policy/store.js'
import { printReport, type Report } from '../print-report.js'
import { poolToServe } from '../start.js'
import { replayStored, sampleBills } from './replay-stored.js'
import { ENGINE } from './settle-bill.js'

const USAGE = '用法：npm run replay -- 人员编号 结算编号，或 npm run replay -- --sample 张数 [--seed 种子]。'

type Work = (db: Queryable, pool: string) => Promise<Report>

/** What the arguments ask for; a fault in them is told before any database is opened. */
export function replayAsked(args: readonly string[]): Work {
  const [first, second, third, fourth, ...more] = args
  if (first === '--sample' && more.length === 0 && (third === undefined || third === '--seed')) {
    const seed = third === undefined ? BigInt(randomInt(2 ** 47)) : wholeNumber('--seed', fourth)
    const count = wholeNumber('--sample', second)
    return (db, pool) => sample(db, pool, count, seed)
  }
  if (!/^\d{20}$/.test(first ?? '') || !/^\d{1,18}$/.test(second ?? '') || third !== undefined) throw new PlainError(USAGE)
  return (db, pool) => one(db, personOf(pool, first ?? ''), BigInt(second ?? '0'))
}

function wholeNumber(name: string, text: string | undefined): bigint {
  if (text === undefined || !/^\d{1,15}$/.test(text) || (name === '--sample' && /^0+$/.test(text))) throw new PlainError(`${name} 后面应写一个正整数。${USAGE}`)
  return BigInt(text)
}

async function one(db: Queryable, person: bigint | undefined, settlement: bigint): Promise<Report> {
  if (person === undefined) throw new PlainError('这个人员编号不属于本统筹区；请核对前六位。')
  const replay = await replayStored(db, person, settlement)
  if (replay.kind === 'not_possible') throw new PlainError(replay.sentence)
  const { head } = replay
  const engine = head.engine === ENGINE ? ENGINE : `${head.engine}，重算用${ENGINE}`
  const about = `结算单${settlement}：${head.settled_on}结算，规则${head.rule_hash.slice(0, 12)}，引擎${engine}`
  return {
    lines: [about, replay.kind === 'equal' ? '一致：逐项金额和累计与当时相同。' : `不一致，第一处：${replay.sentence}。`],
    code: replay.kind === 'equal' ? 0 : 1,
  }
}

async function sample(db: Queryable, pool: string, count: bigint, seed: bigint): Promise<Report> {
  const lines = [`种子 ${seed}`]
  const counts = { equal: 0, differs: 0, not_possible: 0 }
  for (const { person, settlement } of await sampleBills(db, Number(count), seed)) {
    const replay = await replayStored(db, person, settlement)
    counts[replay.kind] += 1
    if (replay.kind === 'differs') lines.push(`${personNumber(pool, person)} ${settlement} 不一致：${replay.sentence}`)
    if (replay.kind === 'not_possible') lines.push(`结算单${settlement} 不能重算：${replay.sentence}`)
  }
  lines.push(`重算${counts.equal + counts.differs + counts.not_possible}张：一致${counts.equal}，不一致${counts.differs}，不能重算${counts.not_possible}。`)
  return { lines, code: counts.differs + counts.not_possible > 0 ? 1 : 0 }
}

if (process.argv[1] === import.meta.filename) {
  await printReport(async () => {
    const work = replayAsked(process.argv.slice(2))
    return async (databases) => work(databases.batch, await poolToServe(process.env, databases))
  })
}
