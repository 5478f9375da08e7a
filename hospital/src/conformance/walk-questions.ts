// Every other transaction that editions print: is it offered, and if so, does it refuse an empty input in good form? Questions that
// need nothing but what the suite knows are asked as well, and their replies checked against the tables.

import { isNotOffered } from '../play/clerk.js'
import type { Json } from '../wire/envelope.js'
import type { Examiner } from './examiner.js'

export async function walkQuestions(examiner: Examiner): Promise<void> {
  for (const infno of examiner.tables.transactions.keys()) {
    if (examiner.paper.chapter(infno).offered !== 'untried') continue
    const { reply } = await examiner.ask(infno, {})
    if (reply === undefined || isNotOffered(reply)) continue
    const says = '输入缺少必需的节点时以−1答复并说明'
    examiner.examine(infno, { what: '空输入拒绝', says, section: `${infno} 输入`, holds: reply.infcode === -1, came: reply.err_msg, derived: true })
    const question = questions(examiner)[infno]
    if (question !== undefined) await examiner.ask(infno, question)
  }
}

function questions(examiner: Examiner): Readonly<Record<string, Json>> {
  const person = examiner.centre.persons[0]
  const day = examiner.now.slice(0, 10)
  const period = { begntime: `${day.slice(0, 4)}-01-01 00:00:00`, endtime: `${day} 23:59:59` }
  const code = { type: 'insutype', parent_value: '', parentValue: '', admdvs: examiner.centre.area, date: day, Vali_Flag: '1', valiFlag: '1' }
  const paged = { query_date: day, page_num: 1, page_size: 10, updt_time: '2000-01-01 00:00:00' }
  return {
    '1301': { data: { ver: '0' } },
    '1312': { data: paged },
    '1318': { data: paged },
    '1319': { data: paged },
    '1901': { data: code },
    '5201': { data: { psn_no: person?.psn_no ?? '', med_type: examiner.profile.med_types.outpatient, mdtrt_id: '', ...period } },
    '5206': { data: { psn_no: person?.psn_no ?? '', cum_ym: day.slice(0, 7).replace('-', '') } },
    '5301': { data: { psn_no: person?.psn_no ?? '' } },
    '5302': { data: { psn_no: person?.psn_no ?? '', biz_appy_type: '03' } },
    '5303': { data: { psn_no: person?.psn_no ?? '', ...period } },
    '5304': { data: { psn_no: person?.psn_no ?? '', ...period } },
  }
}
