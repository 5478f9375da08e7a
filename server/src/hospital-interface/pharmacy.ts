// A purchase at a pharmacy (2101 trial, 2102 settlement), or a claim of one outpatient visit: header and lines in one message, settled at once.
import { isRefusal, type Refusal } from '@tongchou/domain/base/refusal.js'
import { settlePurchase } from '../settlement/settle-visit.js'
import type { Act } from './carry-out.js'
import { attributesOf, only } from './codec.js'
import { mappingFault } from './mapping-check.js'
import type { Counter, Message } from './message.js'
import { accountUse, medicalTypeOf, personNamed, schemeOf } from './person-of.js'
import { sentLine } from './read-lines.js'

const TAKEN: ReadonlySet<string> = new Set([
  'psn_no',
  'mdtrt_cert_no',
  'card_sn',
  'certno',
  'psn_name',
  'begntime',
  'medfee_sumamt',
  'insutype',
  'dise_codg',
  'med_type',
])

/** Outpatient care that comes as one claim has a main diagnosis besides. */
export interface VisitAtOnce {
  readonly kind: 'pharmacy' | 'outpatient'
  readonly diagnosis: string | null
}

export async function purchaseAct(
  message: Message,
  counter: Counter,
  { kind, diagnosis }: VisitAtOnce = { kind: 'pharmacy', diagnosis: null },
): Promise<Act | Refusal> {
  const row = only(message.input, 'druginfo')
  const person = personNamed(counter, row)
  const scheme = schemeOf(counter, row)
  const medical = medicalTypeOf(counter, row.text('med_type'), kind)
  const account = accountUse(row)
  if (isRefusal(person)) return person
  if (isRefusal(scheme)) return scheme
  if (isRefusal(medical)) return medical
  if (isRefusal(account)) return account
  const disease = row.text('dise_codg') || null
  const lines = (message.input['drugdetail'] ?? []).map((line) => sentLine(line, ''))
  const unmapped = await mappingFault(counter, message, lines)
  const asked = {
    ...message,
    scheme,
    medType: medical.medType,
    benefit: medical.benefit,
    delivery: medical.delivery ?? null,
    total: row.fen('medfee_sumamt'),
    certificate: row.text('mdtrt_cert_type'),
    ...account,
    disease,
    diagnosis,
    lines,
    opening: {
      kind,
      scheme,
      provider: message.provider,
      medType: medical.medType,
      placeArea: message.placeArea,
      openedAt: row.text('begntime'),
      hospitalNumber: row.text('invono'),
      attributes: attributesOf(row, TAKEN),
      state: { disease, diagnosis },
    },
  }
  const desk = { reference: message.reference, settle: counter.settle }
  return { person, visit: null, decide: (known) => unmapped ?? settlePurchase(desk, known, asked) }
}
