// One of some words, kept in the address under its name.
import Select from 'antd/es/select'
import { useText } from '../language/language.js'
import type { Address } from './address.js'

interface AddressChoiceProps {
  readonly address: Address
  readonly name: string
  readonly label: string
  /** Chinese words by their code. */
  readonly of: ReadonlyMap<string, string>
  readonly width?: number
  /** Whether the words are many, so that one types a part of the one meant. */
  readonly sought?: boolean
}

export function AddressChoice({ address, name, label, of, width = 180, sought = false }: AddressChoiceProps) {
  const t = useText()
  return (
    <div className="filter">
      <span id={`${name}-label`}>{label}</span>
      <Select
        aria-labelledby={`${name}-label`}
        style={{ width }}
        allowClear
        showSearch={sought}
        optionFilterProp="label"
        placeholder={t('全部')}
        value={address.of(name) ?? null}
        options={[...of].map(([value, text]) => ({ value, label: t(text) }))}
        onChange={(value: string | null | undefined) => address.change({ [name]: value ?? undefined })}
      />
    </div>
  )
}
