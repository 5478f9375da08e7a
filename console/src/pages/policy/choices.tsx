// Choices that several policy pages ask for, each kept in the address.
import Segmented from 'antd/es/segmented'
import Select from 'antd/es/select'
import type { PolicyArea, Scheme } from '../../api/policy-types.js'
import { useText } from '../../language/language.js'
import type { Address } from '../../session/address.js'

export interface ListedChoice {
  readonly value: string
  readonly label: string
}

interface OneOfProps {
  readonly address: Address
  readonly name: string
  readonly label: string
  readonly choices: readonly ListedChoice[]
  /** Taken where the address names none; without it, none may be chosen. */
  readonly otherwise?: string | undefined
  readonly width?: number
}

export function OneOf({ address, name, label, choices, otherwise, width = 190 }: OneOfProps) {
  const t = useText()
  return (
    <div className="filter">
      <span id={`${name}-label`}>{label}</span>
      <Select
        aria-labelledby={`${name}-label`}
        style={{ width }}
        allowClear={otherwise === undefined}
        showSearch={{ optionFilterProp: 'label' }}
        placeholder={t('全部')}
        value={address.of(name) ?? otherwise ?? null}
        options={[...choices]}
        onChange={(value: string | null | undefined) => address.change({ [name]: value ?? undefined })}
      />
    </div>
  )
}

export function areaChoices(areas: readonly PolicyArea[]): readonly ListedChoice[] {
  return areas.map(({ area, area_name, province_name }) => ({ value: area, label: `${area_name}（${province_name}）` }))
}

/** The area of the address, else the officer's own where it has policies, else the first that has. */
export function areaAsked(areas: readonly PolicyArea[], asked: string | undefined, own: string): string {
  return asked ?? areas.find(({ area }) => area === own)?.area ?? areas[0]?.area ?? own
}

export function schemeAsked(address: Address): Scheme {
  return address.of('scheme') === 'employee' ? 'employee' : 'resident'
}

export function SchemeSwitch({ address }: { readonly address: Address }) {
  const t = useText()
  return (
    <div className="filter">
      <span>{t('险种')}</span>
      <Segmented
        aria-label={t('险种')}
        options={[
          { value: 'resident', label: t('居民医保') },
          { value: 'employee', label: t('职工医保') },
        ]}
        value={schemeAsked(address)}
        onChange={(next) => address.change({ scheme: next === 'resident' ? undefined : String(next) })}
      />
    </div>
  )
}
