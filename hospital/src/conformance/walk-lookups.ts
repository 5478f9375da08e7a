// Questions that need no visit: cards and vouchers (1161, 1162), catalogues and their files (1301–1319), code lists (1901).
import type { Json } from '../wire/envelope.js'
import { whole } from './check-whole.js'
import type { Examiner } from './examiner.js'

const FILES = ['1301', '1302', '1303', '1305', '1306', '1307', '1308', '1309', '1310', '1311', '1313', '1314', '1315']
const PAGED = ['1304', '1312', '1316', '1317', '1318', '1319']

export async function walkLookups(examiner: Examiner): Promise<void> {
  await cards(examiner)
  for (const infno of FILES) await whole(examiner, infno, { data: { ver: '0' } })
  const today = examiner.now.slice(0, 10)
  const page = { query_date: today, page_num: 1, page_size: 10, updt_time: '2000-01-01 00:00:00' }
  for (const infno of PAGED) {
    const input = { data: { ...page, page_num: '0' } }
    await whole(examiner, infno, { data: page }, [{ what: '页码为0拒绝', says: 'page_num N(4)，从1起', section: `${infno} 输入`, about: /page_num|页/, input }])
  }
  const list: Json = { type: 'insutype', parent_value: '', parentValue: '', admdvs: examiner.centre.area, date: today, Vali_Flag: '1', valiFlag: '1' }
  await whole(examiner, '1901', { data: list })
}

async function cards(examiner: Examiner): Promise<void> {
  const person = examiner.nextPerson()
  const read = { mdtrt_cert_type: '0', psn_cert_type: '01', certno: person.certificate, psn_name: person.name }
  const nothing = { data: { mdtrt_cert_type: '0' } }
  for (const infno of ['1161', '1162']) {
    await whole(examiner, infno, { data: read }, [{ what: '没有读卡结果拒绝', says: '须有卡号、证件号码或凭证码', section: infno, input: nothing }])
  }
}
