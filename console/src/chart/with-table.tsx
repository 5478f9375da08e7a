// A chart and the same figures as a table; the choice stays in the address.
import Segmented from 'antd/es/segmented'
import type { ReactNode } from 'react'
import { useText } from '../language/language.js'
import { useAddress } from '../session/address.js'

interface WithTableProps {
  readonly name: string
  readonly title: string
  readonly note?: string
  readonly chart: ReactNode
  readonly table: ReactNode
  readonly first?: 'chart' | 'table'
}

export function WithTable({ name, title, note, chart, table, first = 'chart' }: WithTableProps) {
  const t = useText()
  const address = useAddress()
  const view = address.of(name) ?? first
  return (
    <section className="panel">
      <header>
        <h2>{title}</h2>
        {note !== undefined && <span className="quiet">{note}</span>}
        <Segmented
          className="push"
          size="small"
          aria-label={t('看图或看表')}
          options={[
            { value: 'chart', label: t('图') },
            { value: 'table', label: t('表') },
          ]}
          value={view}
          onChange={(next) => address.change({ [name]: next === first ? undefined : String(next) })}
        />
      </header>
      {view === 'table' ? table : chart}
    </section>
  )
}
