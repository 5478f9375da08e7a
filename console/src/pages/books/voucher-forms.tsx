// 记账凭证 on paper: the usual form, three to a sheet; a voucher of many lines goes on over several forms.
import { useQuery } from '@tanstack/react-query'
import { voucherFormsQuery } from '../../api/book-desk-queries.js'
import type { VoucherForm, VoucherForms } from '../../api/book-desk-types.js'
import { Yuan } from '../../format/amount.js'
import { useText } from '../../language/language.js'
import { useAddress } from '../../session/address.js'
import { Guarded } from '../../shell/guarded.js'
import { PrintButton } from '../../shell/print-button.js'
import { Answer, Empty } from '../../shell/states.js'
import '../../style/pages.css'
import '../../style/voucher-print.css'

const LINES = 6

export function VoucherFormsPage() {
  const address = useAddress()
  const answer = useQuery(voucherFormsQuery(address.of('book') ?? '', { from: address.of('from'), to: address.of('to'), number: address.of('number') }))
  return <Guarded permission="book.see">{<Answer of={answer}>{(of) => <Sheets of={of} />}</Answer>}</Guarded>
}

function Sheets({ of }: { readonly of: VoucherForms }) {
  const t = useText()
  if (of.forms.length === 0) return <Empty title={t('没有符合条件的凭证')} />
  return (
    <>
      <div className="filters no-print">
        <PrintButton />
        <span className="quiet">{t('A4 纸每页三张，共 {n} 张凭证。', { n: of.forms.length })}</span>
        {of.more && <span className="quiet">{t('一次最多打印 300 张；请缩短日期，分几次打印。')}</span>}
      </div>
      <div className="voucher-sheets">
        {of.forms.flatMap((form) =>
          parts(form).map((part) => <Paper key={`${form.voucher} ${part.at.toString()}`} book={of.book_name} form={form} part={part} />),
        )}
      </div>
    </>
  )
}

interface Part {
  readonly at: number
  readonly of: number
  readonly entries: VoucherForm['entries']
}

function parts({ entries }: VoucherForm): Part[] {
  const count = Math.max(1, Math.ceil(entries.length / LINES))
  return Array.from({ length: count }, (_, i) => ({ at: i + 1, of: count, entries: entries.slice(i * LINES, (i + 1) * LINES) }))
}

function Paper({ book, form, part }: { readonly book: string; readonly form: VoucherForm; readonly part: Part }) {
  const t = useText()
  const last = part.at === part.of
  return (
    <article className="voucher-form">
      <h2>{t('记账凭证')}</h2>
      <header>
        <span>{t('单位：{name}', { name: book })}</span>
        <span>{form.booked_on}</span>
        <span>
          {t('记字第 {n} 号', { n: form.number })}
          {part.of > 1 && `（${part.at}/${part.of}）`}
        </span>
      </header>
      <table>
        <thead>
          <tr>
            <th>{t('摘要')}</th>
            <th>{t('总账科目')}</th>
            <th>{t('明细科目')}</th>
            <th>{t('借方金额')}</th>
            <th>{t('贷方金额')}</th>
          </tr>
        </thead>
        <tbody>
          {part.entries.map((entry, i) => (
            <tr key={`${entry.account} ${i.toString()}`}>
              <td>{i === 0 ? form.text : ''}</td>
              <td>
                {entry.account} {entry.account_name}
              </td>
              <td>{[entry.detail_name, entry.unit_name].filter((word) => word !== '').join(' · ')}</td>
              <td>{entry.debit_fen !== 0 && <Yuan fen={entry.debit_fen} />}</td>
              <td>{entry.credit_fen !== 0 && <Yuan fen={entry.credit_fen} />}</td>
            </tr>
          ))}
          {Array.from({ length: LINES - part.entries.length }, (_, i) => (
            <tr key={`empty-${i.toString()}`}>
              <td colSpan={5}>&nbsp;</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <td colSpan={3}>{last ? t('合计：{words}', { words: form.words }) : t('过次页')}</td>
            <td>{last && <Yuan fen={form.debit_fen} />}</td>
            <td>{last && <Yuan fen={form.debit_fen} />}</td>
          </tr>
        </tfoot>
      </table>
      <footer>
        <span>{t('会计主管：')}</span>
        <span>
          {t('记账')}：{t(form.posted_by)}
        </span>
        <span>
          {t('复核')}：{form.reviewed_by}
        </span>
        <span>
          {t('制单')}：{t(form.prepared_by)}
        </span>
        <span>{t('附单据 {n} 张', { n: form.attachments })}</span>
      </footer>
    </article>
  )
}
