// A settled stay, and everything that is asked of it or handed in about it: queries (5201–5304) and the settlement list (4101–4105).
// It is settled by the transactions with an A where the centre has them, and undone again.
import type { Person } from '../centre.js'
import { type Charge, feeLines, totalOf } from '../messages/charge.js'
import { cancelSettlement, settlement } from '../messages/settle.js'
import { admit, discharge, findPerson, visitOnly } from '../messages/visit.js'
import { type Json, rowOf, rowsOf, textOf } from '../wire/envelope.js'
import { needed, whole } from './check-whole.js'
import type { Examiner } from './examiner.js'
import { type Settled, walkLists } from './walk-lists.js'

export async function walkBill(examiner: Examiner): Promise<void> {
  const { centre, profile, now: at, hospital } = examiner
  const [item] = centre.items
  if (hospital === undefined || item === undefined) return
  const person = examiner.nextPerson()
  const medType = profile.med_types.inpatient
  const diagnosis = centre.diagnoses[0] ?? { code: 'J18.900', name: '肺炎' }
  const base = rowOf(await examiner.accepted('1101', findPerson(person)), 'baseinfo')
  const visit = textOf(rowOf(await examiner.accepted('2401', admit(person, 'ZY-C3', medType, diagnosis, at)), 'result')['mdtrt_id'])
  const charges: Charge[] = [{ sn: 'L1', item, count: 2 }]
  const lines = rowsOf(await examiner.accepted('2301', feeLines(charges, { person, visit, medType, at })), 'result')
  await inBed(examiner, person)
  await examiner.accepted('2402', discharge(person, visit, diagnosis, at))
  const ask = settlement({ person, visit, medType, total: totalOf(charges), useAccount: false })
  await whole(examiner, '2303A', ask)
  const bill = (await whole(examiner, '2304A', ask))?.output ?? (await examiner.accepted('2304', ask))
  const settled: Settled = { person, visit, bill: rowOf(bill, 'setlinfo'), detail: rowsOf(bill, 'setldetail'), lines, base, diagnosis, medType }
  await questions(examiner, settled)
  await walkLists(examiner, settled)
  await examiner.accepted('2305', cancelSettlement(person, visit, textOf(settled.bill['setl_id'])))
  await examiner.accepted('2405', visitOnly(person, visit))
  await examiner.accepted('2302', { data: [{ feedetl_sn: '0000', mdtrt_id: visit, psn_no: person.psn_no }] })
  await examiner.accepted('2404', visitOnly(person, visit))
}

function periodOf({ now }: Examiner): { begntime: string; endtime: string } {
  return { begntime: `${now.slice(0, 10)} 00:00:00`, endtime: `${now.slice(0, 10)} 23:59:59` }
}

async function inBed(examiner: Examiner, person: Person): Promise<void> {
  const asked = await needed(examiner, '5303', { data: { psn_no: person.psn_no, ...periodOf(examiner) } })
  const there = Object.values(asked.output).some((rows) => Array.isArray(rows) && rows.some((row) => row?.['psn_no'] === person.psn_no))
  examiner.examine('5303', { what: '在院的人被列出', says: '已入院未出院的人', section: '5303', holds: there })
}

async function questions(examiner: Examiner, { person, visit, bill, medType }: Settled): Promise<void> {
  const day = examiner.now.slice(0, 10)
  const of = { psn_no: person.psn_no, mdtrt_id: visit }
  const about = (more: Json): Json => ({ data: { psn_no: person.psn_no, ...more } })
  const stranger = (more: Json): Json => ({ data: { ...more, psn_no: '0' } })
  const asked: readonly (readonly [string, Json])[] = [
    ['5201', { ...of, med_type: medType, ...periodOf(examiner) }],
    ['5202', of],
    ['5203', { ...of, setl_id: bill['setl_id'] }],
    ['5204', { ...of, setl_id: bill['setl_id'] }],
    ['5205', periodOf(examiner)],
    ['5206', { cum_ym: day.slice(0, 7).replace('-', '') }],
    ['5301', {}],
    ['5302', { biz_appy_type: '03' }],
    ['5304', periodOf(examiner)],
  ]
  for (const [infno, more] of asked) {
    const rule = { what: '未知人员编号拒绝', says: 'psn_no须为1101所得', section: `${infno} 输入`, about: /psn_no/, input: stranger(more) }
    await whole(examiner, infno, about(more), [rule])
  }
}
