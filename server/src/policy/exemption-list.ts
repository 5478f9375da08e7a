// Who was let through a freeze: every approval of a higher level that was recorded, whose draft and which text, by which document, and
// until when it counts. One counts for one text while the freeze lasts; where it counts no longer, the list says why.
import type { Day } from '@tongchou/domain/base/day.js'
import { type Static, Type } from 'typebox'
import { type SheetColumn, workbookAnswer } from '../http/workbook.js'
import { DayText, nullable } from './draft-schema.js'
import type { Queryable } from './store.js'

const text = Type.String()

export const ExemptionQuery = Type.Object({
  q: Type.Optional(Type.String({ title: '查找', maxLength: 60, description: '文号、草案名称、批准机关或登记人' })),
  freeze: Type.Optional(Type.String({ title: '启动期编号', pattern: '^[1-9]\\d{0,17}$', description: '数字' })),
  state: Type.Optional(Type.Union([Type.Literal('counts'), Type.Literal('used'), Type.Literal('over')], { title: '状态' })),
  page: Type.Optional(Type.Integer({ title: '页码', minimum: 1, maximum: 100_000 })),
  size: Type.Optional(Type.Integer({ title: '每页条数', minimum: 1, maximum: 200 })),
})

export const ListedExemption = Type.Object({
  exemption: text,
  freeze: text,
  freeze_area_name: text,
  freeze_document: text,
  from: DayText,
  until: nullable(DayText),
  draft: text,
  draft_title: text,
  draft_area_name: text,
  revision: Type.Integer(),
  authority: text,
  authority_name: text,
  document: text,
  remark: text,
  recorded_by: text,
  recorded_at: text,
  state: Type.String({ description: 'counts | used | over' }),
  state_name: Type.String({ description: 'why it counts no longer, where it does not' }),
})

export const ExemptionList = Type.Object({ total: Type.Integer(), rows: Type.Array(ListedExemption) })

type Row = Static<typeof ListedExemption>
type Asked = Omit<Static<typeof ExemptionQuery>, 'page' | 'size'>

const LISTED = `
  SELECT e.exemption::text, e.freeze_key::text AS freeze, fa.name AS freeze_area_name, f.document AS freeze_document, f.in_force AS "from", f.until,
         e.draft::text, d.title AS draft_title, da.name AS draft_area_name, e.revision, e.authority, ha.name AS authority_name, e.document, e.remark,
         o.name AS recorded_by, to_char(e.recorded_at, 'YYYY-MM-DD HH24:MI:SS') AS recorded_at, s.state, s.state_name
    FROM policy_freeze_exemption e
    JOIN policy_freeze f ON f.freeze_key = e.freeze_key
    JOIN policy_draft d ON d.draft = e.draft
    JOIN officer o ON o.officer = e.recorded_by
    JOIN area fa ON fa.code = f.area JOIN area da ON da.code = d.area JOIN area ha ON ha.code = e.authority
    CROSS JOIN LATERAL (SELECT
      (SELECT max(r.revision) FROM policy_draft_revision r WHERE r.draft = e.draft) AS newest,
      EXISTS (SELECT FROM policy_draft_step t WHERE t.draft = e.draft AND t.kind = 'published' AND t.revision = e.revision) AS published,
      EXISTS (SELECT FROM policy_draft_step t WHERE t.draft = e.draft AND t.kind = 'withdrawn') AS withdrawn,
      EXISTS (SELECT FROM policy_freeze later WHERE later.amends = f.freeze_key) AS amended) AS known
    CROSS JOIN LATERAL (SELECT
      CASE WHEN published THEN 'used' WHEN newest > e.revision OR withdrawn OR amended OR f.until < $2 THEN 'over' ELSE 'counts' END AS state,
      CASE WHEN published THEN '已凭此发布' WHEN newest > e.revision THEN '草案文本已改，须重新批准' WHEN withdrawn THEN '草案已撤回'
           WHEN amended THEN '启动期已更正，须重新批准' WHEN f.until < $2 THEN '启动期已满' ELSE '有效' END AS state_name) AS s
   WHERE f.pool = $1 AND ($3::text IS NULL OR s.state = $3) AND ($4::bigint IS NULL OR e.freeze_key = $4)
     AND ($5::text IS NULL OR position(lower($5) IN lower(concat_ws(' ', e.document, d.title, ha.name, o.name, e.remark))) > 0)`

function valuesOf(pool: string, today: Day, { state, freeze, q }: Asked): unknown[] {
  return [pool, today, state ?? null, freeze ?? null, q === undefined || q.trim() === '' ? null : q.trim()]
}

/** The newest first. */
export async function listExemptions(
  db: Queryable,
  pool: string,
  today: Day,
  { page = 1, size = 20, ...asked }: Static<typeof ExemptionQuery>,
): Promise<Static<typeof ExemptionList>> {
  const values = valuesOf(pool, today, asked)
  const { rows: counted } = await db.query<{ total: number }>(`SELECT count(*)::int AS total FROM (${LISTED}) AS listed`, values)
  const { rows } = await db.query<Row>(`${LISTED} ORDER BY e.exemption DESC LIMIT $6 OFFSET $7`, [...values, size, (page - 1) * size])
  return { total: counted[0]?.total ?? 0, rows }
}

const COLUMNS: readonly SheetColumn[] = [
  { header: '草案', width: 30, wrapped: true },
  { header: '草案地区', width: 14 },
  { header: '稿次', width: 8 },
  { header: '批准机关', width: 16 },
  { header: '批准文号', width: 24 },
  { header: '启动期', width: 26 },
  { header: '启动期依据', width: 24 },
  { header: '状态', width: 24 },
  { header: '登记人', width: 12 },
  { header: '登记时间', width: 20 },
  { header: '说明', width: 40, wrapped: true },
]

export async function exemptionWorkbook(db: Queryable, pool: string, today: Day, asked: Asked): Promise<Response> {
  const { rows } = await db.query<Row>(`${LISTED} ORDER BY e.exemption DESC`, valuesOf(pool, today, asked))
  const cells = rows.map((row) => [
    row.draft_title,
    row.draft_area_name,
    row.revision,
    row.authority_name,
    row.document,
    `${row.freeze_area_name} ${row.from} 至 ${row.until ?? '未定'}`,
    row.freeze_document,
    row.state_name,
    row.recorded_by,
    row.recorded_at,
    row.remark,
  ])
  return workbookAnswer('exemptions', '启动期豁免清单', { name: '豁免清单', columns: COLUMNS, rows: cells })
}
