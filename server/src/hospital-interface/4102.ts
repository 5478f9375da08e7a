// 4102 医疗保障基金结算清单信息状态修改: the institution submits lists (0→1, 3→1) or takes failed ones back (3→0); all of a message or none.
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type pg from 'pg'
import { personOf } from '../enrolment/person-number.js'
import type { Row } from './codec.js'
import { faultsOfList, insertListStep, type ListState, type ListStep, type StoredList, standingList } from './list-store.js'
import { type Counter, type Message, reply, type Transaction } from './message.js'
import { oneAtATime, recordOnce } from './record-once.js'

const MOST = 200
const STATES: Readonly<Record<ListState, string>> = { '0': '未提交', '1': '已提交', '2': '审核通过', '3': '审核未通过' }
const STEPS: Readonly<Record<string, ListStep>> = { '01': 'submitted', '31': 'submitted', '30': 'withdrawn' }

export const changeListState: Transaction = async (message, counter) => {
  const rows = message.input['stastinfo'] ?? []
  if (rows.length > MOST) return refused('bad_input', `一次最多修改${MOST}份清单，请分次办理`)
  const recorded = await recordOnce(counter, message, null, async (client) => {
    for (const row of rows) {
      const fault = await stepOn(client, counter, message, row)
      if (fault !== undefined) return fault
    }
    return undefined
  })
  return isRefusal(recorded) ? recorded : reply({}, recorded)
}

async function stepOn(client: pg.ClientBase, counter: Counter, message: Message, row: Row): Promise<Refusal | undefined> {
  const text = row.text('setl_id')
  await oneAtATime(client, `list/${text}`)
  const list = /^\d{1,18}$/.test(text) ? await standingList(client, message.provider.code, BigInt(text)) : undefined
  const other = row.has('psn_no') && personOf(counter.pool, row.text('psn_no')) !== list?.person
  if (list === undefined || other) return refused('unknown_list', `结算ID（setl_id）${text.slice(0, 20)}没有该人员的结算清单，请先用4101上传`)
  const kind = STEPS[`${list.state}${row.text('stas_type')}`]
  if (kind === undefined) return notAllowed(text, list.state, row.text('stas_type'))
  const fault = kind === 'submitted' ? await unfit(client, text, list) : undefined
  if (fault !== undefined) return fault
  await insertListStep(client, list, { kind, officer: null, reason: '', now: message.now })
  return undefined
}

function notAllowed(settlement: string, state: ListState, wanted: string): Refusal {
  if (wanted !== '0' && wanted !== '1') return refused('bad_input', `状态（stas_type）应为0未提交或1提交：${wanted.slice(0, 5)}`)
  const now = `结算ID${settlement}的清单${STATES[state]}`
  if (state === '2') return refused('list_passed', `${now}，不能再修改状态`)
  return refused('list_state', `${now}，不能改为${STATES[wanted]}；可办理：未提交→提交，审核未通过→提交或未提交`)
}

/** Errors keep a list from being submitted, and the end of its bill; warnings do not. */
async function unfit(client: pg.ClientBase, settlement: string, list: StoredList): Promise<Refusal | undefined> {
  const { rows } = await client.query('SELECT 1 FROM settlement c WHERE c.person = $1 AND c.cancels = $2', [list.person, list.settlement])
  if (rows.length > 0) return refused('cancelled_already', `结算ID${settlement}已撤销，其清单不能提交；请按重新办理的结算上传清单`)
  if (list.errors === 0) return undefined
  const first = (await faultsOfList(client, list)).find((fault) => fault.level === 'error')
  return refused('list_faulty', `结算ID${settlement}的清单有${list.errors}处错误，请改正后重新上传（4101）再提交：${first?.sentence ?? ''}`)
}
