// The fee lines of a bill with their catalogue class, ceiling, and what of each is in scope.
import { useState } from 'react'
import type { StatementLine } from '../../api/types.js'
import { Yuan } from '../../format/amount.js'
import { yuan } from '../../format/money.js'
import { useText } from '../../language/language.js'

const FIRST = 20

export function Lines({ of }: { readonly of: readonly StatementLine[] }) {
  const t = useText()
  const [all, setAll] = useState(false)
  if (of.length === 0) return <p className="quiet">{t('这张单没有逐项明细。')}</p>
  return (
    <>
      <div className="table-scroll">
        <table className="lines">
          <LinesHead />
          <tbody>
            {of.map((line, index) => (
              <Line key={`${line.sn}-${line.code}-${index.toString()}`} line={line} folded={!all && index >= FIRST} />
            ))}
          </tbody>
        </table>
      </div>
      {of.length > FIRST && !all && (
        <button type="button" className="plain-button no-print" onClick={() => setAll(true)}>
          {t('显示全部 {n} 行', { n: of.length })}
        </button>
      )}
    </>
  )
}

function LinesHead() {
  const t = useText()
  const money = ['单价', '金额', '超限价', '先行自付', '目录外', '范围内']
  return (
    <thead>
      <tr>
        <th scope="col">{t('日期')}</th>
        <th scope="col">{t('项目')}</th>
        <th scope="col">{t('类别')}</th>
        <th scope="col" className="right">
          {t('数量')}
        </th>
        {money.map((name) => (
          <th key={name} scope="col" className="right">
            {t(name)}
          </th>
        ))}
      </tr>
    </thead>
  )
}

function Line({ line, folded }: { readonly line: StatementLine; readonly folded: boolean }) {
  const t = useText()
  return (
    <tr className={folded ? 'folded' : undefined}>
      <td className="nowrap num line-day">{line.fee_day}</td>
      <td className="line-name">
        {line.name}
        <small className="quiet">
          {line.code} · {line.charge_type_name}
          {line.flags.map((flag) => (
            <span key={flag} className="flag">
              {t(flag)}
            </span>
          ))}
        </small>
      </td>
      <td className="line-class">
        <span className={`class class-${line.class}`}>{line.class}</span>
      </td>
      <td className="num right" data-label={t('数量')}>
        {line.quantity}
        {line.unit !== null && <small className="quiet"> {line.unit}</small>}
      </td>
      <td className="num right" data-label={t('单价')}>
        {line.price}
        {line.ceiling_fen !== null && line.above_standard_fen !== 0 && (
          <small className="quiet">{t('限价 {amount}', { amount: yuan(line.ceiling_fen) })}</small>
        )}
      </td>
      <Cell fen={line.amount_fen} label={t('金额')} strong />
      <Cell fen={line.above_standard_fen} label={t('超限价')} />
      <td className={line.pre_self_pay_fen === 0 ? 'right line-zero' : 'right'} data-label={t('先行自付')}>
        <Faint fen={line.pre_self_pay_fen} />
        {line.pre_self_pay_fen !== 0 && <small className="quiet">{line.initial_self_payment}</small>}
      </td>
      <Cell fen={line.own_pay_fen} label={t('目录外')} />
      <Cell fen={line.in_scope_fen} label={t('范围内')} />
    </tr>
  )
}

function Cell({ fen, label, strong = false }: { readonly fen: number; readonly label: string; readonly strong?: boolean }) {
  return (
    <td className={fen === 0 ? 'right line-zero' : 'right'} data-label={label}>
      {strong ? <Yuan fen={fen} /> : <Faint fen={fen} />}
    </td>
  )
}

/** Zeros step back, so that the eye finds what differs. */
function Faint({ fen }: { readonly fen: number }) {
  return fen === 0 ? <span className="num zero">0.00</span> : <Yuan fen={fen} />
}
