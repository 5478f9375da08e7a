// Times as senders write them beside `yyyy-MM-dd HH:mm:ss`: digits alone, one digit for a month or an hour, a zone, milliseconds
// since 1970. All come to `yyyy-MM-dd HH:mm:ss` by the clock of China.
import { isDay } from '@tongchou/domain/base/day.js'
import { timeText } from '../http/clock.js'

const DASHED = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T]+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?)?$/
const DIGITS = /^((?:1[89]|2[01])\d{2})(\d{2})(\d{2})(?:(\d{2})(\d{2})(?:(\d{2})(?:\d{3})?)?)?$/
const ZONED = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})$/i
/** A number by itself, below nothing for a birth before 1970, or as the serializer of an older framework writes it: `/Date(1774000000000+0800)/`. */
const MILLISECONDS = /^(?:\\?\/Date\()?(\d{11,13}|-\d{7,13})(?:[+-]\d{4})?(?:\)\\?\/)?$/

/** `yyyy-MM-dd HH:mm:ss`; undefined where the text is no time. */
export function readTime(text: string): string | undefined {
  const match = DASHED.exec(text) ?? DIGITS.exec(text)
  if (match !== null) return clockTime(match)
  if (ZONED.test(text)) return instantTime(new Date(text))
  const since = MILLISECONDS.exec(text)?.[1]
  return since === undefined ? undefined : instantTime(new Date(Number(since)))
}

function clockTime(match: RegExpExecArray): string | undefined {
  const [year = '', month = '', date = '', hour = '0', minute = '0', second = '0'] = match.slice(1)
  const two = (part: string): string => part.padStart(2, '0')
  const day = `${year}-${two(month)}-${two(date)}`
  const time = `${two(hour)}:${two(minute)}:${two(second)}`
  return isDay(day) && two(hour) <= '23' && minute <= '59' && second <= '59' ? `${day} ${time}` : undefined
}

function instantTime(at: Date): string | undefined {
  return Number.isNaN(at.getTime()) ? undefined : timeText(at)
}
