// 4101 医疗保障基金结算清单信息上传: the list of a settled bill, kept in versions and checked at once; what is wrong in it is answered as a
// warning, stands in 4104, and keeps it from being submitted. A list that was submitted or has passed takes no further version.
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type pg from 'pg'
import { personOf } from '../enrolment/person-number.js'
import { only, type Row } from './codec.js'
import { type ListAbout, listAbout, listCase } from './list-case.js'
import { CHECKS_VERSION, listFaults as faultsOf } from './list-checks.js'
import type { Fault } from './list-fault.js'
import { faultsOfList, insertList, standingList } from './list-store.js'
import { type Counter, type Message, reply, type Transaction } from './message.js'
import { personNamed } from './person-of.js'
import { oneAtATime, recordOnce } from './record-once.js'
import { sealInput } from './seal-fields.js'

export const uploadList: Transaction = async (message, counter) => {
  const row = only(message.input, 'setlinfo')
  const person = await personOfList(counter, row)
  if (isRefusal(person)) return person
  const about = await listAbout(counter, message, person, row)
  if (isRefusal(about)) return about
  const faults = faultsOf(await listCase(counter, message, about))
  const recorded = await recordOnce(counter, message, person, (client, list) => keep(client, counter, message, { about, list, faults }))
  if (isRefusal(recorded)) return recorded
  const found = await faultsOfList(counter.database, { person, list: recorded.fact })
  return { ...reply({ data: { setl_list_id: String(recorded.fact) } }, recorded), ...warningOf(found) }
}

/** Two of three editions leave psn_no out; then the certificate says who it is. */
async function personOfList(counter: Counter, row: Row): Promise<bigint | Refusal> {
  if (row.has('psn_no')) return personNamed(counter, row)
  const named = personOf(counter.pool, row.text('hi_no'))
  if (named !== undefined) return named
  const { rows } = await counter.database.query<{ person: bigint }>('SELECT person FROM person WHERE cert_hash = $1', [
    counter.cipher.certHash('01', row.text('certno')),
  ])
  return rows[0]?.person ?? refused('unknown_person', '无法确定患者：请填写人员编号（psn_no），或与参保登记一致的证件号码（certno）')
}

interface Checked {
  readonly about: ListAbout
  readonly list: bigint
  readonly faults: readonly Fault[]
}

async function keep(client: pg.ClientBase, counter: Counter, message: Message, { about, list, faults }: Checked): Promise<Refusal | undefined> {
  const { settlement, visit, known, fact } = about
  await oneAtATime(client, `list/${settlement}`)
  const before = await standingList(client, message.provider.code, settlement)
  if (before?.state === '1') return refused('list_submitted', `结算ID${settlement}的清单已提交，等待审核，不能重新上传`)
  if (before?.state === '2') return refused('list_passed', `结算ID${settlement}的清单已审核通过，不能重新上传`)
  await insertList(client, {
    person: known.person.person,
    list,
    area: fact.area,
    institution: message.provider.code,
    settlement,
    visit,
    version: (before?.version ?? 0) + 1,
    ...sealInput(counter.cipher, message.input),
    checkedBy: CHECKS_VERSION,
    faults,
    operator: message.operator,
    message: message.msgid,
    now: message.now,
  })
  return undefined
}

const TOLD = 3

function warningOf(faults: readonly Fault[]): { readonly warning?: string } {
  if (faults.length === 0) return {}
  const errors = faults.filter((fault) => fault.level === 'error').length
  const first = [...faults].sort((a, b) => a.level.localeCompare(b.level)).slice(0, TOLD)
  return { warning: `清单已保存，质控发现错误${errors}处、提示${faults.length - errors}处（详见4104）：${first.map((fault) => fault.sentence).join('；')}` }
}
