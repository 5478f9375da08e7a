// The desk's routes about code lists and business codes: browsing the lists, and taking a code apart.
import { kindsOfCode, partsOfCode } from '@tongchou/domain/base/business-code.js'
import { creditCodeFault } from '@tongchou/domain/base/credit-code.js'
import { refused } from '@tongchou/domain/base/refusal.js'
import { mayBePersonal } from '@tongchou/domain/base/resident-id.js'
import { Type } from 'typebox'
import { Paging } from '../http/list-query.js'
import { type Route, route } from '../http/route.js'
import { codeLists, codesOf } from './code-list-store.js'

const see = { permission: 'catalogue.see' } as const
const Text = Type.String()
const Search = Type.Optional(Type.String({ title: '查找内容', minLength: 1, maxLength: 60 }))
const ListParams = Type.Object({ list: Type.String({ title: '码表', pattern: '^[A-Za-z][A-Za-z0-9_-]{0,39}$', description: '码表的英文名，如med_type' }) })
const Named = Type.Array(Type.Object({ edition: Text, label: Text }), { description: '各版本对该值的另一种叫法' })
const Written = Type.Array(Type.Object({ by: Text, value: Text }), { description: '哪一省把该值写作什么代码' })
const PAGE = 20

export const codeListRoutes: readonly Route[] = [
  route({
    method: 'GET',
    url: '/api/code-lists',
    access: see,
    summary: '国家码表，可按表名、表的中文名或其中的值和标签查找',
    schema: {
      querystring: Type.Object({ q: Search, ...Paging }),
      response: Type.Object({ total: Type.Integer(), rows: Type.Array(Type.Object({ list: Text, name: Text, values: Type.Integer() })) }),
    },
    handler: ({ query }, desk) => desk.read((client) => codeLists(client, query.q, query.size ?? PAGE, query.page ?? 1)),
  }),
  route({
    method: 'GET',
    url: '/api/code-lists/:list',
    access: see,
    summary: '一张码表的值、标签和所在版本',
    schema: {
      params: ListParams,
      querystring: Type.Object({ q: Search, ...Paging }),
      response: Type.Object({
        list: Text,
        name: Text,
        total: Type.Integer(),
        rows: Type.Array(Type.Object({ value: Text, label: Text, parent: Text, editions: Type.Array(Text), labels: Named, written: Written })),
      }),
    },
    handler: async ({ params, query }, desk) => {
      const found = await desk.read((client) => codesOf(client, params.list, query.q, query.size ?? PAGE, query.page ?? 1))
      return found ?? refused('not_found', '没有这张码表，请从列表中选择。')
    },
  }),
  route({
    method: 'GET',
    url: '/api/business-codes/:code',
    access: see,
    summary: '一个业务编码可能是什么、由哪些部分组成；不用于证件号码',
    schema: {
      params: Type.Object({ code: Type.String({ title: '编码', pattern: '^[A-Z0-9][A-Za-z0-9.+*-]{1,40}$', description: '国家业务编码或统一社会信用代码' }) }),
      response: Type.Object({
        code: Text,
        kinds: Type.Array(Type.Object({ kind: Text, name: Text, build: Text, parts: Type.Array(Type.Object({ text: Text, meaning: Text })) })),
      }),
    },
    handler: async ({ params: { code } }) => {
      if (mayBePersonal(code)) return refused('not_a_business_code', '这像是证件号码或信用代码；证件号码不在这里查，以免留在地址和记录里。')
      const business = kindsOfCode(code).map((rule) => ({ kind: rule.kind, name: rule.name, build: rule.build, parts: partsOfCode(rule, code) }))
      return { code, kinds: [...business, ...creditCode(code)] }
    },
  }),
]

function creditCode(code: string) {
  if (creditCodeFault(code) !== undefined) return []
  const parts = [
    { text: code.slice(0, 1), meaning: '登记管理部门' },
    { text: code.slice(1, 2), meaning: '机构类别' },
    { text: code.slice(2, 8), meaning: '登记机关区划' },
    { text: code.slice(8, 17), meaning: '主体标识码' },
    { text: code.slice(17), meaning: '校验码' },
  ]
  return [{ kind: 'credit_code', name: '统一社会信用代码', build: '18位，末位为校验码', parts }]
}
