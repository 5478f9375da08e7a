// The desk's routes about settlement lists (医疗保障基金结算清单).
import type { AppContext } from '../http/context.js'
import { type Route, route } from '../http/route.js'
import { readList, readLists, reviewList } from './review-lists.js'
import { ListDetail, ListParams, ListQuery, Lists, Review, Reviewed } from './settlement-list-schemas.js'

export function settlementListRoutes({ clock }: Pick<AppContext, 'clock'>): readonly Route[] {
  return [
    route({
      method: 'GET',
      url: '/api/settlement-lists',
      access: { permission: 'settlement.see' },
      summary: '本人区域内的医疗保障基金结算清单，可按状态和机构查找',
      schema: { querystring: ListQuery, response: Lists },
      handler: ({ query }, desk) => readLists(query, desk),
    }),
    route({
      method: 'GET',
      url: '/api/settlement-lists/:psn_no/:settlement',
      access: { permission: 'settlement.see' },
      summary: '一份结算清单：内容、质控发现和历次版本',
      schema: { params: ListParams, response: ListDetail },
      handler: ({ params }, desk) => readList(params, desk),
    }),
    route({
      method: 'POST',
      url: '/api/settlement-lists/:psn_no/:settlement/review',
      access: { permission: 'claim.handle' },
      summary: '审核已提交的结算清单：通过或不通过；不通过须写明理由',
      schema: { params: ListParams, body: Review, response: Reviewed },
      handler: ({ params, body }, desk) => reviewList(params, body, desk, clock),
    }),
  ]
}
