// 1901 字典表查询: the values of a code list as the edition of the area that is asked for prints them.
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { cell, readTable } from '../catalogue/table.js'
import { only, type Row } from './codec.js'
import { reply, type Transaction } from './message.js'

interface ListValue {
  readonly value: string
  readonly label: string
  readonly parent: string
  readonly sort: number
  readonly editions: string
  /** What an edition calls the value, where it is not the label. */
  readonly labels: Readonly<Record<string, string>>
}

/** The lists carry no date of their own: they are those of the national standard's first edition on. */
const MADE_ON = '2021-01-01'

export const findCodes: Transaction = async (message, counter) => {
  const row = only(message.input, 'data')
  const valid = validity(row)
  if (typeof valid !== 'boolean') return valid
  const list = row.text('type')
  const { rows } = await counter.database.query<ListValue>(
    'SELECT value, label, parent, sort, editions, labels FROM code_list WHERE lower(list) = lower($1) ORDER BY sort, value',
    [list],
  )
  if (rows.length === 0) return refused('unknown_list', `字典类型（type）${list.slice(0, 30)}不存在，请核对代码表名称`)
  const parent = row.text('parent_value')
  const printed = ofEdition(rows, row.text('admdvs'), message.profile.profile)
  const shown = valid ? printed.filter((one) => parent === '' || one.parent === parent) : []
  return reply({ list: shown.map((one) => listRow(list, one)) })
}

interface Edition {
  readonly prefix: string
  readonly profile: string
  readonly editions: readonly string[]
}

let kept: readonly Edition[] | undefined

/** The values that the edition of the area prints, under its own labels; a list that it does not print is given whole. */
function ofEdition(rows: readonly ListValue[], area: string, own: string): readonly ListValue[] {
  const editions = editionsOf(area, own)
  const printed = rows.filter((row) => row.editions === '' || row.editions.split(',').some((edition) => editions.includes(edition)))
  const labelled = printed.map((row) => ({ ...row, label: editions.map((edition) => row.labels[edition]).find(Boolean) ?? row.label }))
  return labelled.length > 0 ? labelled : rows
}

/** Those of the area that is asked for, of the sender's own where its province has several; else the sender's province's. */
function editionsOf(area: string, own: string): readonly string[] {
  kept ??= readTable('interface/profiles.tsv').map((one) => ({
    prefix: cell(one, 'prefix'),
    profile: cell(one, 'profile'),
    editions: cell(one, 'editions').split(','),
  }))
  const there = kept.filter(({ prefix }) => prefix !== '' && area.startsWith(prefix)).sort((a, b) => b.prefix.length - a.prefix.length)
  const ofSender = ({ profile }: Edition): boolean => profile === own
  return (there.find(ofSender) ?? there[0] ?? kept.find(ofSender) ?? kept.find(({ prefix }) => prefix === ''))?.editions ?? []
}

/** Every value of the lists is valid; whoever asks for the others gets none. */
function validity(row: Row): boolean | Refusal {
  const flag = row.text('Vali_Flag') || '1'
  if (flag !== '0' && flag !== '1') return refused('bad_input', `有效标志（valiFlag）应为0或1：${flag.slice(0, 5)}`)
  return flag === '1'
}

function listRow(list: string, { value, label, parent, sort }: ListValue) {
  return { type: list, label, value, parentValue: parent, sort, valiFlag: '1', createUser: '', createDate: MADE_ON, version: 1 }
}
