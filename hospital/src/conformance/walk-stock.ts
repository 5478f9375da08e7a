// Goods of an institution (3501–3507, one by one and many at once), what it may ask of them (3508–3513), and their withdrawal.
import { type Json, rowsOf } from '../wire/envelope.js'
import { type Wrong, whole } from './check-whole.js'
import type { Examiner } from './examiner.js'
import { formed } from './form-message.js'

const TOLD = ['3501', '3502', '3503', '3504', '3505', '3506']
const ASKED = ['3508', '3509', '3510', '3511', '3512', '3513']

export async function walkStock(examiner: Examiner): Promise<void> {
  const by = examiner.hospital ?? examiner.pharmacy
  if (by === undefined) return
  const batch = examiner.newMsgid().slice(12)
  const trace = `8100${batch.replace(/\D/g, '0').slice(-16)}`
  const known = knownOf(examiner, by.code, batch)
  const told: string[] = []
  for (const [at, infno] of TOLD.entries()) {
    // One and the same package is bought, sold and comes back.
    const traced = at >= 2 && infno !== '3504' ? { drugtracinfo: [{ drug_trac_codg: trace }] } : {}
    const input = withTrace(formed(examiner, infno, known), traced)
    const wrong = badQuantity(infno, input)
    if ((await whole(examiner, infno, input, wrong)) !== undefined) told.push(infno)
    await whole(examiner, `${infno}A`, formed(examiner, `${infno}A`, known), badQuantity(`${infno}A`, formed(examiner, `${infno}A`, known)))
  }
  const question = { ...known, medins_list_codg: 'CF-OWN', begndate: known.invdate, enddate: known.invdate }
  for (const infno of ASKED) {
    const input = formed(examiner, infno, question)
    const others = { data: { ...rowsOf(input, 'data')[0], fixmedins_code: 'H00000000000' } }
    await whole(examiner, infno, input, [{ what: '查询他院拒绝', says: '机构只能查询本机构的进销存信息', section: `${infno} 输入`, input: others }])
  }
  if (told.length > 0) await withdrawn(examiner, batch)
}

/** 3507 inv_data_type: counts, changes, purchases, sales. */
async function withdrawn(examiner: Examiner, batch: string): Promise<void> {
  const row = (type: string): Json => ({ fixmedins_bchno: batch, inv_data_type: type })
  const unknown: Wrong = {
    what: '未知进销存数据类型拒绝',
    says: 'inv_data_type取自代码表',
    section: '3507 输入',
    about: /inv_data_type/,
    input: { data: row('99') },
  }
  for (const type of ['1', '2', '3']) await whole(examiner, '3507', { data: row(type) }, [unknown])
  await examiner.refused('3507', { data: row('1') }, { what: '重复删除拒绝', says: '没有可删除的信息时说明', section: '业务次序' })
  await whole(examiner, '3507A', { goodDetail: [row('4')] }, [{ ...unknown, section: '3507A 输入', input: { goodDetail: [row('99')] } }])
}

function knownOf(examiner: Examiner, institution: string, batch: string) {
  const [item] = examiner.centre.items
  const today = examiner.now.slice(0, 10)
  return {
    ...{
      med_list_codg: item?.code ?? '',
      fixmedins_hilist_id: 'CF-OWN',
      fixmedins_hilist_name: item?.name ?? '',
      fixmedins_bchno: batch,
      fixmedins_code: institution,
    },
    ...{
      rx_flag: '0',
      trdn_flag: '0',
      manu_lotnum: 'L1',
      manu_date: `${Number(today.slice(0, 4)) - 1}-06-01`,
      expy_end: `${Number(today.slice(0, 4)) + 2}-05-31`,
    },
    ...{ invdate: today, inv_cnt: '5', cnt: '1', pric: '1.5', purc_retn_cnt: '1', sel_retn_cnt: '1', mdtrt_sn: 'CF-1', rtal_docno: 'R1', inv_chg_type: '103' },
  }
}

function withTrace(input: Json, traced: Json): Json {
  return Object.fromEntries(Object.entries(input).map(([node, rows]) => [node, Array.isArray(rows) ? rows.map((row) => ({ ...row, ...traced })) : rows]))
}

/** A quantity that is no number. */
function badQuantity(infno: string, input: Json): Wrong[] {
  const bad = Object.fromEntries(Object.keys(input).map((node) => [node, rowsOf(input, node).map((row) => ({ ...row, ...wrongOf(row) }))]))
  return [{ what: '数量不是数字拒绝', says: '数量为N(16,4)', section: `${infno} 输入`, about: /数字|cnt/, input: bad }]
}

function wrongOf(row: Json): Json {
  return Object.fromEntries(
    Object.keys(row)
      .filter((field) => field.endsWith('cnt'))
      .map((field) => [field, '许多']),
  )
}
