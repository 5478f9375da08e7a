// 风险监测: heat of counties by indicator, the months of each, and the warnings with who has to answer until when.
import { useMutation, useQuery } from '@tanstack/react-query'
import Select from 'antd/es/select'
import { useState } from 'react'
import { Link } from 'react-router'
import { post, withQuery } from '../../api/request.js'
import { type RiskBoard, riskBoardQuery } from '../../api/watch-types.js'
import { useText } from '../../language/language.js'
import { AllowedButton } from '../../session/allowed-button.js'
import { JobWatch } from '../../session/job-watch.js'
import { Guarded } from '../../shell/guarded.js'
import { Answer, Empty } from '../../shell/states.js'
import '../../style/pages.css'
import '../../style/fund.css'
import '../../style/watch.css'
import { Said } from '../pooling/said.js'
import { RiskHeat } from './risk-heat.js'
import { RiskMonths } from './risk-months.js'
import { RiskWarnings } from './risk-warnings.js'
import { SchemeChoice, useScheme } from './scheme-choice.js'

export function RiskPage() {
  return (
    <Guarded permission="fund.see">
      <Question />
    </Guarded>
  )
}

function Question() {
  const t = useText()
  const { scheme, address } = useScheme()
  const month = address.of('month')
  const query = { scheme, ...(month === undefined ? {} : { month }) }
  const answer = useQuery(riskBoardQuery(query))
  return (
    <>
      <div className="page-head">
        <h1>{t('风险监测')}</h1>
        <p>{t('每项指标的口径和所用数据随值保存；指向一格可看到。')}</p>
        <div className="actions">
          <a className="download" href={withQuery('/api/risk/board.xlsx', query)} download>
            {t('导出 Excel')}
          </a>
        </div>
      </div>
      <div className="filters">
        <SchemeChoice />
        <Select
          aria-label={t('月份')}
          style={{ width: 140 }}
          value={month ?? answer.data?.month ?? null}
          options={(answer.data?.months ?? []).map((one) => ({ value: one, label: one }))}
          onChange={(next: string | null) => address.change({ month: next ?? undefined })}
        />
        <Compute />
      </div>
      <Answer of={answer}>
        {(board) => (board.rows.length === 0 ? <Empty title={t('还没有计算过指标；请先计算')} /> : <Boards of={board} scheme={scheme} />)}
      </Answer>
      <RiskWarnings units={new Map((answer.data?.rows ?? []).map(({ unit, name }) => [unit, name]))} />
    </>
  )
}

function Boards({ of, scheme }: { readonly of: RiskBoard; readonly scheme: string }) {
  const t = useText()
  return (
    <div className="stack">
      {of.rule !== null && (
        <p className="quiet">
          {t('阈值和自动计算依据 {document} {article}；{schedule}。', of.rule)} <Link to="/policy/drafts">{t('改阈值：在待遇政策里起草，由另一人审批')}</Link>
        </p>
      )}
      <RiskHeat of={of} scheme={scheme} />
      <RiskMonths of={of} scheme={scheme} />
      <details className="panel">
        <summary>{t('不由系统计算的指标')}</summary>
        <ul>
          {of.not_computed.map(({ name, reason }) => (
            <li key={name}>
              {name}：{reason}
            </li>
          ))}
        </ul>
      </details>
    </div>
  )
}

/** The month before this one, with a year behind it for the lines. */
function Compute() {
  const t = useText()
  const [job, setJob] = useState<string>()
  const [month] = useState(() => {
    const now = new Date()
    return new Date(Date.UTC(now.getFullYear(), now.getMonth() - 1, 1)).toISOString().slice(0, 7)
  })
  const start = useMutation({ mutationFn: () => post<{ job: string }>('/api/risk/runs', { month, months: 12 }), onSuccess: (made) => setJob(made.job) })
  return (
    <>
      <AllowedButton permission="risk.manage" who="基金管理岗" type="primary" loading={start.isPending} onClick={() => start.mutate()}>
        {t('计算到上月')}
      </AllowedButton>
      <Said error={start.error} />
      {job !== undefined && (
        <JobWatch job={job} title={t('计算运行指标')} refresh={['/api/risk/board', '/api/risk/warnings', '/api/risk/history']}>
          {(result) => <p>{t('算出 {values} 个值，新预警 {warnings} 条。', { values: String(result['values']), warnings: String(result['warnings']) })}</p>}
        </JobWatch>
      )}
    </>
  )
}
