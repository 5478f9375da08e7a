// 5202 诊断信息查询: the diagnoses of a visit at the institution that asks, as it last sent them: on admission or registration, and at discharge.
import { isRefusal } from '@tongchou/domain/base/refusal.js'
import { askedVisit } from './asked-visit.js'
import { only } from './codec.js'
import { type Counter, reply, type Transaction } from './message.js'
import { historyOf, type PastEvent } from './visit-history.js'
import type { Written } from './write-json.js'

type Diagnosis = Readonly<Record<string, string>>

export const findDiagnoses: Transaction = async (message, counter) => {
  const row = only(message.input, 'data')
  const asked = await askedVisit(message, counter, row)
  if (isRefusal(asked)) return asked
  const { person, visit } = { person: asked.known.person.person, visit: asked.visit.visit }
  const { events } = await historyOf(counter, person, visit)
  const atDischarge = asked.visit.discharged === null ? undefined : lastSaid(events, ['discharged'])
  const before = lastSaid(events, ['diagnosed', 'changed']) ?? (await openedWith(counter, person, visit))
  const shown = (of: readonly Diagnosis[], inout: string): Written[] =>
    of.map((one, index) => ({
      diag_info_id: `${visit}${inout}${String(index + 1).padStart(2, '0')}`,
      mdtrt_id: String(visit),
      psn_no: row.text('psn_no'),
      inout_diag_type: inout,
      diag_type: one['diag_type'] ?? '',
      maindiag_flag: one['maindiag_flag'] ?? '0',
      diag_srt_no: { decimal: /^\d{1,3}$/.test(one['diag_srt_no'] ?? '') ? String(Number(one['diag_srt_no'])) : String(index + 1) },
      diag_code: one['diag_code'] ?? '',
      diag_name: one['diag_name'] ?? '',
      adm_cond: one['adm_cond'] ?? '',
      diag_dept: one['diag_dept'] ?? '',
      dise_dor_no: one['dise_dor_no'] ?? '',
      dise_dor_name: one['dise_dor_name'] ?? '',
      diag_time: one['diag_time'] ?? '',
      opter_id: '',
      opter_name: '',
      opt_time: one['diag_time'] ?? '',
    }))
  return reply({ diseinfo: [...shown(before, '1'), ...shown(atDischarge ?? [], '2')] })
}

/** The diagnoses of the last event of such a kind that names any. */
function lastSaid(events: readonly PastEvent[], kinds: readonly string[]): readonly Diagnosis[] | undefined {
  const own = events.filter((event) => kinds.includes(event.kind)).map((event) => (event.attributes as { diagnoses?: readonly Diagnosis[] }).diagnoses)
  return own.findLast((diagnoses) => diagnoses !== undefined && diagnoses.length > 0)
}

async function openedWith(counter: Counter, person: bigint, visit: bigint): Promise<readonly Diagnosis[]> {
  const { rows } = await counter.database.query<{ diagnoses: readonly Diagnosis[] | null }>(
    `SELECT attributes -> 'diagnoses' AS diagnoses FROM visit WHERE person = $1 AND visit = $2`,
    [person, visit],
  )
  return rows[0]?.diagnoses ?? []
}
