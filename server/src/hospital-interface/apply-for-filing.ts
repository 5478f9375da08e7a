// An application for a filing (2501, 2503, 2505, 2507): a hospital's referral stands at once, everything else waits for the office.
import { type Day, isDay } from '@tongchou/domain/base/day.js'
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type pg from 'pg'
import { insertApplication, insertFiling, insertStep, type NewApplication, overlapping } from '../settlement/filing-store.js'
import { look } from './carry-out.js'
import { attributesOf, type Row } from './codec.js'
import { type Counter, type Message, type Reply, reply } from './message.js'
import { personNamed } from './person-of.js'
import { oneAtATime, recordOnce } from './record-once.js'

/** Identity numbers are in the register; they are not kept a second time. */
const NOT_KEPT: ReadonlySet<string> = new Set(['psn_no', 'certno', 'psn_name', 'agnter_certno', 'tel', 'agnter_tel', 'begndate', 'enddate'])

export interface FilingAsked {
  readonly row: Row
  /** `biz_appy_type`, or `*` where the transaction files one thing only. */
  readonly business: string
  readonly disease?: string
  readonly diseaseName?: string
  readonly placeArea?: string | null
  readonly provider?: string
  readonly providerName?: string
  /** Where no begndate is sent. */
  readonly from?: Day
}

export async function applyForFiling(message: Message, counter: Counter, asked: FilingAsked): Promise<Reply | Refusal> {
  const person = personNamed(counter, asked.row)
  if (isRefusal(person)) return person
  const known = await look(counter, person, null)
  if (known === undefined) return refused('unknown_person', '人员编号（psn_no）不存在，请先用1101获取人员信息')
  const shown = asked.row.text('certno')
  if (shown !== '' && shown.toUpperCase() !== counter.cipher.decrypt(known.person.certCipher)) {
    return refused('other_person', '证件号码（certno）与人员编号（psn_no）不是同一人，请核对')
  }
  const application = applicationOf(message, counter, asked, person, known.person.area)
  if (isRefusal(application)) return application
  const recorded = await recordOnce(counter, message, person, (client, fact) => recordApplication(client, { ...application, application: fact }))
  return isRefusal(recorded) ? recorded : reply({ result: { trt_dcla_detl_sn: String(recorded.fact), exp_content: '' } }, recorded)
}

function applicationOf(message: Message, counter: Counter, asked: FilingAsked, person: bigint, area: string): NewApplication | Refusal {
  const { row, business } = asked
  const kind = counter.tables.filingKinds.get(`${message.infno}/${business}`)
  if (kind === undefined)
    return refused('unknown_business', `业务申请类型（biz_appy_type）${business.slice(0, 6)}不在本平台开通范围：${offered(counter, message.infno)}`)
  const inForce = row.has('begndate') ? row.day('begndate') : (asked.from ?? message.today)
  const until = row.has('enddate') ? row.day('enddate') : null
  if (!isDay(inForce)) return refused('bad_day', '开始日期（begndate）不能为空')
  if (until !== null && until < inForce) return refused('bad_day', `结束日期（enddate）${until}早于开始日期${inForce}，请核对`)
  return {
    person,
    application: 0n,
    area,
    infno: message.infno,
    kind: kind.kind,
    decidedBy: kind.decidedBy,
    institution: message.provider.code,
    disease: asked.disease || null,
    diseaseName: asked.diseaseName || null,
    placeArea: asked.placeArea || null,
    provider: asked.provider || null,
    providerName: asked.providerName || null,
    inForce,
    until,
    attributes: attributesOf(row, NOT_KEPT),
    message: message.msgid,
    now: message.now,
  }
}

function offered(counter: Counter, infno: string): string {
  const own = [...counter.tables.filingKinds].filter(([key]) => key.startsWith(`${infno}/`))
  return own.map(([key, { label }]) => `${key.split('/')[1]}${label}`).join('、')
}

async function recordApplication(client: pg.ClientBase, application: NewApplication): Promise<Refusal | undefined> {
  await oneAtATime(client, `filing/${application.person}`)
  const other = await overlapping(client, application)
  if (other !== undefined) {
    const how = other.standing === 'pending' ? '已申请，等待经办机构审核' : '已备案'
    return refused('filed_already', `该备案${how}（待遇申报明细流水号${other.application}，${other.inForce}起），不能重复申请；如需更改请先撤销`)
  }
  await insertApplication(client, application)
  if (application.decidedBy === 'office') return undefined
  const filing = await insertFiling(client, application, null, application.now)
  await insertStep(client, application, { kind: 'confirmed', filing, officer: null, reason: '', now: application.now })
  return undefined
}
