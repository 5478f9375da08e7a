// Every other transaction that editions print and no chain has asked: is it offered, and if so, does it refuse an empty input in good form?

import { isNotOffered } from '../play/clerk.js'
import type { Examiner } from './examiner.js'
import { EMPTY_REFUSED } from './paper.js'

export async function walkQuestions(examiner: Examiner): Promise<void> {
  for (const infno of examiner.tables.transactions.keys()) {
    if (examiner.paper.chapter(infno).offered !== 'untried') continue
    const { reply } = await examiner.ask(infno, {})
    if (reply === undefined || isNotOffered(reply)) continue
    const says = '输入缺少必需的节点时以−1答复并说明'
    examiner.examine(infno, { what: EMPTY_REFUSED, says, section: `${infno} 输入`, holds: reply.infcode === -1, came: reply.err_msg, derived: true })
  }
}
