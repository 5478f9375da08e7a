// By which method an institution is paid for a kind of care, as its agreement says: noted by the agency that manages it, from a day on.
// Settlements carry the method of their day (clr_way), and clearing is requested method by method (3203).
import type { Day } from '@tongchou/domain/base/day.js'
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type { Static } from 'typebox'
import { cell, readTable } from '../catalogue/table.js'
import { type Clock, dayIn } from '../http/clock.js'
import type { Desk } from '../http/route.js'
import { managedArea } from './managed-area.js'
import type { PaymentMethodBody, PaymentMethods } from './payment-method-schemas.js'

export interface PaymentMethod {
  readonly institution: string
  readonly benefit: string
  readonly medType: string
  readonly method: string
  readonly inForce: Day
}

/** Of what is in force on the day, what names the medical type counts before what names the benefit, and that before the rest. */
export function methodOn(noted: readonly PaymentMethod[], care: { readonly benefit: string; readonly medType: string }, day: Day): string | undefined {
  const fitting = noted.filter((one) => one.inForce <= day && ['', care.benefit].includes(one.benefit) && ['', care.medType].includes(one.medType))
  const rank = (one: PaymentMethod): number => (one.medType === '' ? 0 : 2) + (one.benefit === '' ? 0 : 1)
  const [first, ...others] = fitting
  if (first === undefined) return undefined
  // They come with the latest first, so that of equal rank the first counts.
  return others.reduce((best, one) => (rank(one) > rank(best) ? one : best), first).method
}

type List = Static<typeof PaymentMethods>

const SHOWN = `SELECT fact::text AS fact, benefit, med_type, method, in_force, source FROM payment_method WHERE institution = $1 ORDER BY in_force DESC, fact DESC`

let named: ReadonlyMap<string, string> | undefined

/** The national code list of methods, by code. */
function methods(): ReadonlyMap<string, string> {
  const rows = readTable('interface/code-lists.tsv').filter((row) => cell(row, 'list') === 'clr_way' && cell(row, 'editions').includes('H27'))
  named ??= new Map(rows.map((row) => [cell(row, 'value'), cell(row, 'label')]))
  return named
}

async function listed(client: Parameters<Parameters<Desk['read']>[0]>[0], institution: string): Promise<List> {
  const { rows } = await client.query<Omit<List['rows'][number], 'method_name'>>(SHOWN, [institution])
  return { rows: rows.map((row) => ({ ...row, method_name: methods().get(row.method) ?? '' })) }
}

export async function readPaymentMethods(institution: string, desk: Desk): Promise<List | Refusal> {
  return desk.read(async (client) => {
    const area = await managedArea(client, desk, institution)
    return isRefusal(area) ? area : listed(client, institution)
  })
}

export async function notePaymentMethod(institution: string, body: Static<typeof PaymentMethodBody>, desk: Desk, clock: Clock): Promise<List | Refusal> {
  if (!methods().has(body.method))
    return refused('unknown_method', `清算方式${body.method}不在国家代码表（clr_way）中，应为${[...methods().keys()].join('、')}之一。`)
  return desk.write(async (client) => {
    const area = await managedArea(client, desk, institution)
    if (isRefusal(area)) return area
    await client.query(
      `INSERT INTO payment_method (institution, fact, area, benefit, med_type, method, in_force, source, officer, booked_on)
       VALUES ($1, nextval('fact_seq'), $2, $3, $4, $5, $6, $7, $8, $9)`,
      [institution, area, body.benefit ?? '', body.med_type ?? '', body.method, body.in_force, body.source, desk.officer.officer, dayIn(clock)],
    )
    await desk.audit('payment_method.noted', { area, detail: { institution, method: body.method, in_force: body.in_force } })
    return listed(client, institution)
  })
}
