// 3103 事前事中服务反馈: what the doctor did with each finding, and why. A finding may be answered again; the latest answer rules.
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { findMessage, type NewAnswer, ownFindings, saveAnswers } from '../supervision/review-store.js'
import { only, type Row } from './codec.js'
import { reply, type Transaction } from './message.js'
import { someRows } from './nested-rows.js'

const STAGES: Readonly<Record<string, 'pre' | 'mid'>> = { '1': 'pre', '2': 'mid' }
/** 1 继续执行医嘱, 2 返回修改医嘱. */
const DECISIONS: Readonly<Record<string, NewAnswer['decision']>> = { '1': 'continued', '2': 'amended' }

export const answerFindings: Transaction = async (message, counter) => {
  const data = only(message.input, 'data')
  const rows = someRows(message, counter, data, 'warns', '处理数据')
  if (isRefusal(rows)) return rows
  const stage = STAGES[data.text('warn_type')]
  if (stage === undefined) return refused('bad_input', `反馈类型（warn_type）应为1事前或2事中：${data.text('warn_type').slice(0, 6)}`)
  const { institution, infno, msgid, hash } = message.key
  const before = await findMessage(counter.database, institution, infno, msgid)
  if (before !== undefined) {
    if (before.hash.equals(hash)) return reply({})
    return refused('message_reused', '该发送方报文ID（msgid）已用于另一次反馈，本次内容不同，未受理；请换新的msgid重发')
  }
  const answers = answersOf(rows)
  if (isRefusal(answers)) return answers
  const own = await ownFindings(
    counter.database,
    institution,
    stage,
    answers.map((one) => BigInt(one.finding)),
  )
  const strange = answers.find((one) => !own.has(BigInt(one.finding)))
  if (strange !== undefined) {
    return refused(
      'unknown_finding',
      `违规标识（warn_rslt_id）${strange.finding}不是本机构${stage === 'pre' ? '事前' : '事中'}审核的结果（取3101、3102返回的jr_id），请核对`,
    )
  }
  const { now, operator, operatorName } = message
  await saveAnswers(counter.database, { institution, infno, msgid, hash, stage, now, operator, operatorName }, answers)
  return reply({})
}

function answersOf(rows: readonly Row[]): readonly NewAnswer[] | Refusal {
  const answers: NewAnswer[] = []
  for (const row of rows) {
    const finding = row.text('warn_rslt_id')
    const decision = DECISIONS[row.text('dspo_way')]
    if (decision === undefined) return refused('bad_input', `处理方式（dspo_way）应为1继续执行或2返回修改：${row.text('dspo_way').slice(0, 6)}`)
    if (!/^\d{1,18}$/.test(finding)) return refused('unknown_finding', `违规标识（warn_rslt_id）${finding.slice(0, 40)}不存在，应取3101、3102返回的jr_id`)
    answers.push({ finding, decision, reason: row.text('dspo_way_rea').slice(0, 500) })
  }
  return answers
}
