// The outpatient transactions that bear an A: 2203A, 2206A and 2207A do what their numbers without the letter do.
import { type Charge, feeLines, totalOf } from '../messages/charge.js'
import { cancelSettlement, settlement } from '../messages/settle.js'
import { diagnose, register, visitOnly } from '../messages/visit.js'
import { rowOf, textOf } from '../wire/envelope.js'
import { whole } from './check-whole.js'
import type { Examiner } from './examiner.js'

export async function walkLettered(examiner: Examiner): Promise<void> {
  const { hospital, centre, profile, now: at } = examiner
  if (hospital === undefined) return
  const person = examiner.nextPerson()
  const medType = profile.med_types.outpatient
  const visit = textOf(rowOf(await examiner.accepted('2201', register(person, 'MZ-C4', at)), 'data')['mdtrt_id'])
  await whole(examiner, '2203A', diagnose(person, visit, medType, centre.diagnoses[0] ?? { code: 'J18.900', name: '肺炎' }, at))
  const charges: Charge[] = centre.items.slice(0, 2).map((item, index) => ({ sn: `A${index + 1}`, item, count: 1 }))
  await examiner.accepted('2204', feeLines(charges, { person, visit, medType, batch: 'A-B1', at }))
  const asked = { person, visit, medType, total: totalOf(charges), batch: 'A-B1', useAccount: false }
  await whole(examiner, '2206A', settlement(asked))
  const settled = await whole(examiner, '2207A', settlement(asked))
  if (settled !== undefined) await examiner.accepted('2208', cancelSettlement(person, visit, textOf(rowOf(settled.output, 'setlinfo')['setl_id'])))
  await examiner.accepted('2205', { data: { mdtrt_id: visit, chrg_bchno: '0000', psn_no: person.psn_no } })
  await examiner.accepted('2202', visitOnly(person, visit, 'MZ-C4'))
}
