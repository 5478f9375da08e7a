// Acts on a visit that answer nothing but success (2202, 2203, 2402, 2403, 2404, 2405), and the opening of visits.
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type { VisitAct } from '@tongchou/domain/settlement/visit.js'
import { changeVisit } from '../settlement/change-visit.js'
import type { KnownVisit, NewEvent, VisitState } from '../settlement/work.js'
import { carryOut } from './carry-out.js'
import type { Row } from './codec.js'
import { type Counter, type Message, type Reply, reply } from './message.js'
import { personNamed, visitNamed } from './person-of.js'
import type { Written } from './write-json.js'

export interface VisitMessage {
  readonly row: Row
  readonly kind: 'outpatient' | 'inpatient'
  readonly act: VisitAct
  readonly event: NewEvent
  readonly state?: (visit: KnownVisit) => Partial<VisitState> | Refusal
  readonly output?: Written
}

export async function visitMessage(message: Message, counter: Counter, asked: VisitMessage): Promise<Reply | Refusal> {
  const person = personNamed(counter, asked.row)
  if (isRefusal(person)) return person
  const answer = await carryOut(counter, message, {
    person,
    visit: visitNamed(asked.row),
    decide: (known) => {
      if (known.visit !== null && known.visit.kind !== asked.kind) return refused('wrong_kind', otherKind(asked.kind, known.visit.kind))
      return changeVisit(known, { provider: message.provider.code, act: asked.act, event: asked.event, state: asked.state ?? (() => ({})) })
    },
  })
  if (isRefusal(answer)) return answer
  return reply(asked.output ?? {}, answer.kind === 'done' ? answer.saved : answer)
}

function otherKind(asked: VisitMessage['kind'], found: KnownVisit['kind']): string {
  if (asked === 'inpatient') return '该就诊不是住院，不能办理该业务'
  return found === 'inpatient' ? '该就诊是住院，不能按门诊办理该业务' : '该就诊是药店购药，不能按门诊办理该业务；撤销请用2103'
}

/** The first valid diagnosis marked as the main one, else the first. */
export function mainDiagnosis(rows: readonly Row[]): string | null {
  const valid = rows.filter((row) => row.text('vali_flag') !== '0')
  const main =
    valid.find((row) => row.text('maindiag_flag') === '1') ?? [...valid].sort((a, b) => Number(a.text('diag_srt_no')) - Number(b.text('diag_srt_no')))[0]
  return main?.text('diag_code') ?? null
}

export function eventOf(kind: NewEvent['kind'], day: string, row: Row, diagnoses: readonly Row[] = []): NewEvent {
  const { psn_no: _person, mdtrt_id: _visit, certno: _number, mdtrt_cert_no: _shown, ...fields } = row.fields
  const sent = diagnoses.map((one) => {
    const { psn_no: _of, mdtrt_id: _in, ...diagnosis } = one.fields
    return diagnosis
  })
  return { kind, day, attributes: diagnoses.length === 0 ? fields : { ...fields, diagnoses: sent } }
}
