// What an institution tells of itself: its codes against the national ones (3301, 3302), departments and beds (3401–3403), who
// practises there (5101, 5102).
import { type Json, rowOf } from '../wire/envelope.js'
import { whole } from './check-whole.js'
import type { Examiner } from './examiner.js'
import { formed } from './form-message.js'

const EARLIER = '2000-01-01'

export async function walkOwnData(examiner: Examiner): Promise<void> {
  if (examiner.hospital === undefined) return
  await mappings(examiner, examiner.hospital.code)
  await departments(examiner)
  const kind = rowOf(formed(examiner, '5102', {}), 'data')['prac_psn_type']
  await whole(examiner, '5102', { data: { prac_psn_type: kind, psn_cert_type: '', certno: '', prac_psn_name: '', prac_psn_code: '' } })
}

async function mappings(examiner: Examiner, code: string): Promise<void> {
  const [item] = examiner.centre.items
  const own = examiner.newMsgid().slice(12)
  const today = examiner.now.slice(0, 10)
  const type = item?.code.startsWith('X') === true ? '101' : '201'
  const known = { fixmedins_code: code, fixmedins_hilist_id: own, fixmedins_hilist_name: item?.name ?? '', list_type: type, med_list_codg: item?.code ?? '' }
  const upload = (more: Json): Json => formed(examiner, '3301', { ...known, begndate: today, enddate: `${today.slice(0, 4)}-12-31`, ...more })
  const early = {
    what: '结束早于开始拒绝',
    says: 'enddate不早于begndate',
    section: '3301 输入',
    about: /enddate|结束日期/,
    input: upload({ enddate: EARLIER }),
  }
  const done = await whole(examiner, '3301', upload({}), [early])
  if (done === undefined) return
  const drop = formed(examiner, '3302', known)
  if ((await whole(examiner, '3302', drop)) === undefined) return
  await examiner.refused('3302', drop, { what: '重复撤销拒绝', says: '没有有效对照时说明', section: '业务次序' })
}

async function departments(examiner: Examiner): Promise<void> {
  const code = examiner.newMsgid().slice(12)
  const today = examiner.now.slice(0, 10)
  const known = {
    ...{ hosp_dept_codg: code, hosp_dept_name: '考察科', caty: 'A03', begntime: `${today} 00:00:00`, dept_estbdat: `${today} 00:00:00` },
    ...{ aprv_bed_cnt: '2', hi_crtf_bed_cnt: '1', poolarea_no: examiner.centre.area, dept_resper_tel: '000' },
  }
  const input = formed(examiner, '3401', known)
  const beds = { deptinfo: { ...rowOf(input, 'deptinfo'), hi_crtf_bed_cnt: '3', hosp_dept_codg: `${code}X` } }
  const many = { what: '医保认可床位多于批准床位拒绝', says: 'hi_crtf_bed_cnt不大于aprv_bed_cnt', section: '3401 输入', about: /床位/, input: beds }
  if ((await whole(examiner, '3401', input, [many])) === undefined) return
  await examiner.refused('3401', input, { what: '重复上传拒绝', says: '已上传的科室以3402变更', section: '业务次序' })
  const text = { what: '节点不是对象拒绝', says: 'data为对象', section: '5101 输入', about: /data|对象/, input: { data: 'text' } }
  await whole(examiner, '5101', { data: { hosp_dept_codg: code } }, [text])
  await whole(examiner, '3402', formed(examiner, '3402', { ...known, aprv_bed_cnt: '4' }))
  const drop = (of: string): Json => formed(examiner, '3403', { ...known, hosp_dept_codg: of, begntime: today })
  if ((await whole(examiner, '3403', drop(code))) !== undefined) {
    await examiner.refused('3403', drop(code), { what: '重复撤销拒绝', says: '已撤销的科室不能再撤销', section: '业务次序' })
  }
  const two = [code.replace(/^./, 'A'), code.replace(/^./, 'B')]
  const rows = two.map((one) => ({ ...rowOf(input, 'deptinfo'), hosp_dept_codg: one }))
  if ((await whole(examiner, '3401A', { deptinfo: rows })) === undefined) return
  for (const one of two) await examiner.accepted('3403', drop(one))
}
