// `npm run simulate -- province --seed N [--cities 14 --counties 8 --months 12 --desks 4] [--until STEP] [--keep]`: proves the fund on a province's year in a database of its
// own. A failure names its seed and step; the same command makes it again.
import { parseArgs } from 'node:util'
import { PlainError } from '@tongchou/server/database/plain-error.js'
import { prepareInstallation } from '@tongchou/server/start.js'
import { databaseOfItsOwn, removeDatabase } from '../own-database.js'
import { ProofFailed } from './perform.js'
import { type ProvinceProved, proveProvince } from './province-year.js'
import { proofSite } from './site.js'

const USAGE = '用法：npm run simulate -- province --seed 种子 [--cities 14 --counties 8 --months 12 --desks 4] [--until 步号] [--keep]。'

const OPTIONS = {
  seed: { type: 'string', default: '1' },
  cities: { type: 'string', default: '14' },
  counties: { type: 'string', default: '8' },
  months: { type: 'string', default: '12' },
  desks: { type: 'string' },
  until: { type: 'string' },
  keep: { type: 'boolean', default: false },
} as const

function asked(args: readonly string[]) {
  const { values } = parseArgs({ options: OPTIONS, args: [...args] })
  const within = (text: string, low: number, high: number): number => {
    const number = Number(text)
    if (!Number.isSafeInteger(number) || number < low || number > high) throw new PlainError(USAGE)
    return number
  }
  const cities = within(values.cities, 1, 90)
  return {
    ...{ seed: within(values.seed, 0, Number.MAX_SAFE_INTEGER), cities, counties: within(values.counties, 1, 70), months: within(values.months, 1, 12) },
    // A quarter of the cities, so that a whole province's year stays a matter of minutes.
    desks: within(values.desks ?? String(Math.ceil(cities / 4)), 0, 90),
    ...(values.until === undefined ? {} : { until: within(values.until, 1, Number.MAX_SAFE_INTEGER) }),
    keep: values.keep,
  }
}

export async function provinceCommand(args: readonly string[]): Promise<void> {
  const request = asked(args)
  const installation = await prepareInstallation(process.env)
  const own = await databaseOfItsOwn(installation, false)
  const site = proofSite(own.adminUrl, own.key)
  const began = Date.now()
  try {
    const proved = await proveProvince(site, { ...request, months: monthsUpTo(request.months), progress: (line) => console.log(line) })
    if (proved.digest === '') console.log(`已做到第 ${proved.counts.steps} 步，到此为止各项核对都成立。`)
    else told(proved, Date.now() - began)
  } catch (error) {
    if (!(error instanceof ProofFailed)) throw error
    const { seed, cities, counties, months, desks } = request
    const again = `npm run simulate -- province --seed ${seed} --cities ${cities} --counties ${counties} --months ${months} --desks ${desks} --until ${error.step}`
    throw new PlainError(`${error.message}\n再现：${again}`)
  } finally {
    await site.end()
    if (request.keep) {
      await own.databases.end()
      console.log(`数据库留存：${new URL(own.adminUrl).pathname.slice(1)}`)
    } else await removeDatabase(installation, own)
    await installation.stop()
  }
}

function monthsUpTo(last: number): number[] {
  return Array.from({ length: last }, (_, i) => i + 1)
}

function told({ counts, replayedFacts, digest }: ProvinceProved, milliseconds: number): void {
  console.log(
    `${counts.steps} 步（其中岗位在系统中办理 ${counts.acts} 次）、${counts.facts} 项事实、${counts.checks} 次核对全部成立，用时 ${Math.round(milliseconds / 1000)} 秒。`,
  )
  console.log(
    `断开写入 ${counts.killed} 次，提交后失去应答 ${counts.answersLost} 次，重启 ${counts.restarts} 次，错误文件 ${counts.wrongFiles} 份，重复提交 ${counts.twice} 次：账上都没有留下痕迹。`,
  )
  console.log(
    `财政补助未按月到位 ${counts.lateSubsidies} 次，银行退票或未付成 ${counts.bounced} 笔，结算撤销 ${counts.cancelled} 笔，凭证红字冲销 ${counts.redLetters} 张：账上都对得清。`,
  )
  console.log(`政策经起草、测算、审批改变 ${counts.policies} 次；经医院接口结算 ${counts.settled} 笔，其中 ${counts.underNewRules} 笔按新政策，逐笔重算一致。`)
  console.log(`重放 ${replayedFacts} 项事实，账簿一致到分；摘要 ${digest}。`)
}
