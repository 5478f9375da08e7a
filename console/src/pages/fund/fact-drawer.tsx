// The fact behind an entry: what was recorded, the voucher it made, its memo lines, or why the books did not move.
import { useQuery } from '@tanstack/react-query'
import Drawer from 'antd/es/drawer'
import { factQuery } from '../../api/queries.js'
import type { FundFact } from '../../api/types.js'
import { Yuan } from '../../format/amount.js'
import { yuan } from '../../format/money.js'
import { useText } from '../../language/language.js'
import type { Address } from '../../session/address.js'
import { Answer } from '../../shell/states.js'

export function FactLink({ kind, fact, address }: { readonly kind: string; readonly fact: string; readonly address: Address }) {
  return (
    <button type="button" className="link-button num" onClick={() => address.change({ fact: `${kind}/${fact}`, page: address.page })}>
      {fact}
    </button>
  )
}

export function FactDrawer({ book, address }: { readonly book: string; readonly address: Address }) {
  const t = useText()
  const [kind = '', fact = ''] = (address.of('fact') ?? '').split('/')
  return (
    <Drawer open={fact !== ''} onClose={() => address.change({ fact: undefined, page: address.page })} size={560} title={t('来源事实')} destroyOnHidden>
      {fact !== '' && <Question book={book} kind={kind} fact={fact} />}
    </Drawer>
  )
}

function Question({ book, kind, fact }: { readonly book: string; readonly kind: string; readonly fact: string }) {
  const answer = useQuery(factQuery(book, kind, fact))
  return <Answer of={answer}>{(known) => <Fact of={known} />}</Answer>
}

function Fact({ of }: { readonly of: FundFact }) {
  const t = useText()
  return (
    <div className="stack fact">
      <section>
        <h2>{of.name}</h2>
        <dl className="facts">
          {Object.entries(of.fields).map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd className="num">{shown(name, value)}</dd>
            </div>
          ))}
        </dl>
      </section>
      {of.voucher !== null && <Voucher of={of.voucher} />}
      {of.no_entries !== null && <p className="quiet">{t('没有记现金账：{why}', { why: of.no_entries })}</p>}
    </div>
  )
}

function shown(name: string, value: unknown): string {
  if (value === null || value === undefined) return '—'
  if (typeof value === 'number' && /_fen$|Fen$|fen$/.test(name)) return yuan(value)
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

function Voucher({ of }: { readonly of: NonNullable<FundFact['voucher']> }) {
  const t = useText()
  return (
    <section>
      <h2>{t('凭证 {n}', { n: of.voucher })}</h2>
      <p className="quiet">
        {of.day} · {of.text}
      </p>
      <table className="voucher">
        <thead>
          <tr>
            <th scope="col">{t('科目')}</th>
            <th scope="col">{t('借方')}</th>
            <th scope="col">{t('贷方')}</th>
          </tr>
        </thead>
        <tbody>
          {of.entries.map((entry) => (
            <tr key={entry.line}>
              <th scope="row">
                {entry.account} {entry.account_name}
              </th>
              <td>{entry.debit_fen !== 0 && <Yuan fen={entry.debit_fen} />}</td>
              <td>{entry.credit_fen !== 0 && <Yuan fen={entry.credit_fen} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
