// Trials of drafts: the one that runs, and those that were made.
import { useQuery } from '@tanstack/react-query'
import Button from 'antd/es/button'
import Table, { type ColumnsType } from 'antd/es/table'
import { Link } from 'react-router'
import { trialsQuery } from '../../api/change-queries.js'
import type { TrialHead } from '../../api/trial-types.js'
import { count } from '../../format/money.js'
import { type Text, useText } from '../../language/language.js'
import { useAddress } from '../../session/address.js'
import { JobWatch, RunningJobs } from '../../session/job-watch.js'
import { Guarded } from '../../shell/guarded.js'
import { Answer, Empty } from '../../shell/states.js'
import { schemeName } from '../enrolment/words.js'
import { populationText } from './trial-heading.js'
import '../../style/pages.css'

export function TrialsPage() {
  return (
    <Guarded permission="policy.try">
      <Trials />
    </Guarded>
  )
}

function Trials() {
  const t = useText()
  const job = useAddress().of('job')
  const answer = useQuery(trialsQuery)
  return (
    <>
      <div className="page-head">
        <h1>{t('基金测算')}</h1>
        <p>{t('把草案放到已经结算的单据上重新结算一遍，看基金多付少付、谁会减少。')}</p>
        <div className="actions">
          <Link to="/trials/new">
            <Button type="primary">{t('新的测算')}</Button>
          </Link>
        </div>
      </div>
      <RunningJobs kind="trial" shown={job} nameOf={(one) => String(one.about['draft_name'] ?? '')} />
      {job !== undefined && (
        <JobWatch job={job} title={t('本次测算')} refresh={['/api/trials']}>
          {({ trial }) => (
            <p>
              {t('测算完成。')} <Link to={`/trials/${String(trial)}`}>{t('查看结果')}</Link>
            </p>
          )}
        </JobWatch>
      )}
      <Answer of={answer}>
        {(rows) =>
          rows.length === 0 ? (
            <Empty title={t('还没有做过测算')}>
              <p>{t('选一份正在起草的草案或征求意见稿，就可以测算。')}</p>
            </Empty>
          ) : (
            <Table<TrialHead> rowKey="trial" size="small" scroll={{ x: 'max-content' }} pagination={false} columns={columns(t)} dataSource={[...rows]} />
          )
        }
      </Answer>
    </>
  )
}

function columns(t: Text): ColumnsType<TrialHead> {
  return [
    { key: 'draft', title: t('草案'), render: (_, row) => <Link to={`/trials/${row.trial}`}>{row.draft_name}</Link> },
    {
      key: 'days',
      title: t('人群和日期'),
      render: (_, row) => populationText(row, t),
    },
    { key: 'scheme', title: t('险种'), render: (_, row) => t(row.scheme === null ? '全部' : schemeName(row.scheme)) },
    { key: 'rules_on', title: t('规则日'), className: 'num', render: (_, row) => row.rules_on ?? t('各单自己的日期') },
    { key: 'bills', title: t('结算单'), align: 'right', className: 'num', render: (_, row) => count(row.bills) },
    { key: 'persons', title: t('人数'), align: 'right', className: 'num', render: (_, row) => count(row.persons) },
    { key: 'officer', title: t('测算人'), dataIndex: 'officer' },
    { key: 'tried_at', title: t('完成时间'), dataIndex: 'tried_at', className: 'num' },
  ]
}
