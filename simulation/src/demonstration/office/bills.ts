// Bills of the loaded year that the demonstration's hospitals speak of.
import type { Day } from '@tongchou/domain/base/day.js'
import { yuanText } from '@tongchou/domain/base/money.js'
import { personNumber } from '@tongchou/server/enrolment/person-number.js'
import type { RegisterCipher } from '@tongchou/server/enrolment/register-cipher.js'
import type { Office } from './office.js'

export interface Bill {
  readonly person: bigint
  readonly psnNo: string
  readonly name: string
  readonly sex: string
  readonly born: Day
  readonly area: string
  readonly certificate: string
  readonly settlement: string
  readonly visit: string
  readonly provider: string
  readonly insutype: string
  readonly medType: string
  readonly admitted: Day
  readonly discharged: Day
  readonly totalFen: bigint
  readonly fundFen: bigint
  readonly accountFen: bigint
  readonly cashFen: bigint
}

interface Row extends Omit<Bill, 'psnNo' | 'certificate' | 'settlement' | 'visit' | 'insutype'> {
  readonly cert_cipher: Buffer
  readonly settlement: never
  readonly settlement_no: bigint
  readonly visit_no: bigint
  readonly scheme: string
}

/** The last bills of a kind of care in the pool, newest first. */
export async function billsOf(office: Office, cipher: RegisterCipher, benefit: string, many: number, provider?: string): Promise<readonly Bill[]> {
  const { rows } = await office.databases.batch.query<Row>(
    `SELECT s.person, p.name, p.sex, p.born, p.area, p.cert_cipher, s.settlement AS settlement_no, s.visit AS visit_no, s.provider, s.scheme, s.med_type AS "medType",
            s.admitted, s.discharged, s.total_fen AS "totalFen", s.fund_fen AS "fundFen", s.account_fen AS "accountFen", s.cash_fen AS "cashFen"
       FROM settlement s JOIN person p USING (person)
      WHERE s.benefit = $1 AND s.cancels IS NULL AND s.place = 'local' AND ($2::text IS NULL OR s.provider = $2)
        AND NOT EXISTS (SELECT FROM settlement c WHERE c.person = s.person AND c.cancels = s.settlement)
      ORDER BY s.settled_on DESC, s.settlement DESC LIMIT $3`,
    [benefit, provider ?? null, many],
  )
  return rows.map(({ cert_cipher, settlement_no, visit_no, scheme, ...row }) => ({
    ...row,
    psnNo: personNumber(office.pool, row.person),
    certificate: cipher.decrypt(cert_cipher),
    settlement: String(settlement_no),
    visit: String(visit_no),
    insutype: scheme === 'employee' ? '310' : '390',
  }))
}

export const yuan = (fen: bigint): string => yuanText(fen)
