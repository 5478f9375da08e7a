// The head of a page that shows one bill twice: what it is, where it leads, print.
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { useText } from '../../language/language.js'

interface BesideHeadProps {
  readonly title: string
  /** The list that led here. */
  readonly back: { readonly to: string; readonly label: string }
  readonly bill: { readonly psn_no: string | null; readonly settlement: string }
  readonly children: ReactNode
}

export function BesideHead({ title, back, bill, children }: BesideHeadProps) {
  const t = useText()
  return (
    <div className="page-head">
      <div>
        <h1>{title}</h1>
        <p>{children}</p>
      </div>
      <div className="actions no-print">
        <Link to={back.to}>{back.label}</Link>
        {bill.psn_no !== null && <Link to={`/settlements/${bill.psn_no}/${bill.settlement}`}>{t('查看原结算单')}</Link>}
        <button type="button" className="plain-button" onClick={() => window.print()}>
          {t('打印')}
        </button>
      </div>
    </div>
  )
}
