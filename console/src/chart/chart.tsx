// A drawing that arrives after the page: ECharts is fetched when the first chart is shown. Each chart has its table beside it.
import type { EChartsCoreOption } from 'echarts/core'
import { useEffect, useRef } from 'react'

interface ChartProps {
  readonly option: EChartsCoreOption
  readonly height: number
  readonly label: string
  readonly onPick?: (name: string) => void
}

export function Chart({ option, height, label, onPick }: ChartProps) {
  const place = useRef<HTMLDivElement>(null)
  const pick = useRef(onPick)
  pick.current = onPick
  useEffect(() => {
    const element = place.current
    if (element === null) return
    let dispose = () => {}
    let gone = false
    void import('./engine.js').then(({ draw }) => {
      if (!gone) dispose = draw(element, option, (name) => pick.current?.(name))
    })
    return () => {
      gone = true
      dispose()
    }
  }, [option])
  return <div ref={place} role="img" aria-label={label} style={{ height }} />
}
