// Changes of the past that were recomputed, and the start of the next one.
import { useQuery } from '@tanstack/react-query'
import Table, { type ColumnsType } from 'antd/es/table'
import { useState } from 'react'
import { Link } from 'react-router'
import { recomputationsQuery } from '../../api/change-queries.js'
import type { Recomputation } from '../../api/change-types.js'
import { count } from '../../format/money.js'
import { type Text, useText } from '../../language/language.js'
import { useAddress } from '../../session/address.js'
import { AllowedButton } from '../../session/allowed-button.js'
import { JobWatch, RunningJobs } from '../../session/job-watch.js'
import { Guarded } from '../../shell/guarded.js'
import { Answer, Empty } from '../../shell/states.js'
import { Recomputed } from './recomputed.js'
import { StartRecomputation } from './start-recomputation.js'
import { CHANGE_KINDS, COMPUTERS } from './words.js'
import '../../style/pages.css'

export function RecomputationsPage() {
  return (
    <Guarded permission="settlement.see">
      <Recomputations />
    </Guarded>
  )
}

function Recomputations() {
  const t = useText()
  const job = useAddress().of('job')
  const [starting, setStarting] = useState(false)
  const answer = useQuery(recomputationsQuery)
  return (
    <>
      <div className="page-head">
        <h1>{t('重算与差额')}</h1>
        <p>{t('规则、身份或参保对已过日期改变后，只重算涉及的结算单；差额经另一人审批后记入开放期间，原结算单不动。')}</p>
        <div className="actions">
          <Link to="/differences?state=pending">{t('全部待审批差额')}</Link>
          <AllowedButton permission="difference.compute" who={COMPUTERS} type="primary" onClick={() => setStarting(true)}>
            {t('发起重算')}
          </AllowedButton>
        </div>
      </div>
      <RunningJobs kind="recomputation" shown={job} nameOf={(one) => t(CHANGE_KINDS[one.about['kind'] as Recomputation['kind']] ?? '')} />
      {job !== undefined && (
        <JobWatch job={job} title={t('本次重算')} refresh={['/api/recomputations', '/api/differences']}>
          {(result) => <Recomputed result={result} />}
        </JobWatch>
      )}
      <Answer of={answer}>
        {(rows) =>
          rows.length === 0 ? (
            <Empty title={t('还没有重算过')} />
          ) : (
            <Table<Recomputation> rowKey="change" size="small" scroll={{ x: 'max-content' }} pagination={false} columns={columns(t)} dataSource={[...rows]} />
          )
        }
      </Answer>
      <StartRecomputation open={starting} close={() => setStarting(false)} />
    </>
  )
}

function columns(t: Text): ColumnsType<Recomputation> {
  const number = (key: 'bills' | 'persons' | 'pending' | 'approved' | 'declined', title: string): ColumnsType<Recomputation>[number] => ({
    key,
    title,
    align: 'right',
    className: 'num',
    render: (_, row) => count(row[key]),
  })
  return [
    {
      key: 'change',
      title: t('重算'),
      render: (_, row) => (
        <Link className="num" to={`/differences?change=${row.change}`}>
          {row.known_at}
        </Link>
      ),
    },
    { key: 'kind', title: t('改变的是'), render: (_, row) => t(CHANGE_KINDS[row.kind]) },
    { key: 'scheme', title: t('险种'), render: (_, row) => t(row.scheme_name) },
    { key: 'days', title: t('就医日期'), className: 'num', render: (_, row) => daysText(row, t) },
    { key: 'officer', title: t('发起人'), dataIndex: 'officer_name' },
    number('persons', t('涉及人数')),
    number('bills', t('重算结算单')),
    number('pending', t('待审批')),
    number('approved', t('已同意')),
    number('declined', t('未同意')),
  ]
}

export function daysText({ from_day, until_day }: Pick<Recomputation, 'from_day' | 'until_day'>, t: Text): string {
  return from_day === null && until_day === null ? t('不限') : `${from_day ?? ''} — ${until_day ?? ''}`
}
