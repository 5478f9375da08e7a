// 接管看板: every county's take-over with its stage, progress and what stands in the way; opening a new one.
import { useQuery } from '@tanstack/react-query'
import Progress from 'antd/es/progress'
import Table from 'antd/es/table'
import { useState } from 'react'
import { Link } from 'react-router'
import { takeOversQuery } from '../../../api/take-over-queries.js'
import type { TakeOverHead } from '../../../api/take-over-types.js'
import { useText } from '../../../language/language.js'
import { AllowedButton } from '../../../session/allowed-button.js'
import { Guarded } from '../../../shell/guarded.js'
import { Answer, Empty } from '../../../shell/states.js'
import '../../../style/pages.css'
import { OpenTakeOver } from './open-take-over.js'

export function TakeOverBoardPage() {
  const t = useText()
  const [opening, setOpening] = useState(false)
  return (
    <Guarded permission="takeover.see">
      <div className="page-head">
        <h1>{t('接管看板')}</h1>
        <p>{t('各核算单位并入统筹区的进度：数据接管、清查审计、基金划转、并行运行、切换。')}</p>
      </div>
      <p className="filters">
        <AllowedButton permission="takeover.manage" who="基金管理岗、基金财务岗" type="primary" onClick={() => setOpening(true)}>
          {t('登记接管')}
        </AllowedButton>
        <a className="download" href="/api/takeovers.xlsx" download>
          {t('导出 Excel')}
        </a>
      </p>
      <Board />
      {opening && <OpenTakeOver close={() => setOpening(false)} />}
    </Guarded>
  )
}

function Board() {
  const t = useText()
  const answer = useQuery(takeOversQuery)
  return (
    <Answer of={answer}>
      {(rows) =>
        rows.length === 0 ? (
          <Empty title={t('还没有登记接管')} />
        ) : (
          <Table<TakeOverHead>
            size="small"
            scroll={{ x: 'max-content' }}
            rowKey="takeover"
            dataSource={rows}
            pagination={{ pageSize: 50, hideOnSinglePage: true }}
            columns={[
              {
                key: 'unit',
                title: t('核算单位'),
                render: (_, row) => <Link to={`/take-overs/${row.takeover}`}>{row.unit_name}</Link>,
                sorter: (a, b) => (a.unit < b.unit ? -1 : 1),
              },
              { key: 'scheme', title: t('险种'), dataIndex: 'scheme_name' },
              { key: 'stage', title: t('阶段'), render: (_, row) => t(row.stage_name), sorter: (a, b) => (a.stage < b.stage ? -1 : 1) },
              {
                key: 'tasks',
                title: t('任务进度'),
                render: (_, row) => (
                  <Progress
                    size="small"
                    style={{ width: 140 }}
                    percent={row.tasks === 0 ? 0 : Math.round((row.tasks_done * 100) / row.tasks)}
                    format={() => `${row.tasks_done}/${row.tasks}`}
                    aria-label={t('任务进度')}
                  />
                ),
              },
              { key: 'overdue', title: t('逾期任务'), dataIndex: 'overdue', align: 'right', className: 'num', sorter: (a, b) => a.overdue - b.overdue },
              {
                key: 'parallel',
                title: t('并行不一致'),
                align: 'right',
                render: (_, row) => (row.parallel === null ? '—' : <span className="num">{`${row.parallel.unequal} / ${row.parallel.bills}`}</span>),
              },
              { key: 'as_of', title: t('清查基准日'), dataIndex: 'as_of', className: 'num' },
              { key: 'switch_on', title: t('计划切换日'), dataIndex: 'switch_on', className: 'num', sorter: (a, b) => (a.switch_on < b.switch_on ? -1 : 1) },
              {
                key: 'blocking',
                title: t('待办事项'),
                render: (_, row) =>
                  row.blocking.length === 0 ? (
                    <span className="quiet">{t('没有')}</span>
                  ) : (
                    `${row.blocking[0] ?? ''}${row.blocking.length > 1 ? t('另有 {n} 项', { n: row.blocking.length - 1 }) : ''}`
                  ),
              },
            ]}
          />
        )
      }
    </Answer>
  )
}
