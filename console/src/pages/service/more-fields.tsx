// The fields of further facts of one part of the form.
import { useText } from '../../language/language.js'
import { TypedField } from './calculator-fields.js'
import type { MoreFact } from './more-facts.js'
import type { Entry, Faults } from './visit-entry.js'

interface MoreFieldsProps {
  readonly facts: readonly MoreFact[]
  readonly entry: Entry
  readonly faults: Faults
  readonly change: (next: Partial<Entry>) => void
}

export function MoreFields({ facts, entry, faults, change }: MoreFieldsProps) {
  const t = useText()
  return facts.map(({ name, label, kind }) => (
    <TypedField
      key={name}
      name={name}
      label={t(label)}
      value={entry[name]}
      whole={kind === 'count'}
      {...(kind === 'money' ? { unit: t('元') } : {})}
      fault={faults[name]}
      change={(value) => change({ [name]: value })}
    />
  ))
}
