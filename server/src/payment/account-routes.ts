// Bank accounts of providers, persons, outside payers and funds: one officer proposes, a second decides; the newest approved account of
// a payee is the one that is paid to. Numbers are shown by their last four digits only.
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { ACCOUNT_LIFE } from '@tongchou/domain/payment/lives.js'
import type pg from 'pg'
import { type Static, Type } from 'typebox'
import { maskedName } from '../enrolment/mask.js'
import { personNumber, personOf } from '../enrolment/person-number.js'
import { registerCipher } from '../enrolment/register-cipher.js'
import type { AppContext } from '../http/context.js'
import { type Desk, type Route, route } from '../http/route.js'
import { Workbook } from '../http/workbook.js'
import { type AccountRow, accountNumbered, accountRows, insertAccount } from './account-store.js'
import { ListOf, ListQuery, Made, NumberParams, StepBody, standing, Text, Words } from './desk-schemas.js'
import { paymentSteps, standingJson, takeStep } from './take-step.js'
import { wholeSheet } from './whole-list.js'
import { makeNoted } from './write-noted.js'

const SEE = { permission: 'payment.see' } as const
const Kind = Type.Union([Type.Literal('provider'), Type.Literal('person'), Type.Literal('payer'), Type.Literal('fund')], { title: '收款方类别' })
const row = {
  number: Text,
  kind: Kind,
  payee: Text,
  payee_name: Text,
  unit: Text,
  holder: Text,
  bank: Text,
  bank_code: Text,
  masked: Text,
  reason: Text,
  officer_name: Text,
  known_at: Text,
  stage: Text,
  stage_name: Text,
}
const One = Type.Object({ ...row, ...standing })
const Query = ListQuery({ kind: Type.Optional(Kind) })
const Body = Type.Object({
  kind: Kind,
  payee: Type.String({ title: '收款方', minLength: 2, maxLength: 80, description: '机构编码、人员编号、付款方编号，或 账套/单位/科目' }),
  holder: Words('户名'),
  bank: Words('开户行'),
  bank_code: Type.Optional(Type.String({ title: '联行号', pattern: '^\\d{0,14}$', description: '最多 14 位数字' })),
  account_number: Type.String({ title: '账号', pattern: '^[0-9-]{6,34}$', description: '6 到 34 位数字' }),
  reason: Words('理由', 4),
})

export function accountRoutes(context: AppContext): readonly Route[] {
  return [
    route({
      method: 'GET',
      url: '/api/payee-accounts',
      access: SEE,
      summary: '收款账户：机构、个人、其他付款方、基金；待复核的在前，账号只显示后四位',
      schema: { querystring: Query, response: ListOf(row) },
      handler: ({ query }, desk) => list(query, desk),
    }),
    route({
      method: 'GET',
      url: '/api/payee-accounts.xlsx',
      access: SEE,
      summary: '收款账户（Excel），账号只有后四位',
      schema: { querystring: Query, response: Workbook },
      handler: ({ query }, desk) =>
        wholeSheet(desk, {
          action: 'account.export',
          detail: { kind: query.kind ?? null },
          sheet: {
            name: '收款账户',
            file: 'accounts.xlsx',
            texts: ['编号', '收款方编号', '收款方', '核算单位', '户名', '开户行', '账号', '理由', '登记人', '登记时间', '状态'],
            amounts: [],
          },
          read: (client, most) => asked(client, desk, query, most, 0),
          row: (row) => {
            const one = accountJson(desk, row)
            const texts = [one.number, one.payee, one.payee_name, one.unit, one.holder, one.bank, one.masked, one.reason]
            return { texts: [...texts, one.officer_name, one.known_at, one.stage_name], fen: [] }
          },
        }),
    }),
    route({
      method: 'GET',
      url: '/api/payee-accounts/:number',
      access: SEE,
      summary: '一个收款账户及其复核过程',
      schema: { params: NumberParams, response: One },
      handler: ({ params }, desk) => shown(desk, BigInt(params.number)),
    }),
    route({
      method: 'POST',
      url: '/api/payee-accounts',
      access: { permission: 'payment.prepare' },
      summary: '登记或变更收款账户，由第二人复核后生效',
      schema: { body: Body, response: Made },
      handler: ({ body }, desk) => propose(context, desk, body),
    }),
    route({
      method: 'POST',
      url: '/api/payee-accounts/:number/steps',
      access: 'signed_in',
      summary: '复核收款账户变更：生效或不予通过',
      schema: { params: NumberParams, body: StepBody, response: One },
      handler: async ({ params, body }, desk) => {
        const number = BigInt(params.number)
        const done = await takeStep(desk, { subject: 'account', life: () => ACCOUNT_LIFE, find: found }, number, body)
        return isRefusal(done) ? done : shown(desk, number)
      },
    }),
  ]
}

async function found(client: pg.PoolClient, number: bigint) {
  const one = await accountNumbered(client, number)
  return one === undefined ? undefined : { ...one, number }
}

async function list(query: Static<typeof Query>, desk: Desk) {
  const { page = 1, size = 20 } = query
  const rows = await desk.read((client) => asked(client, desk, query, size, (page - 1) * size))
  return { total: rows[0]?.total ?? 0, rows: rows.map((one) => accountJson(desk, one)) }
}

function asked(client: pg.PoolClient, desk: Desk, query: Static<typeof Query>, size: number, from: number): Promise<AccountRow[]> {
  const { kind = null, stage = null, q, sort } = query
  const person = q === undefined ? null : (personOf(desk.officer.pool, q) ?? null)
  return accountRows(client, { kind, stage, q: q || null, person, sort, size, from })
}

const STAGES: Readonly<Record<string, string>> = { begun: '待复核', approved: '已生效', refused: '未通过' }

function accountJson({ officer }: Desk, { account, person, total: _total, officer: _officer, tail, payee_name, holder, ...one }: AccountRow) {
  const own =
    person === null ? { payee_name, holder } : { payee: personNumber(officer.pool, person), payee_name: maskedName(payee_name), holder: maskedName(holder) }
  return { ...one, ...own, number: account.toString(), masked: `**** ${tail}`, stage_name: STAGES[one.stage] ?? one.stage }
}

async function shown(desk: Desk, number: bigint): Promise<unknown> {
  return desk.read(async (client) => {
    const one = await found(client, number)
    if (one === undefined) return refused('not_found', '没有这个账户，或不在您的区域。')
    const json = accountJson(desk, one)
    return { ...json, ...standingJson(desk, ACCOUNT_LIFE, one, await paymentSteps(client, 'account', number)) }
  })
}

async function propose({ key }: AppContext, desk: Desk, body: Static<typeof Body>): Promise<{ number: string } | Refusal> {
  const digits = body.account_number.replaceAll('-', '')
  const add = async (client: pg.PoolClient): Promise<bigint | Refusal> => {
    const payee = await payeeOf(client, desk, body)
    if (isRefusal(payee)) return payee
    const { holder, bank, bank_code: bankCode = '', reason } = body
    const cipher = registerCipher(key).encrypt(digits)
    return insertAccount(client, { kind: body.kind, ...payee, holder, bank, bankCode, cipher, tail: digits.slice(-4), reason, officer: desk.officer.officer })
  }
  return makeNoted(desk, add, (account) => ['account.propose', { account, kind: body.kind }])
}

async function payeeOf(client: pg.PoolClient, { officer }: Desk, { kind, payee }: Static<typeof Body>) {
  if (kind === 'person') {
    const person = personOf(officer.pool, payee)
    const { rows } = await client.query<{ area: string }>('SELECT area FROM person WHERE person = $1', [person ?? 0n])
    const unit = rows[0]?.area
    if (person === undefined || unit === undefined || !officer.areas.includes(unit))
      return refused('not_found', '没有这位参保人，或不在您的区域；请核对人员编号。')
    return { payee: '', person, unit }
  }
  if (kind === 'provider') {
    const { rows } = await client.query<{ area: string }>('SELECT area FROM provider WHERE code = $1', [payee])
    const unit = rows[0]?.area
    if (unit === undefined || !officer.areas.includes(unit)) return refused('not_found', '没有这家医药机构，或不在您的区域；请核对机构编码。')
    return { payee, person: null, unit }
  }
  if (kind === 'fund') {
    const [book = '', unit = '', account = ''] = payee.split('/')
    const { rowCount } = await client.query('SELECT 1 FROM book_account WHERE book = $1 AND account = $2', [book, account])
    if (rowCount === 0 || !['1003', '1004'].includes(account) || !officer.areas.includes(unit)) {
      return refused('not_found', '基金账户写作“账套/核算单位/科目”，科目是 1003 或 1004，单位须在您的区域。')
    }
    return { payee, person: null, unit }
  }
  const unit = officer.areas[0]
  return unit === undefined ? refused('elsewhere', '您没有可以办理的区域。') : { payee, person: null, unit }
}
