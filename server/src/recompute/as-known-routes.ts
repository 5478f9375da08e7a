// The three dates asked one by one: what was in force on a day, as known at a moment, as booked by a day. What the fund had booked
// stands in its own pages, which all take a day of booking.

import { dayIn, timeText } from '../http/clock.js'
import type { AppContext } from '../http/context.js'
import { type Route, route } from '../http/route.js'
import { BillParams, PersonParams } from '../settlement/list-schema.js'
import { momentOf, personAsKnown } from './as-known.js'
import * as shape from './as-known-schemas.js'
import { billAsKnown } from './bill-as-known.js'

const SEE = { permission: 'settlement.see' } as const

export function asKnownRoutes({ clock }: AppContext): readonly Route[] {
  const moment = (asked: string | undefined): string => (asked === undefined ? timeText(clock.now()) : momentOf(asked))
  return [
    route({
      method: 'GET',
      url: '/api/persons/:psn_no/as-known',
      access: SEE,
      summary: '某日生效、某时已知、某日前记账：参保、身份、备案和年度累计',
      schema: { params: PersonParams, querystring: shape.PersonQuery, response: shape.PersonAsKnown },
      handler: ({ params, query }, desk) =>
        personAsKnown(params.psn_no, { on: query.on ?? dayIn(clock), knownAt: moment(query.known_at), bookedBy: query.booked_by ?? null }, desk),
    }),
    route({
      method: 'GET',
      url: '/api/settlements/:psn_no/:settlement/as-known',
      access: SEE,
      summary: '按某时已知的规则、参保和身份，一张结算单应如何支付',
      schema: { params: BillParams, querystring: shape.BillQuery, response: shape.BillAsKnown },
      handler: ({ params, query }, desk) => billAsKnown(params.psn_no, params.settlement, moment(query.known_at), desk),
    }),
  ]
}
