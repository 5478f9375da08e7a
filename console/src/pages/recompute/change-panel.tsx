// One change of the past: what it was, what it comes to for each unit and fund, and the decision on all of it.
import { useQuery } from '@tanstack/react-query'
import Button from 'antd/es/button'
import { useState } from 'react'
import { changeQuery } from '../../api/change-queries.js'
import type { ChangeDetail } from '../../api/change-types.js'
import { Yuan } from '../../format/amount.js'
import { count } from '../../format/money.js'
import { useText } from '../../language/language.js'
import { AllowedButton } from '../../session/allowed-button.js'
import { useMay } from '../../session/session.js'
import { Answer } from '../../shell/states.js'
import { DecideDialog, type Deciding } from './decide-dialog.js'
import { daysText } from './recomputations.js'
import { APPROVERS, CHANGE_KINDS, stateName } from './words.js'
import '../../style/trial.css'

export function ChangePanel({ change }: { readonly change: string }) {
  const answer = useQuery(changeQuery(change))
  return (
    <Answer of={answer} rows={3}>
      {(found) => <Panel of={found} />}
    </Answer>
  )
}

function Panel({ of }: { readonly of: ChangeDetail }) {
  const t = useText()
  return (
    <section className="panel change-panel">
      <header>
        <h2>
          {t(CHANGE_KINDS[of.kind])} · {t(of.scheme_name)}
        </h2>
        <span className="quiet">
          {t('{officer} 于 {day} 发起', { officer: of.officer_name, day: of.known_at })} · {t('就医日期 {days}', { days: daysText(of, t) })} ·{' '}
          {t('{persons} 人、{bills} 张结算单', { persons: count(of.persons), bills: count(of.bills) })}
        </span>
        {of.pending > 0 && <DecideAll change={of.change} waiting={of.pending} />}
      </header>
      {of.stretches.length > 0 && (
        <ul>
          {of.stretches.map((stretch) => (
            <li key={`${stretch.hash} ${stretch.from}`}>{t('{from} 至 {until} 的规则有改变', { from: stretch.from, until: stretch.until ?? t('以后') })}</li>
          ))}
        </ul>
      )}
      <Sums of={of} />
    </section>
  )
}

function Sums({ of }: { readonly of: ChangeDetail }) {
  const t = useText()
  if (of.sums.length === 0) return <p className="quiet">{t('没有差额。')}</p>
  return (
    <table className="plain-table">
      <thead>
        <tr>
          <th scope="col">{t('参保地')}</th>
          <th scope="col">{t('基金或付款方')}</th>
          <th scope="col">{t('状态')}</th>
          <th scope="col" className="right">
            {t('应多付')}
          </th>
        </tr>
      </thead>
      <tbody>
        {of.sums.map((sum) => (
          <tr key={`${sum.area} ${sum.state} ${sum.fund_name}`}>
            <th scope="row">{sum.area_name}</th>
            <td>{t(sum.fund_name)}</td>
            <td>{t(stateName(sum.state))}</td>
            <td className="right">
              <Yuan fen={sum.fen} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function DecideAll({ change, waiting }: { readonly change: string; readonly waiting: number }) {
  const t = useText()
  const may = useMay()('difference.approve')
  const [deciding, setDeciding] = useState<Deciding | null>(null)
  const close = () => setDeciding(null)
  const all = (decision: Deciding['decision']) => setDeciding({ decision, change, waiting })
  return (
    <span className="push decide-all">
      <AllowedButton permission="difference.approve" who={APPROVERS} onClick={() => all('approved')}>
        {t('全部同意（{n}）', { n: count(waiting) })}
      </AllowedButton>
      <Button disabled={!may} onClick={() => all('declined')}>
        {t('全部不同意')}
      </Button>
      {deciding !== null && <DecideDialog of={deciding} close={close} done={close} />}
    </span>
  )
}
