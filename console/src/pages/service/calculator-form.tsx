// The form of the calculator, one column: about you, about the visit, what it costs, what the year already used.
import { type FormEvent, useState } from 'react'
import type { CalculatorOptions, Choice, VisitAsked } from '../../api/calculator-types.js'
import { yuan } from '../../format/money.js'
import { useText } from '../../language/language.js'
import { ChosenField, TickField, TypedField } from './calculator-fields.js'
import { HospitalField } from './hospital-field.js'
import { factsOf } from './more-facts.js'
import { MoreFields } from './more-fields.js'
import { askedBy, asksShare, type Entry, type Faults, faultsOf, firstEntry, fitted, restOf } from './visit-entry.js'

interface FormProps {
  readonly options: CalculatorOptions
  readonly busy: boolean
  /** Faults that the server named. */
  readonly refused: Faults
  /** Something was changed since the last question. */
  readonly changed: () => void
  readonly ask: (visit: VisitAsked, hospital: string) => void
}

interface PartProps {
  readonly options: CalculatorOptions
  readonly entry: Entry
  readonly faults: Faults
  readonly change: (next: Partial<Entry>) => void
}

/** Fields with faults of their own, as they stand on the page: the first faulty one is focused. */
const FROM_THE_TOP = [
  'age',
  'years',
  'zeroYears',
  'liableShare',
  'stayDeductible',
  'stayInScope',
  'total',
  'classB',
  'classC',
  'above',
  'account',
  'history',
  'family',
  'admissions',
  'inScope',
  'deductible',
  'fundPaid',
  'here',
  'month',
  'quarter',
  'monthUsed',
  'diseaseUsed',
  'burden',
  'treatments',
] as const

export function CalculatorForm({ options, busy, refused, changed, ask }: FormProps) {
  const t = useText()
  const [entry, setEntry] = useState(() => firstEntry(options))
  const [tried, setTried] = useState(false)
  const faults = tried ? { ...refused, ...faultsOf(entry) } : refused
  const change = (next: Partial<Entry>) => {
    changed()
    setEntry((before) => {
      const after = { ...before, ...next }
      return fitted(
        after,
        options.schemes.find(({ value }) => value === after.scheme),
      )
    })
  }
  const part = { options, entry, faults, change }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    const found = faultsOf(entry)
    const first = FROM_THE_TOP.find((name) => found[name] !== undefined)
    if (first === undefined) ask(askedBy(entry, schemeOf(part)), entry.hospital)
    else document.getElementById(first)?.focus()
  }
  const count = Object.keys(faults).length
  return (
    <form className="visit-form" onSubmit={submit} noValidate>
      <PersonPart {...part} />
      <VisitPart {...part} />
      <CostPart {...part} />
      <UsedPart {...part} />
      <p className="fault-summary" role="alert">
        {count > 0 && t('有 {n} 处需要改正，已标在各项下面。', { n: count })}
      </p>
      <button type="submit" className="main-button" disabled={busy}>
        {busy ? t('正在试算…') : t('试算')}
      </button>
    </form>
  )
}

function schemeOf({ options, entry }: Pick<PartProps, 'options' | 'entry'>) {
  return options.schemes.find(({ value }) => value === entry.scheme)
}

function PersonPart(part: PartProps) {
  const t = useText()
  const { options, entry, faults, change } = part
  const toggle = (word: string, on: boolean) => change({ identities: on ? [...entry.identities, word] : entry.identities.filter((other) => other !== word) })
  return (
    <fieldset>
      <legend>{t('参保的人')}</legend>
      <ChosenField name="scheme" label={t('参加的医保')} value={entry.scheme} choices={options.schemes} change={(scheme) => change({ scheme })} />
      <TypedField name="age" label={t('年龄（周岁）')} value={entry.age} whole fault={faults.age} change={(age) => change({ age })} />
      {entry.scheme === 'employee' && <TickField name="retired" label={t('已经退休')} value={entry.retired} change={(retired) => change({ retired })} />}
      <MoreFields facts={factsOf(schemeOf(part), 'person', entry.treatment)} entry={entry} faults={faults} change={change} />
      <div className="ticks">
        <p className="hint">{t('有以下身份的请勾选')}</p>
        {schemeOf(part)?.identities.map(({ value, name }) => (
          <TickField key={value} name={`identity-${value}`} label={t(name)} value={entry.identities.includes(value)} change={(on) => toggle(value, on)} />
        ))}
      </div>
    </fieldset>
  )
}

function VisitPart(part: PartProps) {
  const t = useText()
  const { options, entry, faults, change } = part
  const scheme = schemeOf(part)
  const variants = scheme?.benefits.find(({ value }) => value === entry.benefit)?.variants ?? []
  return (
    <fieldset>
      <legend>{t('这次就医')}</legend>
      <ChosenField
        name="benefit"
        label={t('就医类别')}
        value={entry.benefit}
        choices={scheme?.benefits ?? []}
        fault={faults.benefit}
        change={(benefit) => change({ benefit })}
      />
      {variants.length > 0 && (
        <ChosenField
          name="variant"
          label={t('分娩方式或手术')}
          value={entry.variant}
          choices={variants}
          fault={faults.variant}
          change={(variant) => change({ variant })}
        />
      )}
      {options.hospitals_by_name && entry.place === 'local' && (
        <HospitalField
          chosen={entry.hospital}
          kind={entry.benefit === 'pharmacy' ? 'pharmacy' : 'hospital'}
          levels={scheme?.levels ?? []}
          choose={(found) => change(found === undefined ? { hospital: '' } : { hospital: found.name, level: found.level })}
        />
      )}
      <ChosenField
        name="level"
        label={t('医院级别')}
        value={entry.level}
        choices={scheme?.levels ?? []}
        fault={faults.level}
        change={(level) => change({ level, hospital: '' })}
      />
      <ChosenField name="place" label={t('在哪里就医')} value={entry.place} choices={options.places} change={(place) => change({ place })} />
      {entry.place === 'local' && (scheme?.first_seen.length ?? 0) > 0 && (
        <ChosenField
          name="firstSeen"
          label={t('首诊与转诊')}
          value={entry.firstSeen}
          choices={scheme?.first_seen ?? []}
          change={(firstSeen) => change({ firstSeen })}
        />
      )}
      {entry.place !== 'local' && (
        <ChosenField
          name="filing"
          label={t('异地备案')}
          value={entry.filing}
          choices={options.filings}
          fault={faults.filing}
          change={(filing) => change({ filing })}
        />
      )}
      <CircumstanceFields {...part} />
    </fieldset>
  )
}

const LIABLE: readonly Choice[] = [
  { value: '', name: '没有这种情形' },
  { value: 'third_party', name: '第三人（如交通事故）' },
  { value: 'work_injury', name: '工伤' },
]

const LINKS: readonly Choice[] = [
  { value: '', name: '不是' },
  { value: 'mid_stay', name: '中途结算之后的部分' },
  { value: 'transfer', name: '从别的医院转来' },
  { value: 'readmission', name: '出院不久再次住院' },
]

const NONE: Choice = { value: '', name: '没有这种情形' }

/** What else about the visit the rules may ask for. */
function CircumstanceFields(part: PartProps) {
  const t = useText()
  const { entry, faults, change } = part
  const scheme = schemeOf(part)
  const { treatments = [], diseases = [], asks = [] } = scheme ?? {}
  return (
    <>
      {diseases.length > 0 && (
        <ChosenField name="disease" label={t('特定病种')} value={entry.disease} choices={[NONE, ...diseases]} change={(disease) => change({ disease })} />
      )}
      {treatments.length > 0 && (
        <ChosenField
          name="treatment"
          label={t('特定治疗')}
          value={entry.treatment}
          choices={[NONE, ...treatments]}
          change={(treatment) => change({ treatment })}
        />
      )}
      <ChosenField name="liability" label={t('应由他人负担')} value={entry.liability} choices={LIABLE} change={(liability) => change({ liability })} />
      {asksShare(entry, scheme) && (
        <TypedField
          name="liableShare"
          label={t('对方承担的责任比例')}
          value={entry.liableShare}
          unit="%"
          hint={t('责任认定书上写的比例；对方负全部责任的不填。')}
          fault={faults.liableShare}
          change={(liableShare) => change({ liableShare })}
        />
      )}
      {asks.includes('stay') && (
        <ChosenField name="link" label={t('和前一次住院是同一次')} value={entry.link} choices={LINKS} change={(link) => change({ link })} />
      )}
      {entry.link !== '' && <MoreFields facts={factsOf(scheme, 'stay', entry.treatment)} entry={entry} faults={faults} change={change} />}
    </>
  )
}

function CostPart(part: PartProps) {
  const t = useText()
  const { entry, faults, change } = part
  const rest = restOf(entry)
  return (
    <fieldset>
      <legend>{t('费用')}</legend>
      <TypedField name="total" label={t('医疗费用总额')} value={entry.total} unit={t('元')} fault={faults.total} change={(total) => change({ total })} />
      <TypedField
        name="classB"
        label={t('其中：乙类')}
        value={entry.classB}
        unit={t('元')}
        hint={t('费用清单上标“乙”的合计；不知道可以不填。')}
        fault={faults.classB}
        change={(classB) => change({ classB })}
      />
      {entry.classB.trim() !== '' && (
        <ChosenField
          name="firstPay"
          label={t('乙类先行自付比例')}
          value={entry.firstPay}
          choices={schemeOf(part)?.class_b_first_pay ?? []}
          hint={t('第一个是目录里最多的。')}
          change={(firstPay) => change({ firstPay })}
        />
      )}
      <TypedField
        name="classC"
        label={t('其中：目录外（丙类、自费）')}
        value={entry.classC}
        unit={t('元')}
        hint={rest > 0 ? t('其余 {rest} 元按甲类计算。', { rest: yuan(rest) }) : undefined}
        fault={faults.classC}
        change={(classC) => change({ classC })}
      />
      <MoreFields facts={factsOf(schemeOf(part), 'cost', entry.treatment)} entry={entry} faults={faults} change={change} />
      {entry.scheme === 'employee' && (
        <TypedField
          name="account"
          label={t('个人账户余额')}
          value={entry.account}
          unit={t('元')}
          hint={t('不填就不用个人账户支付。')}
          fault={faults.account}
          change={(account) => change({ account })}
        />
      )}
    </fieldset>
  )
}

function UsedPart(part: PartProps) {
  const t = useText()
  const { entry, faults, change } = part
  const more = factsOf(schemeOf(part), 'used', entry.treatment)
  const faulty = [...(['admissions', 'deductible', 'inScope', 'fundPaid'] as const), ...more.map(({ name }) => name)].some((name) => faults[name] !== undefined)
  return (
    <details className="used" open={faulty || undefined}>
      <summary>{t('今年已经用过医保')}</summary>
      <TypedField
        name="admissions"
        label={t('今年已住院次数')}
        value={entry.admissions}
        unit={t('次')}
        whole
        fault={faults.admissions}
        change={(admissions) => change({ admissions })}
      />
      <TypedField
        name="inScope"
        label={t('今年已有的范围内费用')}
        value={entry.inScope}
        unit={t('元')}
        fault={faults.inScope}
        change={(inScope) => change({ inScope })}
      />
      <TypedField
        name="deductible"
        label={t('今年已付的起付线')}
        value={entry.deductible}
        unit={t('元')}
        fault={faults.deductible}
        change={(deductible) => change({ deductible })}
      />
      <TypedField
        name="fundPaid"
        label={t('今年基金已支付')}
        value={entry.fundPaid}
        unit={t('元')}
        fault={faults.fundPaid}
        change={(fundPaid) => change({ fundPaid })}
      />
      <MoreFields facts={more} entry={entry} faults={faults} change={change} />
    </details>
  )
}
