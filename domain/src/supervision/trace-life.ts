// Whether what an institution reports of a package of drugs can be, given the life of its trace code (药品追溯码): a package is sold
// once, comes back only to who sold it, and once sold stands on no shelf again (回流药). Every package sold at the funds' expense is
// scanned: 医保发〔2025〕7号. A package sold by parts (拆零) bears its code at every one of those sales, at one institution.
import type { Day } from '../base/day.js'

export type TraceKind = 'counted' | 'purchased' | 'purchase_returned' | 'sold' | 'sale_returned'

export interface TraceEvent {
  readonly kind: TraceKind
  readonly institution: string
  readonly institutionName: string
  readonly day: Day
  /** Sold by parts of the package. */
  readonly split: boolean
}

export type NextEvent = Pick<TraceEvent, 'kind' | 'institution' | 'split'>

/** What contradicts the life so far (in its order, without events that were withdrawn), as a sentence; undefined where nothing does. */
export function traceFault(code: string, life: readonly TraceEvent[], next: NextEvent): string | undefined {
  const sales = openSales(life)
  const last = sales.at(-1)
  switch (next.kind) {
    case 'sold':
      return last === undefined || sharesPackage(sales, next) ? undefined : `追溯码${code}已于${soldBy(last)}售出，同一码不能再次销售，请核对实物和扫码`
    case 'sale_returned':
      if (last === undefined) return `追溯码${code}没有销售记录，不能办理销售退货，请核对追溯码`
      return sales.some((sale) => sale.institution === next.institution) ? undefined : `追溯码${code}已于${soldBy(last)}售出，不是本机构售出，不能退货`
    case 'counted':
    case 'purchased':
    case 'purchase_returned':
      return last === undefined || last.split ? undefined : `追溯码${code}已于${soldBy(last)}售出且未退货，不应再入库或退货，疑似回流药，请核对来源`
  }
}

/** Sales that were not returned; a return takes back the latest sale of the institution. */
function openSales(life: readonly TraceEvent[]): TraceEvent[] {
  const open: TraceEvent[] = []
  for (const event of life) {
    if (event.kind === 'sold') open.push(event)
    if (event.kind !== 'sale_returned') continue
    const own = open.findLastIndex((sale) => sale.institution === event.institution)
    open.splice(own < 0 ? open.length - 1 : own, 1)
  }
  return open
}

function sharesPackage(sales: readonly TraceEvent[], next: NextEvent): boolean {
  return next.split && sales.every((sale) => sale.split && sale.institution === next.institution)
}

function soldBy(sale: TraceEvent): string {
  return `${sale.day}由${sale.institutionName}（${sale.institution}）`
}
