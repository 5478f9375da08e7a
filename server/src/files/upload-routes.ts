// Bringing files in: their layouts with a template each, the announcement of a file, its pieces. What reads the file starts its own job.
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { Type } from 'typebox'
import { registerCipher } from '../enrolment/register-cipher.js'
import type { AppContext } from '../http/context.js'
import { type Desk, type Route, route } from '../http/route.js'
import { Workbook, workbookOf } from '../http/workbook.js'
import { type Layout, layoutNamed, layouts } from './layout.js'
import { insertPiece, insertUpload, uploadNumbered } from './upload-store.js'

const PIECE = 4 * 1024 * 1024
const LARGEST = 512 * 1024 * 1024

const LayoutParams = Type.Object({ layout: Type.String({ title: '文件格式', pattern: '^[a-z_]{2,30}$', description: '小写字母' }) })
const UploadBody = Type.Object({
  unit: Type.String({ title: '核算单位', pattern: '^\\d{6,12}$', description: '区划代码' }),
  layout: Type.String({ title: '文件格式', pattern: '^[a-z_]{2,30}$', description: '小写字母' }),
  name: Type.String({ title: '文件名', minLength: 1, maxLength: 120 }),
  sha256: Type.String({ title: '校验值', pattern: '^[0-9a-f]{64}$', description: '64 位' }),
  bytes: Type.Integer({ title: '字节数', minimum: 1, maximum: LARGEST }),
})
const PieceBody = Type.Object({
  piece: Type.Integer({ title: '第几段', minimum: 0, maximum: 10_000 }),
  content: Type.String({ title: '内容', minLength: 1, maxLength: Math.ceil(PIECE / 3) * 4 + 4 }),
})

export function uploadRoutes({ key, databases }: AppContext): readonly Route[] {
  const cipher = registerCipher(key)
  return [
    route({
      method: 'GET',
      url: '/api/file-layouts',
      access: 'signed_in',
      summary: '可以导入的文件格式和各列',
      schema: {
        response: Type.Array(
          Type.Object({
            layout: Type.String(),
            name: Type.String(),
            about: Type.String(),
            columns: Type.Array(
              Type.Object({ column: Type.String(), required: Type.Boolean(), words: Type.Array(Type.String()), note: Type.String(), example: Type.String() }),
            ),
          }),
        ),
      },
      handler: async () => [...layouts().values()].map(layoutJson),
    }),
    route({
      method: 'GET',
      url: '/api/file-layouts/:layout/template.xlsx',
      access: 'signed_in',
      summary: '一种文件格式的空白模板和填写说明',
      schema: { params: LayoutParams, response: Workbook },
      handler: async ({ params }) => {
        const layout = layoutNamed(params.layout)
        return isRefusal(layout) ? layout : template(layout)
      },
    }),
    route({
      method: 'POST',
      url: '/api/uploads',
      access: 'signed_in',
      summary: '登记一份要上传的文件，得到编号和段长',
      schema: { body: UploadBody, response: Type.Object({ upload: Type.String(), piece_bytes: Type.Integer(), pieces: Type.Integer() }) },
      handler: async ({ body }, desk) => {
        const layout = layoutNamed(body.layout)
        if (isRefusal(layout)) return layout
        const wrong = mayBring(desk, body.layout, body.unit)
        if (wrong !== undefined) return wrong
        const pieces = Math.ceil(body.bytes / PIECE)
        const { pool, officer } = desk.officer
        const upload = await desk.write((client) => insertUpload(client, { ...body, bytes: BigInt(body.bytes), pieces, pool, officer }))
        await desk.audit('file.announced', { area: body.unit, detail: { upload: String(upload), layout: body.layout, bytes: body.bytes } })
        return { upload: String(upload), piece_bytes: PIECE, pieces }
      },
    }),
    route({
      method: 'POST',
      url: '/api/uploads/:upload/pieces',
      access: 'signed_in',
      summary: '上传一段；重复上传同一段不会出错',
      bodyLimit: Math.ceil(PIECE / 3) * 4 + 1024,
      schema: {
        params: Type.Object({ upload: Type.String({ title: '上传编号', pattern: '^\\d{1,18}$', description: '数字' }) }),
        body: PieceBody,
        response: Type.Object({ piece: Type.Integer() }),
      },
      handler: async ({ params, body }, desk) => {
        const found = await desk.read((client) => uploadNumbered(client, desk.officer.pool, BigInt(params.upload)))
        if (found === undefined || found.officer !== desk.officer.officer) return refused('not_found', '没有这份上传，或不是您登记的；请重新选择文件。')
        if (body.piece >= found.pieces) return refused('no_such_piece', `这份文件只有${found.pieces}段；请重新选择文件。`)
        await insertPiece(databases.batch, cipher, found.upload, body.piece, Buffer.from(body.content, 'base64'))
        return { piece: body.piece }
      },
    }),
  ]
}

function mayBring({ officer }: Desk, layout: string, unit: string): Refusal | undefined {
  const needed = layout === 'four_ways' ? 'reconcile.work' : 'takeover.manage'
  if (!officer.permissions.has(needed)) return refused('not_permitted', '您的岗位不能导入这种文件。')
  return officer.areas.includes(unit) ? undefined : refused('elsewhere', '只能导入本区域核算单位的文件。')
}

function layoutJson({ layout, name, about, columns }: Layout) {
  return {
    layout,
    name,
    about,
    columns: columns.map(({ column, required, choices, note, example }) => ({
      column,
      required,
      words: [...choices.keys()].filter((word) => /[\u4e00-\u9fff]/.test(word)),
      note,
      example,
    })),
  }
}

function template(layout: Layout): Promise<Response> {
  const { name, about, columns } = layoutJson(layout)
  const notes = columns.map(({ column, required, words, note, example }) => [column, required ? '必填' : '选填', words.join('、'), note, example])
  return workbookOf(`template-${layout.layout}`, `${name}模板`, [
    { name, columns: columns.map(({ column }) => ({ header: column, width: 18 })), rows: [] },
    {
      name: '填写说明',
      columns: ['列', '是否必填', '可写的词', about, '例'].map((header) => ({ header, width: 26, wrapped: true })),
      rows: notes,
    },
  ])
}
