// Holds fee lines against the institution's mappings (3301) where its agency has switched that on: a line's own code must be mapped
// to the national code it is sent under, on the day of service.
import { groupedBy } from '@tongchou/domain/base/grouped-by.js'
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type { SentLine } from '../settlement/add-lines.js'
import { askedAgain } from '../settlement/settle-visits.js'
import { coversDay, type Mapping, mappingsOf } from './mapping-store.js'
import type { Counter, Message } from './message.js'

/** Told when the lines are taken, so that a message that was carried out before still gets its answer. */
export async function mappingFault(counter: Counter, message: Message, lines: readonly SentLine[]): Promise<Refusal | undefined> {
  if (!required(message)) return undefined
  const ownCodes = [...new Set(lines.map((line) => line.ownCode))]
  const stored = await askedAgain(() => mappingsOf(counter.database, message.provider.code, ownCodes))
  const mapped = groupedBy(stored, (mapping) => mapping.own_code)
  for (const line of lines) {
    const fault = faultOf(line, mapped.get(line.ownCode) ?? [])
    if (fault !== undefined) return refused('not_mapped', `流水号${line.sn}：${fault}`)
  }
  return undefined
}

/** The latest decision whose day has come counts. */
function required({ provider, reference, today }: Message): boolean {
  return reference.mappingChecks.get(provider.code)?.find((check) => check.inForce <= today)?.required ?? false
}

function faultOf(line: SentLine, mappings: readonly Mapping[]): string | undefined {
  const onDay = mappings.filter((mapping) => coversDay(mapping, line.feeDay))
  if (onDay.some((mapping) => mapping.national_code === line.code)) return undefined
  const own = line.ownCode.slice(0, 40)
  const [other] = onDay
  if (other !== undefined) return `院内编码${own}对照的是${other.national_code}，与上传的${line.code.slice(0, 40)}不一致，请核对或重新对照（3301）`
  const [once] = mappings
  if (once !== undefined) return `院内编码${own}的对照在费用发生日${line.feeDay}无效（${once.in_force}起至${once.until ?? '长期'}），请重新上传对照（3301）`
  return `院内编码${own}没有目录对照，请先用3301上传对照再传费用`
}
