// The field in which a table is chosen from the officer's own machine, with its label.
import Input from 'antd/es/input'
import { useId } from 'react'
import { useText } from '../language/language.js'

export function FileField({ onChoose }: { readonly onChoose: (file: File | undefined) => void }) {
  const t = useText()
  const label = useId()
  return (
    <div className="filter">
      <span id={label}>{t('文件（.xlsx 或 .csv）')}</span>
      <Input aria-labelledby={label} type="file" accept=".xlsx,.csv,.txt" onChange={(event) => onChoose(event.target.files?.[0])} />
    </div>
  )
}
