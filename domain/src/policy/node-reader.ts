// Reads nodes of a policy document into values and collects every fault on the way: a reader never stops at the first one.
// A reader that found a fault answers undefined; whoever asked leaves the value out.
import { isDay } from '../base/day.js'
import { type Fen, fenOfYuan, type Ratio, ratioOf } from '../base/money.js'
import type { OrAwaiting } from './benefit-policy.js'
import type { Citation } from './citation.js'
import type { PolicyEntry, PolicyFault, PolicyNode } from './document.js'

/** Where a value is read: its file, its article, and the list that takes the faults. */
export interface Reading {
  readonly file: string
  readonly from: Citation
  readonly faults: PolicyFault[]
}

export type Reader<T> = (node: PolicyNode, reading: Reading) => T | undefined

export function wrong(reading: Reading, line: number, sentence: string): undefined {
  reading.faults.push({ file: reading.file, line, sentence })
  return undefined
}

export const text: Reader<string> = (node, reading) =>
  node.kind === 'text' ? node.text : wrong(reading, node.line, '此处应写一个文字或数字，不是列表或表格。')

export const yuan: Reader<Fen> = (node, reading) => {
  const fen = node.kind === 'text' ? fenOfYuan(node.text) : undefined
  return fen ?? wrong(reading, node.line, `${shown(node)}不是金额；请写以元为单位、至多两位小数的数，如 200 或 1234.50。`)
}

export const ratio: Reader<Ratio> = (node, reading) => {
  const read = node.kind === 'text' ? ratioOf(node.text) : undefined
  return read ?? wrong(reading, node.line, `${shown(node)}不是比例；请写小数或百分数，如 0.85 或 85%。`)
}

/** A ratio between 0 and 1. */
export const share: Reader<Ratio> = (node, reading) => {
  const read = ratio(node, reading)
  if (read === undefined) return undefined
  return read.num >= 0n && read.num <= read.den ? read : wrong(reading, node.line, `比例${shown(node)}应在 0 与 1 之间。`)
}

export const whole: Reader<number> = (node, reading) => {
  if (node.kind === 'text' && /^\d{1,4}$/.test(node.text)) return Number(node.text)
  return wrong(reading, node.line, `${shown(node)}不是整数。`)
}

export const yesNo: Reader<boolean> = (node, reading) => {
  const word = node.kind === 'text' ? node.text : ''
  if (word === 'yes' || word === 'true') return true
  if (word === 'no' || word === 'false') return false
  return wrong(reading, node.line, `${shown(node)}应写 yes 或 no。`)
}

export const day: Reader<string> = (node, reading) => {
  if (node.kind === 'text' && isDay(node.text)) return node.text
  return wrong(reading, node.line, `${shown(node)}不是日期；请写成 2021-01-01 的样子。`)
}

export function oneOf<const T extends string>(words: readonly T[]): Reader<T> {
  return (node, reading) => {
    const found = node.kind === 'text' ? words.find((word) => word === node.text) : undefined
    return found ?? wrong(reading, node.line, `${shown(node)}不在可用的词之内；可用：${words.join('、')}。`)
  }
}

export function listOf<T>(item: Reader<T>): Reader<T[]> {
  return (node, reading) => {
    if (node.kind !== 'list') return wrong(reading, node.line, '此处应写一个列表，如 [a, b]。')
    const read = node.items.map((child) => item(child, reading))
    return read.every((value) => value !== undefined) ? (read as T[]) : undefined
  }
}

/** A map whose keys are free words, such as levels of providers. */
export function tableOf<T>(value: Reader<T>): Reader<Record<string, T>> {
  return (node, reading) => {
    if (node.kind !== 'map') return wrong(reading, node.line, '此处应写一个对照表，如 { "1": 200, "2": 500 }。')
    const read = node.entries.map((entry) => [entry.key, value(entry.value, reading)] as const)
    return read.every(([, figure]) => figure !== undefined) ? (Object.fromEntries(read) as Record<string, T>) : undefined
  }
}

/** A figure, or `{ awaiting: 谁 }` where the document leaves it to somebody. */
export function orAwaiting<T>(figure: Reader<T>): Reader<OrAwaiting<T>> {
  return (node, reading) => {
    const by = node.kind === 'map' ? node.entries.find(({ key }) => key === 'awaiting') : undefined
    if (by === undefined) return figure(node, reading)
    const who = text(by.value, reading)
    return who === undefined ? undefined : { awaiting: who }
  }
}

/** A figure, or the word `none`. */
export function orNone<T>(figure: Reader<T>): Reader<{ readonly value: T | null }> {
  return (node, reading) => {
    if (node.kind === 'text' && node.text === 'none') return { value: null }
    const value = figure(node, reading)
    return value === undefined ? undefined : { value }
  }
}

export function shown(node: PolicyNode): string {
  return node.kind === 'text' ? `“${node.text}”` : '此处的内容'
}

export function entryOf(node: PolicyNode, key: string): PolicyEntry | undefined {
  return node.kind === 'map' ? node.entries.find((entry) => entry.key === key) : undefined
}
