// Fields of the calculator: the label above, a hint, and the fault beside the field that it is about.
import type { ReactNode } from 'react'
import type { Choice } from '../../api/calculator-types.js'
import { useText } from '../../language/language.js'

interface FieldProps {
  readonly name: string
  readonly label: string
  readonly hint?: string | undefined
  readonly fault?: string | undefined
}

function Field({ name, label, hint, fault, children }: FieldProps & { readonly children: ReactNode }) {
  const t = useText()
  return (
    <div className={fault === undefined ? 'field' : 'field faulty'}>
      <label htmlFor={name}>{label}</label>
      {children}
      {hint !== undefined && (
        <p className="hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
      {fault !== undefined && (
        <p className="fault" id={`${name}-fault`}>
          {t(fault)}
        </p>
      )}
    </div>
  )
}

function described({ name, hint, fault }: FieldProps) {
  const ids = [...(hint === undefined ? [] : [`${name}-hint`]), ...(fault === undefined ? [] : [`${name}-fault`])]
  return { ...(ids.length === 0 ? {} : { 'aria-describedby': ids.join(' ') }), 'aria-invalid': fault !== undefined }
}

interface TypedProps extends FieldProps {
  readonly value: string
  readonly unit?: string
  readonly whole?: boolean
  readonly change: (value: string) => void
}

/** A number that is typed; the phone shows its number keys. */
export function TypedField({ value, unit, whole = false, change, ...field }: TypedProps) {
  return (
    <Field {...field}>
      <span className="typed">
        <input
          id={field.name}
          value={value}
          inputMode={whole ? 'numeric' : 'decimal'}
          autoComplete="off"
          onChange={(event) => change(event.target.value)}
          {...described(field)}
        />
        {unit !== undefined && <span aria-hidden="true">{unit}</span>}
      </span>
    </Field>
  )
}

interface ChosenProps extends FieldProps {
  readonly value: string
  readonly choices: readonly Choice[]
  readonly change: (value: string) => void
}

export function ChosenField({ value, choices, change, ...field }: ChosenProps) {
  const t = useText()
  return (
    <Field {...field}>
      <select id={field.name} value={value} onChange={(event) => change(event.target.value)} {...described(field)}>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {t(choice.name)}
          </option>
        ))}
      </select>
    </Field>
  )
}

export function TickField({
  name,
  label,
  value,
  change,
}: {
  readonly name: string
  readonly label: string
  readonly value: boolean
  readonly change: (value: boolean) => void
}) {
  return (
    <label className="tick" htmlFor={name}>
      <input id={name} type="checkbox" checked={value} onChange={(event) => change(event.target.checked)} />
      <span>{label}</span>
    </label>
  )
}
