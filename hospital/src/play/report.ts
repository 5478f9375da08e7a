// What the person at the screen reads: a line while it plays, and a report at the end.
import type { Played } from './play.js'
import { percentile, type Tally } from './tally.js'

export function progressLine(tally: Tally, seconds: number): string {
  const faults = sum(tally.faults.values())
  const rate = seconds > 0 ? (tally.settlements / seconds).toLocaleString('en-US', { maximumFractionDigits: 1 }) : '0'
  return `${Math.round(seconds)} s  报文 ${tally.messages}  结算 ${tally.settlements}（${rate}/s）  异常 ${faults}`
}

export function reportText({ tally, seconds, institutions, days }: Played): string {
  const faults = [...tally.faults].sort((a, b) => b[1] - a[1])
  return [
    `${institutions} 家机构，${days} 个工作日，用时 ${Math.round(seconds)} 秒：报文 ${tally.messages} 条（${perSecond(tally.messages, seconds)}/s），结算 ${tally.settlements} 笔（${perSecond(tally.settlements, seconds)}/s）`,
    '',
    ...transactionTable(tally),
    '',
    '| 分钟 | 报文 | 结算 |',
    '|--:|--:|--:|',
    ...tally.minutes.map(({ messages, settlements }, at) => `| ${at + 1} | ${messages} | ${settlements} |`),
    '',
    ...[...tally.notes].map((note) => `注：${note}`),
    ...(faults.length === 0 ? ['没有意外的答复。'] : ['意外的答复：', ...faults.map(([sentence, many]) => `  ${many} × ${sentence}`)]),
  ].join('\n')
}

export function transactionTable(tally: Tally): string[] {
  const rows = [...tally.transactions].sort(([a], [b]) => (a < b ? -1 : 1))
  return [
    '| 交易 | 报文 | 重发 | 拒绝 | p50 ms | p99 ms |',
    '|---|--:|--:|--:|--:|--:|',
    ...rows.map(
      ([infno, { count, resent, refused, histogram }]) =>
        `| ${infno} | ${count} | ${resent} | ${refused} | ${shown(percentile(histogram, 0.5))} | ${shown(percentile(histogram, 0.99))} |`,
    ),
  ]
}

function perSecond(count: number, seconds: number): string {
  return shown(count / Math.max(seconds, 0.001))
}

function shown(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: 1, useGrouping: false })
}

function sum(values: Iterable<number>): number {
  let all = 0
  for (const value of values) all += value
  return all
}
