// Reconciliation between bureau, tax, finance, treasury and banks: statements in, the month's run, differences, the certificate.
import { type Day, dayNumber } from '@tongchou/domain/base/day.js'
import { isRefusal, refused } from '@tongchou/domain/base/refusal.js'
import { LINE_DIFFERENCES, type LineDifferenceKind } from '@tongchou/domain/fund/four-ways/match-lines.js'
import { MATTER_STANDINGS, type MatterStanding } from '@tongchou/domain/fund/matter-life.js'
import type pg from 'pg'
import type { Static } from 'typebox'
import { registerCipher } from '../../enrolment/register-cipher.js'
import { uploadNumbered } from '../../files/upload-store.js'
import { dayIn } from '../../http/clock.js'
import type { AppContext } from '../../http/context.js'
import { fenJson } from '../../http/json-money.js'
import { type Desk, type Route, route } from '../../http/route.js'
import { Workbook, workbookAnswer } from '../../http/workbook.js'
import { houseOf } from '../../jobs/house.js'
import { type Progress, runJob } from '../../jobs/run-job.js'
import { MatterBody, MatterDone, MatterEvents, MatterQuery } from '../matter-schema.js'
import { fundName } from '../open-books.js'
import { actOnMatter, eventsOfMatter } from '../take-matter.js'
import { NO_RUN, openCount, takeCertificate } from './certificate.js'
import * as shape from './four-ways-schema.js'
import { certificateOf, differencesOfRun, lastRun, pairResults, partyFaults, partyFiles, unitOfMatter } from './four-ways-store.js'
import { importParty } from './import-party.js'
import { type OtherParty, PARTY_NAMES, pairNamed, pairs } from './pairs.js'
import { monthOf, runFourWays } from './run-match.js'

const SEE = { permission: 'reconcile.see' } as const
const WORK = { permission: 'reconcile.work' } as const
const SIZE = 20
const MOST = 100_000

export function fourWaysRoutes(context: AppContext): readonly Route[] {
  const { clock } = context
  return [
    ...statementRoutes(context),
    route({
      method: 'GET',
      url: '/api/four-ways',
      access: SEE,
      summary: '一个月的四方对账：各方合计、已对上、差异、证明',
      schema: { querystring: shape.MonthQuery, response: shape.MonthResult },
      handler: ({ query }, desk) => desk.read((client) => monthJson(client, desk, monthOf(query.month))),
    }),
    route({
      method: 'GET',
      url: '/api/four-ways/differences',
      access: SEE,
      summary: '一个月的对账差异：类别、账龄、责任人、状态',
      schema: { querystring: shape.DifferenceQuery, response: shape.Differences },
      handler: ({ query }, desk) => desk.read((client) => differencePage(client, desk, query, dayIn(clock))),
    }),
    route({
      method: 'GET',
      url: '/api/four-ways/differences.xlsx',
      access: SEE,
      summary: '把对账差异导出为 Excel',
      schema: { querystring: shape.DifferenceQuery, response: Workbook },
      handler: async ({ query }, desk) => workbook(await desk.read((client) => differencePage(client, desk, { ...query, page: 1 }, dayIn(clock), MOST))),
    }),
    route({
      method: 'GET',
      url: '/api/four-ways/differences/events',
      access: SEE,
      summary: '一条对账差异的处理记录',
      schema: { querystring: MatterQuery, response: MatterEvents },
      handler: ({ query }, desk) => desk.read((client) => eventsOfMatter(client, 'four_ways', BigInt(desk.officer.pool), query.matter)),
    }),
    route({
      method: 'POST',
      url: '/api/four-ways/differences/acts',
      access: WORK,
      summary: '处理一条对账差异：说明、责任人、提请关闭或挂账、由第二人复核',
      schema: { body: MatterBody, response: MatterDone },
      handler: ({ body }, desk) =>
        actOnMatter(
          desk,
          { on: 'four_ways', subject: BigInt(desk.officer.pool) },
          body,
          async (client, { matter }) =>
            (await unitOfMatter(client, desk.officer.pool, matter)) ?? refused('not_found', '没有这条差异，或不在您的区域；请刷新后再办。'),
        ),
    }),
    route({
      method: 'POST',
      url: '/api/four-ways/certificates',
      access: WORK,
      summary: '编制或签发月度对账证明',
      schema: { body: shape.CertificateBody, response: shape.Done },
      handler: async ({ body }, desk) => {
        const done = await desk.write((client) => takeCertificate(client, desk, monthOf(body.month), body.kind))
        if (isRefusal(done)) return done
        await desk.audit(`certificate.${body.kind}`, { detail: { month: body.month } })
        return { done: true }
      },
    }),
  ]
}

function statementRoutes(context: AppContext): readonly Route[] {
  const { databases, clock, key } = context
  return [
    route({
      method: 'GET',
      url: '/api/four-ways/files',
      access: SEE,
      summary: '各方导入过的明细文件，新的在前',
      schema: { response: shape.Files },
      handler: (_request, desk) =>
        desk.read(async (client) =>
          (await partyFiles(client, desk.officer.pool)).map((row) => ({ ...row, file: String(row.file), party_name: PARTY_NAMES[row.party as OtherParty] })),
        ),
    }),
    route({
      method: 'GET',
      url: '/api/four-ways/files/:file/faults',
      access: SEE,
      summary: '一份明细里有误的行和怎样改',
      schema: { params: shape.FileParams, response: shape.Faults },
      handler: ({ params }, desk) => desk.read((client) => partyFaults(client, desk.officer.pool, BigInt(params.file))),
    }),
    route({
      method: 'POST',
      url: '/api/four-ways/files',
      access: WORK,
      summary: '读入一方的明细，作为任务在后台运行',
      schema: { body: shape.ImportBody, response: shape.Started },
      handler: async ({ body }, desk) => {
        const { pool, officer } = desk.officer
        const upload = await desk.read((client) => uploadNumbered(client, pool, BigInt(body.upload)))
        if (upload === undefined || upload.layout !== 'four_ways') return refused('not_found', '没有这份上传；请重新选择文件。')
        const party = body.party as OtherParty
        const asked = { pool, party, upload, officer, today: dayIn(clock) }
        return started(context, desk, { kind: 'four_ways_import', about: { party, party_name: PARTY_NAMES[party], file: upload.name } }, (progress, job) =>
          importParty(databases.batch, registerCipher(key), asked, progress, job),
        )
      },
    }),
    route({
      method: 'POST',
      url: '/api/four-ways/runs',
      access: WORK,
      summary: '按月对账，作为任务在后台运行',
      schema: { body: shape.MonthBody, response: shape.Started },
      handler: ({ body }, desk) => {
        const { pool, officer } = desk.officer
        const asked = { pool, month: monthOf(body.month), officer }
        return started(context, desk, { kind: 'four_ways_match', about: { month: body.month } }, (progress, job) =>
          runFourWays(databases.batch, asked, progress, job),
        )
      },
    }),
  ]
}

type Work = (progress: Progress, job: bigint) => Promise<Readonly<Record<string, unknown>>>

async function started(
  context: AppContext,
  desk: Desk,
  { kind, about }: { readonly kind: 'four_ways_import' | 'four_ways_match'; readonly about: Readonly<Record<string, unknown>> },
  work: Work,
) {
  const { pool, officer } = desk.officer
  const { job } = await runJob(houseOf(context), { kind, pool, officer, about }, work)
  await desk.audit(`${kind}.started`, { detail: { ...about, job: String(job) } })
  return { job: String(job) }
}

async function monthJson(client: pg.PoolClient, desk: Desk, month: Day) {
  const { pool } = desk.officer
  const run = await lastRun(client, pool, month)
  const results = run === undefined ? [] : await pairResults(client, run.run)
  const carried =
    run === undefined ? [] : await differencesOfRun(client, { pool, run: run.run, pair: null, kind: null, standing: 'carried', limit: 200, offset: 0 })
  const { rows } = await client.query<{ name: string }>('SELECT name FROM area WHERE code = $1', [pool])
  const open = run === undefined ? 0 : await openCount(client, pool, run.run)
  const signed = (await certificateOf(client, pool, month)).filter((step) => step.run === run?.run)
  return {
    month: month.slice(0, 7),
    pool_name: rows[0]?.name ?? '',
    run: run === undefined ? null : { run: String(run.run), officer_name: run.officer_name, known_at: run.known_at },
    pairs: pairs().flatMap(({ pair, name, left, right, toleranceDays }) =>
      results
        .filter((one) => one.pair === pair)
        .map(({ left_fen, right_fen, matched_fen, ...counts }) => ({
          ...counts,
          name,
          left_name: PARTY_NAMES[left],
          right_name: PARTY_NAMES[right],
          tolerance_days: toleranceDays,
          left_fen: fenJson(left_fen),
          right_fen: fenJson(right_fen),
          matched_fen: fenJson(matched_fen),
        })),
    ),
    open,
    carried: carried.map(({ sentence, owner }) => ({ sentence, owner: owner ?? '' })),
    certificate: signed.map(({ kind, officer_name, known_at }) => ({ kind, officer_name, known_at })),
    certificate_refused: run === undefined ? NO_RUN.sentence : open > 0 ? `还有${open}条差异没有处理。` : null,
  }
}

async function differencePage(
  client: pg.PoolClient,
  desk: Desk,
  { month, pair, kind, standing, page = 1, size = SIZE }: Static<typeof shape.DifferenceQuery>,
  today: Day,
  limit = size,
) {
  const { pool } = desk.officer
  const run = await lastRun(client, pool, monthOf(month))
  if (run === undefined) return { total: 0, rows: [] }
  const asked = {
    pool,
    run: run.run,
    pair: pair ?? null,
    kind: kind ?? null,
    standing: (standing as string | undefined) ?? null,
    limit,
    offset: (page - 1) * size,
  }
  const rows = await differencesOfRun(client, asked)
  return {
    total: rows[0]?.total ?? 0,
    rows: rows.map(({ total: _total, unit: _unit, pair: of, fund, left_fen, right_fen, standing: stands, ...row }) => ({
      ...row,
      pair_name: pairNamed(of)?.name ?? of,
      fund_name: fundName(fund),
      kind_name: LINE_DIFFERENCES[row.kind as LineDifferenceKind],
      days: Math.max(0, dayNumber(today) - dayNumber(row.day)),
      left_fen: fenJson(left_fen),
      right_fen: fenJson(right_fen),
      standing: stands,
      standing_name: MATTER_STANDINGS[stands as MatterStanding],
    })),
  }
}

function workbook({ rows }: Awaited<ReturnType<typeof differencePage>>): Promise<Response> {
  const texts = ['对账', '核算单位', '基金', '类别', '关键号', '日期', '账龄（天）', '状态', '责任人'].map((header) => ({ header, width: 16 }))
  const money = ['甲方金额', '乙方金额'].map((header) => ({ header, width: 16, money: true }))
  return workbookAnswer('four-ways-differences', '四方对账差异', {
    name: '四方对账差异',
    columns: [...texts, ...money, { header: '说明', width: 60, wrapped: true }],
    rows: rows.map((row) => [
      ...[row.pair_name, row.unit_name, row.fund_name, row.kind_name, row.key_no, row.day, row.days, row.standing_name, row.owner],
      row.left_fen / 100,
      row.right_fen / 100,
      row.sentence,
    ]),
  })
}
