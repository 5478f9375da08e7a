// The parts of ECharts that the console uses.
import { BarChart, LineChart, SankeyChart } from 'echarts/charts'
import { GridComponent, LegendComponent, MarkLineComponent, TooltipComponent } from 'echarts/components'
import { type EChartsCoreOption, init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'

use([BarChart, LineChart, SankeyChart, GridComponent, LegendComponent, TooltipComponent, MarkLineComponent, SVGRenderer])

/** Draws into the element, follows its size, and gives the way to take the drawing away. */
export function draw(element: HTMLElement, option: EChartsCoreOption, onPick: (name: string) => void): () => void {
  const chart = init(element, undefined, { renderer: 'svg' })
  const font = getComputedStyle(document.body).fontFamily
  chart.setOption({ textStyle: { fontFamily: font }, animationDuration: 300, ...option })
  chart.on('click', (event) => onPick(event.name))
  const watch = new ResizeObserver(() => chart.resize())
  watch.observe(element)
  return () => {
    watch.disconnect()
    chart.dispose()
  }
}
