// Vouchers written by hand: what may be written, prepare, review by another officer, post by another than the reviewer, send back, withdraw.
import { deskStepRefused } from '@tongchou/domain/base/desk-life.js'
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { OPEN_VOUCHER_STAGES, VOUCHER_LIFE, type VoucherStage } from '@tongchou/domain/fund/voucher-life.js'
import type pg from 'pg'
import type { Static } from 'typebox'
import { type Clock, dayIn } from '../http/clock.js'
import { fenJson } from '../http/json-money.js'
import { type Desk, type Route, route } from '../http/route.js'
import { bookOfDesk, NO_BOOK, worksFor } from './book-of-desk.js'
import { actionsOf, holdPaper, insertStep, stepsJson, stepsOf } from './desk-steps.js'
import { manualKinds, purposeName } from './manual-kinds.js'
import { postDraft, prepareVoucher } from './prepare-voucher.js'
import { BookParams } from './schemas.js'
import { type DraftRow, draftNumbered, draftPage, namesOfBook } from './voucher-draft-store.js'
import { fileJson } from './voucher-routes.js'
import * as shape from './voucher-schema.js'
import { attachmentsOfDraft } from './voucher-store.js'

type StepKind = Static<typeof shape.StepBody>['kind']
const PERMISSION: Readonly<Record<StepKind, string>> = {
  reviewed: 'voucher.review',
  returned: 'voucher.review',
  posted: 'book.post',
  withdrawn: 'voucher.prepare',
}
const NO_SUCH = refused('not_found', '没有这张手工凭证，或者它不属于您管辖的核算单位。')
const SIZE = 20

export function voucherDraftRoutes({ clock }: { readonly clock: Clock }): readonly Route[] {
  return [
    route({
      method: 'GET',
      url: '/api/fund/books/:book/manual-kinds',
      access: { permission: 'book.see' },
      summary: '可以手工编制的凭证种类、科目、核算单位',
      schema: { params: BookParams, response: shape.ManualKinds },
      handler: ({ params }, desk) =>
        desk.read(async (client) => {
          if (isRefusal(await bookOfDesk(client, desk, params.book))) return NO_BOOK
          const kinds = (await manualKinds()).map(({ purpose, name, debit, credit }) => ({ purpose, name, debit: [...debit], credit: [...credit] }))
          return { kinds, ...(await namesOfBook(client, params.book)) }
        }),
    }),
    route({
      method: 'GET',
      url: '/api/fund/books/:book/voucher-drafts',
      access: { permission: 'book.see' },
      summary: '手工凭证：待复核、待记账、退回、已记账',
      schema: { params: BookParams, querystring: shape.DraftQuery, response: shape.Drafts },
      handler: ({ params, query }, desk) =>
        desk.read(async (client) => {
          const { stage, page = 1, size = SIZE } = query
          const stages = stage === undefined ? null : stage === 'open' ? OPEN_VOUCHER_STAGES : [stage]
          const { total, rows } = await draftPage(client, { book: params.book, stages, limit: size, offset: (page - 1) * size })
          return { total, rows: await Promise.all(rows.map(headJson)) }
        }),
    }),
    route({
      method: 'POST',
      url: '/api/fund/books/:book/voucher-drafts',
      access: { permission: 'voucher.prepare' },
      summary: '编制手工凭证、红字冲销、补充更正，或重制被退回的凭证',
      schema: { params: BookParams, body: shape.DraftBody, response: shape.Draft },
      handler: async ({ params, body }, desk) => {
        const made = await desk.write((client) => prepareVoucher(client, desk, params.book, body, dayIn(clock)))
        if (isRefusal(made)) return made
        await desk.audit('voucher.prepare', { detail: { draft: String(made), book: params.book, purpose: body.purpose } })
        return desk.read((client) => shown(client, desk, made))
      },
    }),
    route({
      method: 'GET',
      url: '/api/voucher-drafts/:draft',
      access: { permission: 'book.see' },
      summary: '一张手工凭证：分录、附件、经手、可办事项',
      schema: { params: shape.DraftParams, response: shape.Draft },
      handler: ({ params }, desk) => desk.read((client) => shown(client, desk, BigInt(params.draft))),
    }),
    route({
      method: 'POST',
      url: '/api/voucher-drafts/:draft/steps',
      access: 'signed_in',
      summary: '复核、退回、记账、作废一张手工凭证',
      schema: { params: shape.DraftParams, body: shape.StepBody, response: shape.Draft },
      handler: ({ params, body }, desk) => take(desk, BigInt(params.draft), body),
    }),
  ]
}

async function take(desk: Desk, number: bigint, { kind, remark = '' }: Static<typeof shape.StepBody>): Promise<unknown> {
  if (!desk.officer.permissions.has(PERMISSION[kind])) return refused('not_permitted', '您的岗位不能办理这一步。')
  if (kind === 'returned' && remark.trim().length < 2) return refused('remark_missing', '请写明退回理由，至少两个字。')
  const done = await desk.write(async (client): Promise<{ voucher: bigint | undefined } | Refusal> => {
    await holdPaper(client, 'voucher_draft', number)
    const found = await draftNumbered(client, desk.officer.pool, number)
    if (found === undefined) return NO_SUCH
    const elsewhere = found.units.find((unit) => !worksFor(desk.officer, found.book, unit))
    if (elsewhere !== undefined) return refused('elsewhere', '这张凭证涉及其他核算单位，请由上级经办机构办理。')
    const steps = await stepsOf<VoucherStage>(client, 'voucher_draft', [number])
    const wrong = deskStepRefused(VOUCHER_LIFE, steps, kind, desk.officer.officer)
    if (wrong !== undefined) return wrong
    const voucher = kind === 'posted' ? await postDraft(client, found) : undefined
    if (isRefusal(voucher)) return voucher
    const step = { of: number, step: steps.length + 1, kind, remark: remark.trim(), officer: desk.officer.officer }
    await insertStep(client, 'voucher_draft', voucher === undefined ? step : { ...step, voucher })
    return { voucher }
  })
  if (isRefusal(done)) return done
  await desk.audit(`voucher.${kind}`, { detail: { draft: String(number), ...(done.voucher === undefined ? {} : { voucher: String(done.voucher) }) } })
  return desk.read((client) => shown(client, desk, number))
}

async function shown(client: pg.PoolClient, desk: Desk, number: bigint): Promise<unknown> {
  const found = await draftNumbered(client, desk.officer.pool, number)
  if (found === undefined) return NO_SUCH
  const steps = await stepsOf<VoucherStage>(client, 'voucher_draft', [number])
  return {
    ...(await headJson(found)),
    replaces: found.replaces?.toString() ?? null,
    lines: linesJson(found, await namesOfBook(client, found.book)),
    files: (await attachmentsOfDraft(client, number)).map(fileJson),
    steps: stepsJson(VOUCHER_LIFE, steps),
    actions: actionsOf(VOUCHER_LIFE, steps, PERMISSION, desk.officer),
  }
}

async function headJson({ draft, book, purpose, corrects, text, day, booked_on, officer_name, known_at, stage, voucher, amounts }: DraftRow) {
  const sum = amounts.filter((fen) => fen > 0n).reduce((total, fen) => total + fen, 0n)
  return {
    draft: draft.toString(),
    book,
    purpose,
    purpose_name: await purposeName(purpose),
    corrects: corrects?.toString() ?? null,
    text,
    day,
    booked_on,
    officer_name,
    known_at,
    stage,
    stage_name: VOUCHER_LIFE.names[stage],
    voucher: voucher?.toString() ?? null,
    debit_fen: fenJson(purpose === 'red_letter' ? -sum : sum),
  }
}

function linesJson({ purpose, units, accounts, details, amounts }: DraftRow, names: Awaited<ReturnType<typeof namesOfBook>>) {
  return accounts.map((account, i) => {
    const [detail, unit, fen] = [details[i] ?? '', units[i] ?? '', amounts[i] ?? 0n]
    const known = names.accounts.find((one) => one.account === account)
    const onDebit = fen > 0n !== (purpose === 'red_letter')
    return {
      account,
      account_name: known?.name ?? account,
      detail,
      detail_name: known?.details.find((one) => one.detail === detail)?.name ?? detail,
      unit,
      unit_name: names.units.find((one) => one.unit === unit)?.name ?? unit,
      debit_fen: onDebit ? fenJson(fen) : 0,
      credit_fen: onDebit ? 0 : fenJson(-fen),
    }
  })
}
