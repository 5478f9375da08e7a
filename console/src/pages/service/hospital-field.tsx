// The hospital by its name: what is typed is looked for among the designated ones, and the one that is chosen brings its level. Who does
// not find it, or does not know it yet, chooses the level instead.
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Choice, Hospital } from '../../api/calculator-types.js'
import { hospitalsQuery } from '../../api/queries.js'
import { useText } from '../../language/language.js'

interface HospitalFieldProps {
  /** Name of the one that was chosen; empty where none is. */
  readonly chosen: string
  readonly kind: 'hospital' | 'pharmacy'
  /** Levels that the rules of the scheme know. */
  readonly levels: readonly Choice[]
  readonly choose: (hospital: Hospital | undefined) => void
}

export function HospitalField({ chosen, kind, levels, choose }: HospitalFieldProps) {
  const t = useText()
  const [typed, setTyped] = useState('')
  const change = (name: string) => {
    setTyped(name)
    if (chosen !== '') choose(undefined)
  }
  return (
    <div className="field">
      <label htmlFor="hospital">{t('哪家医院（可以不填）')}</label>
      <input
        id="hospital"
        value={chosen === '' ? typed : chosen}
        autoComplete="off"
        aria-describedby="hospital-found"
        onChange={(event) => change(event.target.value)}
      />
      <div id="hospital-found" aria-live="polite">
        {chosen === '' ? <Found typed={typed} kind={kind} levels={levels} choose={choose} /> : <p className="hint">{t('级别已按这家医院填好。')}</p>}
      </div>
    </div>
  )
}

/** Milliseconds without a key before a name is looked for. */
const PAUSE = 300

function Found({ typed, kind, levels, choose }: Omit<HospitalFieldProps, 'chosen'> & { readonly typed: string }) {
  const t = useText()
  const name = useSettled(typed.trim())
  const { data, error } = useQuery({ ...hospitalsQuery({ name, kind }), enabled: name !== '' })
  if (name === '' || typed.trim() === '') return <p className="hint">{t('打几个字就能找到；找不到的，在下面选级别。')}</p>
  if (error !== null) return <p className="hint">{t('现在查不到，请在下面选级别。')}</p>
  if (data === undefined) return null
  const found = data.hospitals.filter(({ level }) => levels.some(({ value }) => value === level))
  if (found.length === 0) return <p className="hint">{t('没有这个名称的定点机构，请在下面选级别。')}</p>
  return (
    <ul className="found">
      {found.map((hospital) => (
        <li key={`${hospital.name} ${hospital.level}`}>
          <button type="button" onClick={() => choose(hospital)}>
            <span>{hospital.name}</span> <span className="quiet">{t(hospital.level_name)}</span>
          </button>
        </li>
      ))}
    </ul>
  )
}

/** The text as it stood when the last key was a moment ago. */
function useSettled(text: string): string {
  const [settled, settle] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => settle(text), PAUSE)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}
