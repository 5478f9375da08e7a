// A table of bands must answer for every amount from the first fen on: no hole, no overlap, no band that no amount can reach.
import { type Fen, yuanText } from '../base/money.js'
import type { Band } from './benefit-policy.js'

/** What is wrong with a table, one sentence each. `least`: the smallest deductible, where bands count from the first fen of cost. */
export function bandFindings(table: readonly Band[], least: Fen): readonly string[] {
  const said: string[] = []
  const [first] = table
  if (first === undefined) return ['没有任何分段；请至少写一段，或写 { awaiting: 谁 }。']
  if (first.fromFen > least) said.push(`第1段从${yuanText(first.fromFen)}元才开始，之前的费用没有比例；请从 0 开始。`)
  table.forEach((band, index) => {
    const next = table[index + 1]
    const at = index + 1
    if (band.toFen !== null && band.toFen <= band.fromFen) said.push(`第${at}段的 to 不大于 from，没有费用落得进去；请更正。`)
    if (band.toFen !== null && band.toFen <= least)
      said.push(`第${at}段止于${yuanText(band.toFen)}元，不高于起付线${yuanText(least)}元，没有费用落得进去；请删去或更正。`)
    if (next === undefined) {
      if (band.toFen !== null) said.push(`最后一段止于${yuanText(band.toFen)}元，以上的费用没有比例；请写 to: none，封顶另写最高支付限额。`)
    } else said.push(...betweenFindings(band, next, at))
  })
  return said
}

function betweenFindings(band: Band, next: Band, at: number): readonly string[] {
  if (band.toFen === null) return [`第${at}段没有上限，第${at + 1}段没有费用落得进去；请给第${at}段写 to。`]
  if (band.toFen < next.fromFen) return [`第${at}段与第${at + 1}段之间有空档（${yuanText(band.toFen)}元至${yuanText(next.fromFen)}元）；请首尾相接。`]
  return band.toFen > next.fromFen ? [`第${at}段与第${at + 1}段重叠（${yuanText(next.fromFen)}元至${yuanText(band.toFen)}元）；请首尾相接。`] : []
}
