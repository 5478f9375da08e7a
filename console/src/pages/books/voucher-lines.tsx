// Entries of a voucher as a small table: account, unit, debit, credit.
import type { VoucherLine } from '../../api/book-desk-types.js'
import { Yuan } from '../../format/amount.js'
import { useText } from '../../language/language.js'

export function VoucherLines({ of }: { readonly of: readonly VoucherLine[] }) {
  const t = useText()
  return (
    <table className="voucher">
      <thead>
        <tr>
          <th scope="col">{t('科目')}</th>
          <th scope="col" className="words">
            {t('明细')}
          </th>
          <th scope="col" className="words">
            {t('核算单位')}
          </th>
          <th scope="col">{t('借方')}</th>
          <th scope="col">{t('贷方')}</th>
        </tr>
      </thead>
      <tbody>
        {of.map((line, i) => (
          <tr key={`${line.account} ${line.detail} ${line.unit} ${i.toString()}`}>
            <th scope="row">
              {line.account} {line.account_name}
            </th>
            <td className="words">{line.detail_name}</td>
            <td className="words">{line.unit_name}</td>
            <td>{line.debit_fen !== 0 && <Yuan fen={line.debit_fen} />}</td>
            <td>{line.credit_fen !== 0 && <Yuan fen={line.credit_fen} />}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
