// The year of a provider is cleared: the list of providers, preparing, objections with answers, three officers' decision, Excel.
import { yuanText } from '@tongchou/domain/base/money.js'
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { BEGUN, stageName } from '@tongchou/domain/payment/life.js'
import { DEPOSIT_LIFE, YEAR_CLEARING_LIFE } from '@tongchou/domain/payment/lives.js'
import type pg from 'pg'
import type { Static } from 'typebox'
import { dayIn } from '../http/clock.js'
import type { AppContext } from '../http/context.js'
import { fenJson } from '../http/json-money.js'
import { type Desk, type Route, route } from '../http/route.js'
import { Workbook } from '../http/workbook.js'
import { approveYearClearing } from './approve-year-clearing.js'
import { STANDINGS } from './batch-json.js'
import { CARES } from './cycle-json.js'
import { prepaidLeft } from './cycle-store.js'
import { ListOf, Made, NumberParams, StepBody } from './desk-schemas.js'
import { prepareYearClearing } from './prepare-year-clearing.js'
import { lockSubject, paymentSteps, type StepRow, standingJson, takeStep } from './take-step.js'
import { wholeSheet } from './whole-list.js'
import { makeNoted, writeNoted } from './write-noted.js'
import * as shape from './year-clearing-schemas.js'
import {
  type ClearingRow,
  clearingNumbered,
  type DepositOfYear,
  depositOfYear,
  linesOfClearing,
  type WordRow,
  wordsOfClearing,
  type YearRow,
  yearRows,
} from './year-clearing-store.js'

const SEE = { permission: 'payment.see' } as const
const REVIEW = { permission: 'cycle.review' } as const
const NO_SUCH = refused('not_found', '没有这件年度清算，或不在您的区域；请在列表里核对。')
const WORDS = { objected: '机构异议', upheld: '维持', accepted: '采纳' } as const
const BASES = { budget: '年度预算', method: '支付方式结果' } as const

export function yearClearingRoutes({ clock }: AppContext): readonly Route[] {
  return [
    route({
      method: 'GET',
      url: '/api/year-clearings',
      access: SEE,
      summary: '一个基金一个年度各医药机构的清算：申报、审核、扣款、约定、差额、进度',
      schema: { querystring: shape.YearQuery, response: ListOf(shape.yearHead) },
      handler: async ({ query }, desk) => {
        const { page = 1, size = 20 } = query
        const rows = await desk.read((client) => yearRows(client, { ...query, size, from: (page - 1) * size }))
        return { total: rows[0]?.total ?? 0, rows: rows.map(headJson) }
      },
    }),
    route({
      method: 'GET',
      url: '/api/year-clearings.xlsx',
      access: SEE,
      summary: '年度清算（Excel）',
      schema: { querystring: shape.YearQuery, response: Workbook },
      handler: ({ query }, desk) => sheet(desk, query),
    }),
    route({
      method: 'POST',
      url: '/api/year-clearings',
      access: REVIEW,
      summary: '编制一家机构一个年度的清算；留用和分担比例取自协议或支付参数，没有规定的不受理',
      schema: { body: shape.YearBody, response: Made },
      handler: ({ body }, desk) =>
        makeNoted(
          desk,
          (client) => prepareYearClearing(client, desk, body, dayIn(clock)),
          (clearing) => ['year_clearing.prepare', { clearing, provider: body.provider, year: body.year }],
        ),
    }),
    route({
      method: 'GET',
      url: '/api/year-clearings/:number',
      access: SEE,
      summary: '一件年度清算：公式、逐单位金额、保证金、预付金、异议、过程、可办事项',
      schema: { params: NumberParams, response: shape.YearClearing },
      handler: ({ params }, desk) => shown(desk, BigInt(params.number)),
    }),
    route({
      method: 'POST',
      url: '/api/year-clearings/:number/words',
      access: REVIEW,
      summary: '登记机构对年度清算的异议，维持或采纳',
      schema: { params: NumberParams, body: shape.YearWordBody, response: shape.YearClearing },
      handler: async ({ params, body }, desk) => {
        const number = BigInt(params.number)
        const wrong = await writeNoted(
          desk,
          (client) => addWord(client, desk, number, body),
          () => [`year_clearing.${body.kind}`, { clearing: params.number }],
        )
        return wrong ?? shown(desk, number)
      },
    }),
    route({
      method: 'POST',
      url: '/api/year-clearings/:number/steps',
      access: 'signed_in',
      summary: '年度清算复核、审批、不予通过',
      schema: { params: NumberParams, body: StepBody, response: shape.YearClearing },
      handler: async ({ params, body }, desk) => {
        const number = BigInt(params.number)
        const effect = async (client: pg.PoolClient, found: ClearingRow, { kind }: { kind: string }) =>
          kind === 'approved' ? approveYearClearing(client, desk, found, dayIn(clock)) : {}
        const done = await takeStep(desk, { subject: 'year_clearing', life: () => YEAR_CLEARING_LIFE, find, effect }, number, body)
        return isRefusal(done) ? done : shown(desk, number)
      },
    }),
  ]
}

async function find(client: pg.PoolClient, number: bigint) {
  const row = await clearingNumbered(client, number)
  return row === undefined ? undefined : { ...row, number }
}

function headJson({ total: _total, ...row }: YearRow) {
  const optional = (fen: bigint | null): number | null => (fen === null ? null : fenJson(fen))
  return {
    ...row,
    stage_name: row.stage === 'none' ? '未编制' : stageName(YEAR_CLEARING_LIFE, row.stage),
    ...{ declared_fen: fenJson(row.declared_fen), reviewed_fen: fenJson(row.reviewed_fen), deducted_fen: fenJson(row.deducted_fen) },
    ...{ settled_fen: fenJson(row.settled_fen), agreed_fen: optional(row.agreed_fen), difference_fen: optional(row.difference_fen) },
    ...{ deposit_held_fen: fenJson(row.deposit_held_fen), prepaid_left_fen: fenJson(row.prepaid_left_fen) },
  }
}

function sheet(desk: Desk, query: Static<typeof shape.YearQuery>): Promise<Response | Refusal> {
  const amounts = ['机构申报', '审核认定', '扣款', '月结合计', '约定金额', '差额', '未返还保证金', '预付金余额']
  const { book, year } = query
  return wholeSheet(desk, {
    action: 'year_clearing.export',
    detail: { book, year },
    sheet: { name: `年度清算${year}`, file: `year-clearings-${year}.xlsx`, texts: ['编号', '机构编码', '机构', '状态'], amounts },
    read: (client, most) => yearRows(client, { ...query, size: most, from: 0 }),
    row: (row) => {
      const one = headJson(row)
      return {
        texts: [one.number ?? '', one.provider, one.provider_name, one.stage_name],
        fen: [
          ...[one.declared_fen, one.reviewed_fen, one.deducted_fen, one.settled_fen],
          ...[one.agreed_fen ?? 0, one.difference_fen ?? 0, one.deposit_held_fen, one.prepaid_left_fen],
        ],
      }
    },
  })
}

async function shown(desk: Desk, number: bigint): Promise<Static<typeof shape.YearClearing> | Refusal> {
  return desk.read(async (client) => {
    const row = await find(client, number)
    if (row === undefined) return NO_SUCH
    const { book, provider, provider_name, year, basis, document, terms_source, officer_name, known_at } = row
    const steps = await paymentSteps(client, 'year_clearing', number)
    const lines = await linesOfClearing(client, number)
    const deposit = await depositOfYear(client, book, provider, year)
    return {
      ...{ number: number.toString(), book, provider, provider_name, year, basis, basis_name: BASES[basis], document, terms_source, officer_name, known_at },
      terms: termsJson(row),
      calculation: calculationJson(row),
      ...amountsJson(row, steps),
      payment: row.standing === null ? '' : (STANDINGS[row.standing] ?? row.standing),
      ...standingJson(desk, YEAR_CLEARING_LIFE, row, steps),
      lines: lines.map(({ unit, care, reviewed_fen, deducted_fen, settled_fen, difference_fen }) => ({
        ...{ unit, care_name: CARES[care] ?? care, reviewed_fen: fenJson(reviewed_fen), deducted_fen: fenJson(deducted_fen) },
        ...{ settled_fen: fenJson(settled_fen), difference_fen: fenJson(difference_fen) },
      })),
      deposit: deposit === undefined ? null : depositJson(deposit),
      prepaid: (await prepaidLeft(client, book, provider)).map(({ unit, fen }) => ({ unit, fen: fenJson(fen) })),
      words: (await wordsOfClearing(client, number)).map(({ officer: _officer, ...word }) => ({ ...word, name: WORDS[word.kind] })),
    }
  })
}

function depositJson({ score, held_fen, returned_fen, stage }: DepositOfYear) {
  return { score: yuanText(BigInt(score)), held_fen: fenJson(held_fen), returned_fen: fenJson(returned_fen), stage_name: stageName(DEPOSIT_LIFE, stage) }
}

function termsJson({ surplus_kept, surplus_from, overspend_shared, overspend_to }: ClearingRow) {
  const given = [
    ['结余留用比例', surplus_kept],
    ['结余留用的最低使用率', surplus_from],
    ['超支分担比例', overspend_shared],
    ['超支分担上限', overspend_to],
  ] as const
  return given.flatMap(([name, value]) => (value === null ? [] : [{ name, value }]))
}

/** How the agreed amount came about, where it was reckoned. */
function calculationJson({ method }: ClearingRow) {
  if (method === null) return []
  const { name, unit, quantity, price, bills, total_fen, pool_fen, worth_fen, others_fen, beside_fen } = method
  const text = (of: string, value: string) => ({ name: of, value, fen: null })
  const money = (of: string, fen: string) => ({ name: of, value: null, fen: fenJson(BigInt(fen)) })
  return [
    ...[text('支付方式', name), text('结算单数', bills), text(unit, quantity), text('单价（元）', price), money('数量 × 单价', worth_fen)],
    ...[money('该方式总费用', total_fen), money('其中统筹按项目', pool_fen), money('− 个人和其他支付', others_fen), money('+ 其他费用按项目', beside_fen)],
  ]
}

function amountsJson(row: ClearingRow, steps: readonly StepRow[]) {
  const setOff = steps.at(-1)?.detail['set_off_fen']
  const setOffFen = typeof setOff === 'string' ? BigInt(setOff) : 0n
  const owed = row.difference_fen > 0n ? row.difference_fen : 0n
  return {
    ...{ declared_fen: fenJson(row.declared_fen), reviewed_fen: fenJson(row.reviewed_fen), deducted_fen: fenJson(row.deducted_fen) },
    ...{ actual_fen: fenJson(row.actual_fen), agreed_fen: fenJson(row.agreed_fen), surplus_fen: fenJson(row.surplus_fen), kept_fen: fenJson(row.kept_fen) },
    ...{ overspend_fen: fenJson(row.overspend_fen), shared_fen: fenJson(row.shared_fen), entitled_fen: fenJson(row.entitled_fen) },
    ...{ settled_fen: fenJson(row.settled_fen), difference_fen: fenJson(row.difference_fen), set_off_fen: fenJson(setOffFen) },
    ...{ pay_fen: fenJson(owed - setOffFen), recover_fen: fenJson(owed - row.difference_fen) },
  }
}

async function addWord(
  client: pg.PoolClient,
  { officer }: Desk,
  number: bigint,
  { kind, text }: Static<typeof shape.YearWordBody>,
): Promise<Refusal | undefined> {
  await lockSubject(client, 'year_clearing', number)
  const row = await find(client, number)
  if (row === undefined) return NO_SUCH
  if (row.stage !== BEGUN && row.stage !== 'reviewed') return refused('not_changeable', '年度清算已经办结，不能再登记异议或答复。')
  const words = await wordsOfClearing(client, number)
  const wrong = wordRefused(row, words, kind, officer.officer)
  if (wrong !== undefined) return wrong
  await client.query('INSERT INTO year_clearing_word (clearing, word, kind, text, officer) VALUES ($1, $2, $3, $4, $5)', [
    ...[number, words.length + 1, kind, text, officer.officer],
  ])
  return undefined
}

function wordRefused(row: ClearingRow, words: readonly WordRow[], kind: WordRow['kind'], officer: bigint): Refusal | undefined {
  const last = words.at(-1)?.kind
  if (kind === 'objected') {
    return last === 'objected' || last === 'accepted' ? refused('not_its_turn', '前一项异议还没有答复，或已经采纳；请刷新页面。') : undefined
  }
  if (last !== 'objected') return refused('not_its_turn', '没有待答复的异议；请刷新页面。')
  return row.officer === officer ? refused('same_officer', '编制清算的人不能答复对它的异议；请由另一位有权限的人员答复。') : undefined
}
