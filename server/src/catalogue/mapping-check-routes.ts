// Whether an institution's fee lines are held against its catalogue mapping, and from when: asked and decided at the desk.
import { isDay } from '@tongchou/domain/base/day.js'
import { refused } from '@tongchou/domain/base/refusal.js'
import { Type } from 'typebox'
import { dayIn } from '../http/clock.js'
import type { AppContext } from '../http/context.js'
import { type Desk, type Route, route } from '../http/route.js'

const Params = Type.Object({ institution: Type.String({ title: '机构编码', pattern: '^[HP][0-9]{11}$', description: 'H或P加11位数字' }) })
const Decision = Type.Object({ required: Type.Boolean(), in_force: Type.String(), decided_by: Type.String(), known_at: Type.String() })
const Answer = Type.Object({
  institution: Type.String(),
  name: Type.String(),
  mapped: Type.Integer({ description: '有效对照条数' }),
  decisions: Type.Array(Decision),
})
const Body = Type.Object({
  required: Type.Boolean({ title: '是否核对' }),
  in_force: Type.String({ title: '生效日期', pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: '年-月-日' }),
})

export function mappingCheckRoutes(context: AppContext): readonly Route[] {
  return [
    route({
      method: 'GET',
      url: '/api/institutions/:institution/mapping-check',
      access: { permission: 'provider.see' },
      summary: '机构的目录对照数量，以及费用上传是否核对对照',
      schema: { params: Params, response: Answer },
      handler: ({ params }, desk) => standing(desk, params.institution),
    }),
    route({
      method: 'POST',
      url: '/api/institutions/:institution/mapping-check',
      access: { permission: 'provider.manage' },
      summary: '决定自某日起费用上传是否核对目录对照',
      schema: { params: Params, body: Body, response: Answer },
      handler: async ({ params, body }, desk) => {
        if (!isDay(body.in_force)) return refused('invalid_field', `没有${body.in_force}这一天，请改正生效日期。`)
        return decide(context, desk, params.institution, body)
      },
    }),
  ]
}

async function decide(context: AppContext, desk: Desk, institution: string, { required, in_force }: { required: boolean; in_force: string }): Promise<unknown> {
  const today = dayIn(context.clock)
  if (in_force < today) return refused('too_late', `生效日期不能早于今天（${today}），已上传的费用不再重新核对。`)
  await desk.audit('mapping_check.decided', { detail: { institution, required, in_force } })
  const written = await desk.write(async (client) => {
    const { rowCount } = await client.query(
      `INSERT INTO mapping_check (institution, fact, required, decided_by, in_force, booked_on)
       SELECT p.code, nextval('fact_seq'), $2, $3, $4, $5 FROM provider p WHERE p.code = $1 AND p.area = ANY (current_areas())`,
      [institution, required, String(desk.officer.officer), in_force, today],
    )
    return rowCount === 1
  })
  return written ? standing(desk, institution) : refused('not_found', '没有这家定点医药机构，或不归您的区域管理，请核对机构编码。')
}

const NO_INSTITUTION = refused('not_found', '没有这家定点医药机构，请核对机构编码。')

function standing(desk: Desk, institution: string): Promise<unknown> {
  return desk.read(async (client) => {
    const found = await client.query<{ name: string; mapped: number }>(
      'SELECT p.name, (SELECT count(*)::int FROM mapping_in_use m WHERE m.institution = p.code) AS mapped FROM provider p WHERE p.code = $1',
      [institution],
    )
    const [provider] = found.rows
    if (provider === undefined) return NO_INSTITUTION
    const decisions = await client.query(
      `SELECT c.required, c.in_force, o.account AS decided_by, to_char(c.known_at, 'YYYY-MM-DD HH24:MI') AS known_at
       FROM mapping_check c JOIN officer o ON o.officer = c.decided_by WHERE c.institution = $1 ORDER BY c.in_force DESC, c.fact DESC`,
      [institution],
    )
    return { institution, ...provider, decisions: decisions.rows }
  })
}
