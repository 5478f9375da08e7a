// The columns of a list of differences.
import type { ColumnsType } from 'antd/es/table'
import { Link } from 'react-router'
import type { Difference } from '../../api/change-types.js'
import { Yuan } from '../../format/amount.js'
import type { Text } from '../../language/language.js'
import { stateName } from './words.js'

export function differenceColumns(t: Text): ColumnsType<Difference> {
  return [
    { key: 'person', title: t('参保人'), render: (_, row) => <Link to={`/persons/${row.psn_no}`}>{row.person_name}</Link> },
    { key: 'area', title: t('参保地'), dataIndex: 'area_name' },
    {
      key: 'bill',
      title: t('结算单'),
      render: (_, row) => (
        <>
          <Link className="num" to={`/settlements/${row.psn_no}/${row.settlement}`}>
            {row.in_force}
          </Link>{' '}
          {row.provider_name}
          <small className="quiet under">
            {t(row.scheme_name)} · {t(row.benefit_name)} · {row.benefit_year}
          </small>
        </>
      ),
    },
    {
      key: 'person_fen',
      title: t('应补付个人'),
      align: 'right',
      render: (_, row) => (
        <Link to={`/differences/${row.difference}`}>
          <Yuan fen={row.person_fen} strong />
        </Link>
      ),
    },
    { key: 'layers', title: t('各层'), render: (_, row) => <Layers of={row} t={t} /> },
    { key: 'reason', title: t('原因'), render: (_, row) => <p className="reason">{row.reason}</p> },
    { key: 'state', title: t('状态'), render: (_, row) => <State of={row} t={t} /> },
  ]
}

function Layers({ of, t }: { readonly of: Difference; readonly t: Text }) {
  return of.layers.map((layer) => (
    <div key={`${layer.layer} ${layer.payer_name}`} className="nowrap">
      {t(layer.layer_name)} <Yuan fen={layer.before_fen} /> → <Yuan fen={layer.after_fen} />
    </div>
  ))
}

export function State({ of, t }: { readonly of: Difference; readonly t: Text }) {
  return (
    <>
      <span className={`difference-state ${of.state}`}>{t(stateName(of.state))}</span>
      {of.overtaken && <small className="mark">{t('又有新结算，须重新计算')}</small>}
      {of.decider !== null && (
        <small className="quiet under">
          {of.decider} · <span className="num">{of.decided_at}</span> {of.remark}
        </small>
      )}
    </>
  )
}
