// The position of every fund at every unit, as bars and as a table; each figure leads on to entries or bills.
import { useMemo } from 'react'
import type { Cockpit } from '../../api/types.js'
import { Chart } from '../../chart/chart.js'
import { WithTable } from '../../chart/with-table.js'
import { useText } from '../../language/language.js'
import { barsOption } from './position-bars.js'
import { PositionTable } from './position-table.js'

export function Positions({ of }: { readonly of: Cockpit }) {
  const t = useText()
  return (
    <WithTable
      name="positions"
      first="table"
      title={t('分险种、分单位的基金状况')}
      note={of.cover_definition}
      chart={<PositionBars of={of} />}
      table={<PositionTable of={of} />}
    />
  )
}

function PositionBars({ of }: { readonly of: Cockpit }) {
  const t = useText()
  const option = useMemo(() => barsOption(of.positions, t), [of.positions, t])
  const units = new Set(of.positions.map((row) => row.unit)).size
  return <Chart option={option} height={Math.max(240, units * 52 + 80)} label={t('各单位各险种的基金状况，万元')} />
}
