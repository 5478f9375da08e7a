// The person of a settlement list against the register, and what only newborns have. No sentence repeats an identity number.
import { ageOn, dayNumber } from '@tongchou/domain/base/day.js'
import { error, type Fault, type ListCase, warning } from './list-fault.js'

export function personFaults(of: ListCase): Fault[] {
  return [...registerFaults(of), ...insuranceFaults(of), ...newbornFaults(of)]
}

function registerFaults({ head, person, fact }: ListCase): Fault[] {
  const age = ageOn(person.born, fact.admitted)
  const sent = (field: string): string => head[field] ?? ''
  const certificate = sent('certno').toUpperCase()
  return [
    ...(sent('psn_name') === '' || sent('psn_name') === person.name ? [] : [error('psn_name', '姓名与参保登记的姓名不一致，请核对')]),
    ...(sent('gend') === '' || sent('gend') === person.sex ? [] : [error('gend', `性别（gend）填写${sent('gend')}，参保登记为${person.sex}`, sent('gend'))]),
    ...(sent('brdy') === '' || sent('brdy') === person.born ? [] : [error('brdy', `出生日期（brdy）${sent('brdy')}与参保登记不一致，请核对`, sent('brdy'))]),
    ...(certificate === '' || certificate === person.certificate ? [] : [error('certno', '证件号码（certno）与参保登记的证件不一致，请核对')]),
    ...(sent('age') === '' || Math.floor(Number(sent('age'))) === age
      ? []
      : [error('age', `年龄（age）填写${sent('age')}岁，就诊当日为${age}岁`, sent('age'))]),
  ]
}

function insuranceFaults({ head, fact, institution, pool, tables }: ListCase): Fault[] {
  const [type, area, code] = [head['hi_type'] ?? '', head['insuplc'] ?? '', head['fixmedins_code'] ?? '']
  return [
    ...(code === '' || code === institution ? [] : [error('fixmedins_code', `机构编号（fixmedins_code）${code}不是结算的机构`, code)]),
    ...(type === '' || tables.schemes.get(type) === fact.scheme
      ? []
      : [error('hi_type', `医保类型（hi_type）填写${type}，结算险种为${fact.scheme === 'employee' ? '310职工' : '390居民'}`, type)]),
    ...(area === '' || area === fact.area || area === pool ? [] : [warning('insuplc', `参保地（insuplc）填写${area}，结算参保地为${fact.area}`, area)]),
  ]
}

const NEWBORN_DAYS = 28

function newbornFaults({ head, person, fact, inpatient }: ListCase): Fault[] {
  const days = dayNumber(fact.admitted) - dayNumber(person.born)
  if (!inpatient || days > NEWBORN_DAYS) return []
  const asked = [
    ['nwb_adm_type', '新生儿入院类型'],
    ['nwb_bir_wt', '新生儿出生体重'],
    ['nwb_adm_wt', '新生儿入院体重'],
  ] as const
  return asked.flatMap(([field, label]) => ((head[field] ?? '') === '' ? [error(field, `入院时出生${days}天，须填写${label}（${field}）`)] : []))
}
