// A day or a month, typed or picked, as the text that the interface takes (2026-03-01, 2026-03); empty while none is chosen.
import DatePicker from 'antd/es/date-picker'
import dayjs from 'dayjs'

interface DayInputProps {
  readonly value?: string | undefined
  readonly onChange?: (text: string) => void
  readonly picker?: 'date' | 'month'
  readonly width?: number
  readonly id?: string
  readonly clearable?: boolean
  readonly placeholder?: string
  readonly 'aria-label'?: string
  readonly 'aria-labelledby'?: string
}

/** Stands as a field of a form, or by itself with `value` and `onChange`. */
export function DayInput({ value, onChange, picker = 'date', width = 200, clearable = true, ...named }: DayInputProps) {
  const month = picker === 'month'
  const chosen = value === undefined || value === '' ? null : dayjs(month ? `${value}-01` : value)
  return (
    <DatePicker
      {...named}
      picker={picker}
      allowClear={clearable}
      style={{ width }}
      value={chosen}
      onChange={(day) => onChange?.(day?.format(month ? 'YYYY-MM' : 'YYYY-MM-DD') ?? '')}
    />
  )
}
