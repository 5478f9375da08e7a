// Premiums let off by a document (减免): one officer asks, another approves; what is approved is a fact of the book. While an area's launch
// period lasts only a document of a level above the pool lets premiums off (C9): refused when it is asked for, and again when it is booked.
// A county's document lets nothing off at any time: what is paid into the pool is set by the pooling level or above it.
import type { Day } from '@tongchou/domain/base/day.js'
import { deskStepRefused } from '@tongchou/domain/base/desk-life.js'
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type { BookFactOf } from '@tongchou/domain/facts/fact.js'
import { WAIVER_LIFE, type WaiverStage } from '@tongchou/domain/fund/waiver-life.js'
import { inheritanceOf } from '@tongchou/domain/policy/area-level.js'
import type pg from 'pg'
import type { Static } from 'typebox'
import { type Clock, dayIn } from '../http/clock.js'
import { fenJson } from '../http/json-money.js'
import { type Desk, type Route, route } from '../http/route.js'
import { Workbook, workbookReply } from '../http/workbook.js'
import { MOST, tooMany } from '../payment/whole-list.js'
import { bookOfDesk, type DeskBook } from './book-of-desk.js'
import { actionsOf, holdPaper, insertStep, nextNumber, stepsJson, stepsOf } from './desk-steps.js'
import { nextFacts } from './fact-store.js'
import { frozenWaivers } from './frozen-waivers.js'
import { recordFacts } from './record-facts.js'
import { BookParams } from './schemas.js'
import { namesOfBook } from './voucher-draft-store.js'
import * as shape from './waiver-schema.js'
import { areasNamed, insertWaiver, type WaiverRow, waiverNumbered, waiverPage } from './waiver-store.js'

const SEE = { permission: 'book.see' } as const
const PERMISSION = { approved: 'voucher.review', returned: 'voucher.review' } as const
const NO_SUCH = refused('not_found', '没有这份减免登记，或者它不属于您管辖的核算单位。')
const SIZE = 20
const PAYERS: Readonly<Record<WaiverRow['payer'], string>> = { employer: '用人单位', flexible: '灵活就业人员', resident: '居民' }

export function waiverRoutes({ clock }: { readonly clock: Clock }): readonly Route[] {
  return [
    route({
      method: 'GET',
      url: '/api/fund/books/:book/waivers',
      access: SEE,
      summary: '减免保险费的登记，新的在前；以及可填的单位、缴费人、发文地区',
      schema: { params: BookParams, querystring: shape.WaiverQuery, response: shape.Waivers },
      handler: ({ params, query: { stage = null, q = null, page = 1, size = SIZE } }, desk) =>
        desk.read(async (client) => {
          const book = await bookOfDesk(client, desk, params.book)
          if (isRefusal(book)) return book
          const { total, rows } = await waiverPage(client, { book: params.book, stage, q, limit: size, offset: (page - 1) * size })
          return { total, rows: rows.map(headJson), ...(await choicesOf(client, desk, book)) }
        }),
    }),
    route({
      method: 'GET',
      url: '/api/fund/books/:book/waivers.xlsx',
      access: SEE,
      summary: '减免保险费的登记（Excel）',
      schema: { params: BookParams, querystring: shape.WaiverQuery, response: Workbook },
      handler: async ({ params, query: { stage = null, q = null } }, desk) => {
        const { total, rows } = await desk.read((client) => waiverPage(client, { book: params.book, stage, q, limit: MOST, offset: 0 }))
        const over = tooMany(total)
        if (over !== undefined) return over
        await desk.audit('premium_waiver.export', { detail: { book: params.book, rows: rows.length } })
        return sheetOf(rows)
      },
    }),
    route({
      method: 'POST',
      url: '/api/fund/books/:book/waivers',
      access: { permission: 'voucher.prepare' },
      summary: '登记一笔减免，待另一人审批',
      schema: { params: BookParams, body: shape.WaiverBody, response: shape.Waiver },
      handler: async ({ params, body }, desk) => {
        const made = await desk.write((client) => prepare(client, desk, params.book, body, dayIn(clock)))
        if (isRefusal(made)) return made
        await desk.audit('premium_waiver.prepare', { detail: { waiver: String(made), book: params.book, document: body.document } })
        return desk.read((client) => shown(client, desk, made))
      },
    }),
    route({
      method: 'GET',
      url: '/api/waivers/:waiver',
      access: SEE,
      summary: '一份减免登记：内容、经手、可办事项',
      schema: { params: shape.WaiverParams, response: shape.Waiver },
      handler: ({ params }, desk) => desk.read((client) => shown(client, desk, BigInt(params.waiver))),
    }),
    route({
      method: 'POST',
      url: '/api/waivers/:waiver/steps',
      access: { permission: 'voucher.review' },
      summary: '批准一份减免并记账，或不予通过',
      schema: { params: shape.WaiverParams, body: shape.WaiverStepBody, response: shape.Waiver },
      handler: ({ params, body }, desk) => take(desk, BigInt(params.waiver), body, dayIn(clock)),
    }),
  ]
}

async function choicesOf(client: pg.PoolClient, desk: Desk, { book, fund }: DeskBook) {
  const { units } = await namesOfBook(client, book)
  return {
    units: units.filter(({ unit }) => desk.officer.areas.includes(unit)).map(({ unit, name }) => ({ value: unit, name })),
    payers: payersOf(fund).map((value) => ({ value, name: PAYERS[value] })),
    authorities: await areasNamed(client, [...inheritanceOf(desk.officer.pool)].reverse()),
  }
}

function payersOf(fund: string): readonly WaiverRow['payer'][] {
  if (fund === 'resident') return ['resident']
  return fund === 'employee' ? ['employer', 'flexible'] : []
}

async function prepare(client: pg.PoolClient, desk: Desk, book: string, asked: shape.WaiverAsked, today: Day): Promise<bigint | Refusal> {
  const found = await bookOfDesk(client, desk, book)
  if (isRefusal(found)) return found
  const wrong = wrongFields(asked, found, desk, today)
  if (wrong !== undefined) return wrong
  const { units } = await namesOfBook(client, book)
  if (!units.some(({ unit }) => unit === asked.unit)) return refused('no_such_unit', `${asked.unit} 不是这个统筹区的核算单位；请从列表选择。`)
  const waiver = await nextNumber(client)
  const { officer } = desk.officer
  const period = `${asked.month}-01`
  const { unit, payer, heads, assessed, authority } = asked
  const one = { waiver, book, unit, payer, period, heads, assessed, authority, document: asked.document.trim(), benefitYear: Number(period.slice(0, 4)) }
  const money = { poolFen: BigInt(asked.pool_fen), accountFen: BigInt(asked.account_fen) }
  const fact = { kind: 'premium_waived', fact: 0n, inForce: asked.document_day, bookedOn: today, ...one, ...money } as const
  const [frozen] = await frozenWaivers(client, [fact])
  if (frozen !== undefined) return frozen.refusal
  await insertWaiver(client, { ...one, ...money, documentDay: asked.document_day, officer })
  await insertStep(client, 'premium_waiver', { of: waiver, step: 1, kind: 'prepared', remark: '', officer })
  return waiver
}

function wrongFields(asked: shape.WaiverAsked, { fund, name }: DeskBook, { officer }: Desk, today: Day): Refusal | undefined {
  const { unit, payer, authority, pool_fen: poolFen, account_fen: accountFen } = asked
  if (!payersOf(fund).includes(payer)) return refused('payer_not_of_fund', `${name}没有${PAYERS[payer]}的保险费；请从列表选择缴费人。`)
  if (!officer.areas.includes(unit)) return refused('elsewhere', '这个核算单位不在您的管辖范围内，请由它的经办机构或上级办理。')
  if (poolFen + accountFen === 0) return refused('amount_missing', '请填写减免金额。')
  if (accountFen > 0 && fund !== 'employee') return refused('no_account', '居民医保没有个人账户部分；请把减免金额都填在统筹部分。')
  if (asked.document_day > today) return refused('in_future', '发文日期不能晚于今天。')
  if (asked.month > today.slice(0, 7)) return refused('in_future', '费款所属月不能晚于本月。')
  if (inheritanceOf(officer.pool).includes(authority)) return undefined
  return refused('authority_too_low', '减免保险费由统筹地区或者上级政府决定，县区文件不能作为依据；请填写统筹地区或上级的文件。')
}

async function take(desk: Desk, waiver: bigint, { kind, remark = '' }: Static<typeof shape.WaiverStepBody>, today: Day): Promise<unknown> {
  if (kind === 'returned' && remark.trim().length < 2) return refused('remark_missing', '请写明不予通过的理由，至少两个字。')
  const done = await desk.write(async (client): Promise<WaiverRow | Refusal> => {
    await holdPaper(client, 'premium_waiver', waiver)
    const found = await waiverNumbered(client, desk.officer.pool, waiver)
    if (found === undefined) return NO_SUCH
    const steps = await stepsOf<WaiverStage>(client, 'premium_waiver', [waiver])
    const wrong = deskStepRefused(WAIVER_LIFE, steps, kind, desk.officer.officer)
    if (wrong !== undefined) return wrong
    const fact = kind === 'approved' ? await book(client, found, today) : undefined
    if (fact !== undefined && typeof fact !== 'bigint') return fact
    const step = { of: waiver, step: steps.length + 1, kind, remark: remark.trim(), officer: desk.officer.officer }
    await insertStep(client, 'premium_waiver', fact === undefined ? step : { ...step, booked: { book: found.book, fact } })
    return found
  })
  if (isRefusal(done)) return done
  await desk.audit(`premium_waiver.${kind}`, { detail: { waiver: String(waiver), book: done.book, document: done.document } })
  return desk.read((client) => shown(client, desk, waiver))
}

/** The fact and its journal. A launch period that began after the form was written refuses it here. */
async function book(client: pg.PoolClient, row: WaiverRow, today: Day): Promise<bigint | Refusal> {
  const [fact] = await nextFacts(client, 1)
  if (fact === undefined) throw new Error('no number was given for a fact')
  const { unit, payer, period, heads, assessed, document, authority } = row
  const waived: BookFactOf<'premium_waived'> = {
    ...{ kind: 'premium_waived', book: row.book, fact, inForce: row.document_day, bookedOn: today },
    ...{ unit, payer, period, heads, assessed, document, authority },
    ...{ benefitYear: row.benefit_year, poolFen: row.pool_fen, accountFen: row.account_fen },
  }
  const recorded = await recordFacts(client, [waived])
  const refusal = recorded.kind === 'not_recorded' ? recorded.refusals[0]?.refusal : undefined
  return refusal ?? fact
}

async function shown(client: pg.PoolClient, desk: Desk, waiver: bigint): Promise<unknown> {
  const found = await waiverNumbered(client, desk.officer.pool, waiver)
  if (found === undefined) return NO_SUCH
  const steps = await stepsOf<WaiverStage>(client, 'premium_waiver', [waiver])
  return { ...headJson(found), steps: stepsJson(WAIVER_LIFE, steps), actions: actionsOf(WAIVER_LIFE, steps, PERMISSION, desk.officer) }
}

function headJson({ waiver, payer, period, pool_fen, account_fen, fact, stage, authority: _code, benefit_year: _year, ...row }: WaiverRow) {
  return {
    ...row,
    waiver: waiver.toString(),
    payer,
    payer_name: PAYERS[payer],
    month: period.slice(0, 7),
    pool_fen: fenJson(pool_fen),
    account_fen: fenJson(account_fen),
    fact: fact?.toString() ?? null,
    stage,
    stage_name: WAIVER_LIFE.names[stage],
  }
}

function sheetOf(rows: readonly WaiverRow[]): Promise<Response> {
  const texts = ['登记时间', '单位', '缴费人', '费款所属月', '人数', '减免文件', '发文地区', '发文日期', '登记人', '状态']
  return workbookReply(
    { name: '减免登记', file: 'premium-waivers.xlsx', texts, amounts: ['统筹部分', '个人账户部分'] },
    rows.map(headJson).map((row) => ({
      texts: [
        row.known_at.slice(0, 19),
        row.unit_name,
        row.payer_name,
        row.month,
        String(row.heads),
        row.document,
        row.authority_name,
        row.document_day,
        row.officer_name,
        row.stage_name,
      ],
      fen: [row.pool_fen, row.account_fen],
    })),
  )
}
