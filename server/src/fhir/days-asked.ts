// Days of a search: a year, a month or a day, alone or with a prefix; several hold at once.
import { type Day, dayOf, daysAfter, isDay, lastOfMonth } from '@tongchou/domain/base/day.js'
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'

export interface Days {
  readonly from?: Day
  readonly to?: Day
}

export function daysAsked(texts: readonly string[]): Days | Refusal {
  let days: Days = {}
  for (const text of texts.filter((one) => one !== '')) {
    const one = daysOf(text)
    if (one === undefined) return refused('bad_input', 'created应为年、年-月或日期，可加前缀eq、ge、gt、le、lt，如ge2026-03-01')
    days = both(days, one)
  }
  return days
}

/** What a partial date begins and ends with. */
function daysOf(text: string): Days | undefined {
  const [, prefix = 'eq', year, month = '', day = ''] = /^(eq|ge|gt|le|lt)?(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(text) ?? []
  if (year === undefined) return undefined
  const first = `${year}-${month || '01'}-${day || '01'}`
  if (!isDay(first)) return undefined
  const last = day !== '' ? first : month !== '' ? lastOfMonth(first) : dayOf(Number(year), 12, 31)
  const bounds: Readonly<Record<string, Days>> = {
    eq: { from: first, to: last },
    ge: { from: first },
    gt: { from: daysAfter(last, 1) },
    le: { to: last },
    lt: { to: daysAfter(first, -1) },
  }
  return bounds[prefix]
}

function both(a: Days, b: Days): Days {
  const from = a.from === undefined || (b.from !== undefined && b.from > a.from) ? b.from : a.from
  const to = a.to === undefined || (b.to !== undefined && b.to < a.to) ? b.to : a.to
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }
}
