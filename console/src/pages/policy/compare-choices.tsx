// Which two sides are compared: areas and days, scheme, drafts, differences only.
import Switch from 'antd/es/switch'
import type { PolicyArea } from '../../api/policy-types.js'
import { useText } from '../../language/language.js'
import type { Address } from '../../session/address.js'
import { DayChoice } from '../../session/day-choice.js'
import { areaChoices, OneOf, SchemeSwitch } from './choices.js'

interface ChoicesProps {
  readonly areas: readonly PolicyArea[]
  readonly address: Address
  readonly left: string
  readonly right: string
}

export function CompareChoices({ areas, address, left, right }: ChoicesProps) {
  const t = useText()
  const choices = areaChoices(areas)
  const swap = () => address.change({ left: right, right: left, left_day: address.of('right_day'), right_day: address.of('left_day') })
  return (
    <search className="filters no-print">
      <OneOf address={address} name="left" label={t('左方')} choices={choices} otherwise={left} />
      <DayChoice address={address} name="left_day" label={t('左方日期')} otherwise={t('今天')} />
      <button type="button" className="plain-button" onClick={swap} aria-label={t('左右对调')}>
        ⇄
      </button>
      <OneOf address={address} name="right" label={t('右方')} choices={choices} otherwise={right} />
      <DayChoice address={address} name="right_day" label={t('右方日期')} otherwise={t('今天')} />
      <SchemeSwitch address={address} />
      <Switched address={address} name="only" on="different" label={t('只看不同')} />
      <Switched address={address} name="drafts" on="yes" label={t('并入征求意见稿')} />
    </search>
  )
}

interface SwitchedProps {
  readonly address: Address
  readonly name: string
  readonly on: string
  readonly label: string
}

export function Switched({ address, name, on, label }: SwitchedProps) {
  return (
    <div className="filter">
      <span id={`${name}-label`}>{label}</span>
      <Switch aria-labelledby={`${name}-label`} checked={address.of(name) === on} onChange={(next) => address.change({ [name]: next ? on : undefined })} />
    </div>
  )
}
