// One voucher: its entries, the business behind it, what it corrects and what corrected it, who signed, its paper.
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link, useParams } from 'react-router'
import { voucherQuery } from '../../api/book-desk-queries.js'
import type { Voucher } from '../../api/book-desk-types.js'
import { withQuery } from '../../api/request.js'
import { useText } from '../../language/language.js'
import { useAddress } from '../../session/address.js'
import { Guarded } from '../../shell/guarded.js'
import { Answer } from '../../shell/states.js'
import '../../style/pages.css'
import '../../style/fund.css'
import { FactDrawer } from '../fund/fact-drawer.js'
import { Files } from './files.js'
import { VoucherLines } from './voucher-lines.js'
import { newDraftPath, voucherPath } from './voucher-path.js'

export function VoucherPage() {
  const { book = '', voucher = '' } = useParams()
  const answer = useQuery(voucherQuery(book, voucher))
  return <Guarded permission="book.see">{<Answer of={answer}>{(of) => <Shown book={book} of={of} />}</Answer>}</Guarded>
}

function Shown({ book, of }: { readonly book: string; readonly of: Voucher }) {
  const t = useText()
  const address = useAddress()
  return (
    <div className="stack">
      <div className="page-head">
        <h1>{t('{month} 记-{n}', { month: of.booked_on.slice(0, 7), n: of.number })}</h1>
        <p>
          {of.booked_on} · {of.text} · {of.words}
        </p>
        <div className="actions no-print">
          <Link className="plain-button" to={withQuery('/fund/voucher-forms', { book, from: of.booked_on, to: of.booked_on, number: of.voucher })}>
            {t('打印凭证')}
          </Link>
        </div>
      </div>
      <FactDrawer book={book} address={address} />
      <section>
        <VoucherLines of={of.entries} />
        <dl className="facts">
          <Row name={t('来源业务')}>
            <button type="button" className="link-button" onClick={() => address.change({ fact: `${of.fact_kind}/${of.fact}` })}>
              {of.fact_name}
            </button>
            {of.draft !== null && (
              <>
                {' · '}
                <Link to={`/fund/voucher-drafts/${of.draft}`}>{t('手工凭证的经手记录')}</Link>
              </>
            )}
          </Row>
          <Row name={t('业务日期')}>{of.day}</Row>
          <Row name={t('制单')}>{t(of.prepared_by)}</Row>
          <Row name={t('复核')}>{of.reviewed_by === '' ? '—' : of.reviewed_by}</Row>
          <Row name={t('记账')}>{t(of.posted_by)}</Row>
          {of.corrects !== null && (
            <Row name={t('更正的是')}>
              <VoucherLink book={book} voucher={of.corrects} />
            </Row>
          )}
          {of.corrected_by.length > 0 && (
            <Row name={t('更正凭证')}>
              {of.corrected_by.map((voucher) => (
                <VoucherLink key={voucher} book={book} voucher={voucher} />
              ))}
            </Row>
          )}
        </dl>
      </section>
      <Corrections book={book} of={of} />
      <Files book={book} of={of.files} to={{ voucher: of.voucher }} />
    </div>
  )
}

function Row({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function VoucherLink({ book, voucher }: { readonly book: string; readonly voucher: string }) {
  return (
    <Link className="num" to={voucherPath(book, voucher)}>
      {voucher}{' '}
    </Link>
  )
}

const CORRECTIONS = [
  ['red_letter', '红字冲销'],
  ['supplement', '补充更正'],
] as const

function Corrections({ book, of }: { readonly book: string; readonly of: Voucher }) {
  const t = useText()
  return (
    <section className="no-print">
      <h2>{t('更正')}</h2>
      <p className="quiet">{t('记了账的凭证不能修改。')}</p>
      <ul className="plain-list in-a-row">
        {CORRECTIONS.map(([correction, name]) => (
          <li key={correction}>
            {of.corrections[correction] === null ? (
              <Link className="plain-button" to={newDraftPath(book, { purpose: correction, corrects: of.voucher })}>
                {t(name)}
              </Link>
            ) : (
              <span className="quiet">
                {t(name)}：{of.corrections[correction]}
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
