// 5102 医执人员信息查询: who practises at the institution that asks, as the office registered them.
import { only } from './codec.js'
import { reply, type Transaction } from './message.js'

interface Practitioner {
  readonly fact: bigint
  readonly code: string
  readonly practice: string
  readonly name: string
  readonly cert_type: string
  readonly cert_cipher: Buffer
  readonly qualification: string
  readonly licence: string
  readonly insured_doctor: boolean
  readonly begins: string
  readonly ends: string | null
  readonly reason: string
}

export const findPractitioners: Transaction = async (message, counter) => {
  const row = only(message.input, 'data')
  const hash = row.has('certno') ? counter.cipher.certHash(row.text('psn_cert_type') || '01', row.text('certno')) : null
  const { rows } = await counter.database.query<Practitioner>(
    `SELECT fact, code, practice, name, cert_type, cert_cipher, qualification, licence, insured_doctor, begins, ends, reason FROM practitioner
      WHERE institution = $1 AND practice = $2 AND ($3 = '' OR code = $3) AND ($4 = '' OR name = $4) AND ($5::bytea IS NULL OR cert_hash = $5) ORDER BY code`,
    [message.provider.code, row.text('prac_psn_type'), row.text('prac_psn_code'), row.text('prac_psn_name'), hash],
  )
  const shown = rows.map((one) => ({
    psn_cert_type: one.cert_type,
    certno: counter.cipher.decrypt(one.cert_cipher),
    prac_psn_no: String(one.fact),
    prac_psn_code: one.code,
    prac_psn_name: one.name,
    prac_psn_type: one.practice,
    prac_psn_cert: one.qualification,
    prac_cert_no: one.licence,
    hi_dr_flag: one.insured_doctor ? '1' : '0',
    begntime: `${one.begins} 00:00:00`,
    endtime: one.ends === null ? '' : `${one.ends} 23:59:59`,
    chg_rea: one.reason,
  }))
  return reply({ feedetail: shown })
}
