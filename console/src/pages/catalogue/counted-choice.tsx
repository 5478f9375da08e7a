// One of some words in the address, each with how many there are.
import Select from 'antd/es/select'
import type { Comparison } from '../../api/catalogue-types.js'
import { count } from '../../format/money.js'
import { useText } from '../../language/language.js'
import type { Address } from '../../session/address.js'

interface CountedChoiceProps {
  readonly label: string
  readonly name: string
  readonly words: Readonly<Record<string, string>>
  readonly address: Address
  readonly counts?: Comparison['counts'] | undefined
}

export function CountedChoice({ label, name, words, address, counts }: CountedChoiceProps) {
  const t = useText()
  const shown = (word: string, text: string) => (counts === undefined ? t(text) : `${t(text)} ${count(counts[word] ?? 0)}`)
  return (
    <div className="filter">
      <span id={`${name}-label`}>{label}</span>
      <Select
        aria-labelledby={`${name}-label`}
        style={{ width: 150 }}
        allowClear
        placeholder={t('全部')}
        value={address.of(name) ?? null}
        options={Object.entries(words).map(([word, text]) => ({ value: word, label: shown(word, text) }))}
        onChange={(next: string | null | undefined) => address.change({ [name]: next ?? undefined })}
      />
    </div>
  )
}
