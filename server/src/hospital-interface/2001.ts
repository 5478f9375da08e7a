// 2001 人员待遇享受检查: one row for each fund that could pay, entitled or not, until when, and why not.
import { isRefusal, refused } from '@tongchou/domain/base/refusal.js'
import type { Scheme } from '@tongchou/domain/base/scheme.js'
import { type Enrolment, entitledOn } from '@tongchou/domain/entitlement/entitled-on.js'
import type { BenefitPolicy } from '@tongchou/domain/policy/benefit-policy.js'
import { versionOn } from '@tongchou/domain/policy/version-in-force.js'
import { inForceOn, notChosen, outpatientFiling } from '../settlement/filings.js'
import type { Known } from '../settlement/work.js'
import { look } from './carry-out.js'
import { only } from './codec.js'
import { type Message, reply, type Transaction } from './message.js'
import { personNamed, schemeOf } from './person-of.js'
import type { MedicalType } from './tables.js'
import type { Written } from './write-json.js'

export const checkEntitlement: Transaction = async (message, counter) => {
  const row = only(message.input, 'data')
  const person = personNamed(counter, row)
  const scheme = schemeOf(counter, row)
  if (isRefusal(person)) return person
  if (isRefusal(scheme)) return scheme
  const medical = counter.tables.medicalTypes.get(row.text('med_type'))
  if (medical === undefined) return refused('unknown_med_type', `医疗类别（med_type）${row.text('med_type').slice(0, 8)}不在本平台开通范围`)
  const known = await look(counter, person, null)
  if (known === undefined) return refused('unknown_person', '人员编号（psn_no）不存在，请先用1101获取人员信息')
  const day = row.day('begntime')
  const why = reasons(message, known, scheme, medical, day, row.text('dise_codg') || null)
  const rows = layersOf(message, scheme, day, why.enrolment).map((layer) => {
    const reason = why.all ?? why.of(layer)
    const fund = counter.tables.fundPayType(scheme, layer)
    return {
      psn_no: row.text('psn_no'),
      trt_chk_type: '01',
      fund_pay_type: fund.code,
      trt_enjymnt_flag: reason === undefined ? '1' : '0',
      begndate: why.enrolment?.entitledFrom ?? day,
      enddate: why.enrolment?.entitledTo ?? '',
      trt_chk_rslt: reason ?? '',
      exp_content: '',
    } satisfies Written
  })
  return reply({ trtinfo: rows })
}

interface Reasons {
  readonly enrolment: Enrolment | undefined
  /** Keeps every fund from paying. */
  readonly all: string | undefined
  readonly of: (layer: string) => string | undefined
}

function reasons(message: Message, known: Known, scheme: Scheme, medical: MedicalType, day: string, disease: string | null): Reasons {
  const enrolment = entitledOn(known.enrolments, scheme, day)
  if (isRefusal(enrolment)) return { enrolment: undefined, all: enrolment.sentence, of: () => undefined }
  const filed = outpatientFiling(known.filings, medical.benefit, disease, day)
  const policy = policyOn(message, scheme, day)
  const elsewhere = isRefusal(filed) ? filed : notChosen(known.filings, filed, message.provider.code, day)
  const covered = isRefusal(filed) || policy?.benefits[filed] !== undefined
  const all = covered ? elsewhere?.sentence : `${medical.label}不在本统筹区该险种的待遇范围内`
  return { enrolment, all, of: (layer) => (layer === 'assistance' ? noAssistance(known, policy, day) : undefined) }
}

function noAssistance(known: Known, policy: BenefitPolicy | undefined, day: string): string | undefined {
  const classes = new Set(policy?.assistance?.classOrder ?? [])
  const has = known.identities.some((identity) => inForceOn(identity, day) && classes.has(identity.kind))
  return has ? undefined : '不是医疗救助对象'
}

function policyOn(message: Message, scheme: Scheme, day: string): BenefitPolicy | undefined {
  return versionOn(message.reference.rules[scheme]?.versions ?? [], day)
}

/** The layers that the rules of the day have, in the order in which they pay. */
function layersOf(message: Message, scheme: Scheme, day: string, enrolment: Enrolment | undefined): string[] {
  const policy = policyOn(message, scheme, day)
  const has: readonly (readonly [string, boolean])[] = [
    ['basic', true],
    ['large', policy?.large != null],
    ['major', policy?.major != null],
    ['civil_servant', policy?.civilServant != null && enrolment?.civilServant === true],
    ['assistance', policy?.assistance != null],
  ]
  return has.filter(([, there]) => there).map(([layer]) => layer)
}
