// How each act on a visit is undone by a reversal: the opposite act as a new fact, and the particulars put back as they stood
// before. What followed must be undone first; a reversal that was carried out before changes nothing.
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type { VisitAct } from '@tongchou/domain/settlement/visit.js'
import { cancelLines } from '../settlement/cancel-lines.js'
import { cancelSettlement, reinstateSettlement } from '../settlement/cancel-settlement.js'
import { changeVisit } from '../settlement/change-visit.js'
import { restoreLines } from '../settlement/restore-lines.js'
import { linesOf } from '../settlement/visit-checks.js'
import type { Changes, FeeBatch, Known, NewEvent } from '../settlement/work.js'
import { look } from './carry-out.js'
import type { Counter, Message } from './message.js'
import { batchesOfMessage, cancelledLines, type Original, restoredBatches } from './original.js'
import { storedLines } from './reply-lines.js'
import { historyOf, reversalNote, reversibleEvent } from './visit-history.js'

export type Decide = (known: Known) => Changes | Refusal
type OfPerson = Original & { readonly person: bigint; readonly visit: bigint }
/** Reads what the decision needs, then gives the decision. */
type Undo = (counter: Counter, message: Message, original: OfPerson) => Promise<Decide | Refusal>

const cancelBill: Undo = async (_counter, message, original) => (known) => cancelSettlement(known, billOf(message, original))
const reinstateBill: Undo = async (_counter, message, original) => (known) => reinstateSettlement(known, billOf(message, original))

function billOf(message: Message, original: OfPerson) {
  return {
    provider: message.provider.code,
    settlement: original.fact,
    today: message.today,
    now: message.now,
    msgid: message.msgid,
    rules: message.reference.rules,
  }
}

const cancelVisit: Undo = async (_counter, message, original) => (known) =>
  changeVisit(known, {
    provider: message.provider.code,
    act: 'cancel_visit',
    event: { kind: 'visit_cancelled', day: message.today, attributes: reversalNote(message, original) },
    state: () => ({}),
  })

/** The event that the message made must still be the visit's last: what came after it is undone first. */
function undoEvent(act: VisitAct, kind: NewEvent['kind']): Undo {
  return async (counter, message, original) => {
    const history = await historyOf(counter, original.person, original.visit)
    const past = reversibleEvent(history, original)
    if (isRefusal(past)) return past
    const before = past.attributes.before ?? {}
    const day = kind === 'discharged' && typeof before.discharged === 'string' ? before.discharged : message.today
    return (known) => {
      if (known.visit?.version !== history.version) return MOVED_ON
      if (act === 'reinstate_visit' && known.visit.kind === 'inpatient' && known.openStay !== null) {
        return refused('second_open_stay', `该人员已有未结算的住院（就诊ID ${known.openStay}），不能冲正原入院撤销`)
      }
      const event = { kind, day, attributes: reversalNote(message, original) }
      return changeVisit(known, { provider: message.provider.code, act, event, state: () => before })
    }
  }
}

const MOVED_ON = refused('busy', '该就诊正有其他业务同时办理，本次未冲正，请用同一报文重发')

const cancelUpload: Undo = async (counter, message, original) => {
  const known = await look(counter, original.person, original.visit)
  const { batches, sn } = await linesOfUpload(counter, original, known?.visit?.batches ?? [])
  return (now) => {
    const visit = now.visit
    if (visit === null) return cancelLines(now, message.provider.code, { sn: [] })
    const lines = linesOf(visit)
    if ([...batches].some((batch) => lines.settledBatches.has(batch))) return refused('settled', '原上传的费用明细已结算，请先撤销结算再冲正')
    const open = lines.open.filter((line) => batches.has(line.batch) && sn.has(line.sn))
    if (open.length === 0) return refused('reversed_already', '原上传的费用明细已撤销，不能重复冲正')
    return cancelLines(now, message.provider.code, { sn: open.map((line) => line.sn) })
  }
}

/** What was uploaded, wherever it stands now: cancelled lines that a reversal booked again are still the upload's. */
async function linesOfUpload(counter: Counter, original: OfPerson, all: readonly FeeBatch[]): Promise<{ batches: Set<bigint>; sn: Set<string> }> {
  const own = new Set(await batchesOfMessage(counter, original.infno, original, all))
  const sn = new Set(all.filter((one) => own.has(one.batch)).flatMap((one) => [...one.sn]))
  const batches = new Set(own)
  for (const again of await restoredBatches(counter, original.person, original.visit)) {
    if (again.of.some((batch) => batches.has(batch))) batches.add(again.batch)
  }
  return { batches, sn }
}

const restoreUpload: Undo = async (counter, message, original) => {
  const cancelled = await cancelledLines(counter, original)
  if (cancelled === undefined) throw new Error('a message names cancelled lines that are not there')
  if (cancelled.restored) return refused('reversed_already', '原撤销的费用明细已恢复，不能重复冲正')
  const known = await look(counter, original.person, original.visit)
  const visit = known?.visit ?? null
  // The last upload of a serial number before the cancellation is the one that was cancelled.
  const from = cancelled.sn.flatMap((sn) => {
    const batch = (visit?.batches ?? []).filter((one) => one.batch < cancelled.cancellation && one.sn.includes(sn)).at(-1)
    return batch === undefined ? [] : [{ sn, batch }]
  })
  const batches = [...new Set(from.map((one) => one.batch.batch))]
  const stored = await storedLines(counter.database, original.person, original.visit, visit?.months ?? [], batches)
  const lines = from.flatMap(({ sn, batch }) => {
    const line = stored.find((one) => one.sn === sn)
    return line === undefined ? [] : [{ chargeBatch: batch.chargeBatch, line }]
  })
  const attributes = { restores: String(cancelled.cancellation), of: batches.map(String) }
  return (now) => restoreLines(now, { provider: message.provider.code, today: message.today, lines, attributes })
}

export const UNDO_OF_VISITS: ReadonlyMap<string, Undo> = new Map([
  ['2102', cancelBill],
  ['2103', reinstateBill],
  ['2201', cancelVisit],
  ['2202', undoEvent('reinstate_visit', 'visit_reinstated')],
  ['2203', undoEvent('diagnose', 'diagnosed')],
  ['2203A', undoEvent('diagnose', 'diagnosed')],
  ['2204', cancelUpload],
  ['2205', restoreUpload],
  ['2207', cancelBill],
  ['2207A', cancelBill],
  ['2208', reinstateBill],
  ['2301', cancelUpload],
  ['2302', restoreUpload],
  ['2304', cancelBill],
  ['2304A', cancelBill],
  ['2305', reinstateBill],
  ['2401', cancelVisit],
  ['2402', undoEvent('cancel_discharge', 'discharge_cancelled')],
  ['2403', undoEvent('change', 'changed')],
  ['2404', undoEvent('reinstate_visit', 'visit_reinstated')],
  ['2405', undoEvent('discharge', 'discharged')],
])
