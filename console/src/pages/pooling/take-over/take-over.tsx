// One county's take-over: where it stands, what stands in the way, tasks, files, differences, audit sheet, parallel run, switch.
import { useQuery } from '@tanstack/react-query'
import Steps from 'antd/es/steps'
import Tabs from 'antd/es/tabs'
import { Link, useParams } from 'react-router'
import { takeOverQuery } from '../../../api/take-over-queries.js'
import type { TakeOver } from '../../../api/take-over-types.js'
import { useText } from '../../../language/language.js'
import { useAddress } from '../../../session/address.js'
import { JobWatch } from '../../../session/job-watch.js'
import { Guarded } from '../../../shell/guarded.js'
import { Answer } from '../../../shell/states.js'
import '../../../style/pages.css'
import '../../../style/fund.css'
import '../../../style/job.css'
import { AuditSheetTab } from './audit-sheet.js'
import { DifferencesTab } from './differences.js'
import { FilesTab } from './files.js'
import { JobResult } from './job-result.js'
import { ParallelTab } from './parallel.js'
import { TakeOverSteps } from './steps.js'
import { Tasks } from './tasks.js'

const STAGES = ['data', 'audit', 'transfer', 'run', 'live'] as const
const STAGE_LABELS = ['数据接管', '清查审计', '基金划转', '并行运行', '已切换'] as const

export function TakeOverPage() {
  const { takeover = '' } = useParams()
  const answer = useQuery(takeOverQuery(takeover))
  return (
    <Guarded permission="takeover.see">
      <Answer of={answer}>{(of) => <One of={of} />}</Answer>
    </Guarded>
  )
}

function One({ of }: { readonly of: TakeOver }) {
  const t = useText()
  const address = useAddress()
  const job = address.of('job')
  const path = `/api/takeovers/${of.takeover}`
  return (
    <>
      <div className="page-head">
        <h1>
          {of.unit_name} · {of.scheme_name}
        </h1>
        <p>
          {t('清查基准日')} {of.as_of} · {t('计划切换日')} {of.switch_on} · {t('来源基金')} {of.sources.join('、')} ·{' '}
          <Link to="/take-overs">{t('返回看板')}</Link>
        </p>
      </div>
      <Steps size="small" current={STAGES.indexOf(of.stage as (typeof STAGES)[number])} items={STAGE_LABELS.map((title) => ({ title: t(title) }))} />
      {job !== undefined && (
        <JobWatch job={job} title={t('正在办理')} refresh={[path, `${path}/differences`, `${path}/parallel`, `${path}/parallel/differences`, `${path}/sheet`]}>
          {(result) => <JobResult of={result} />}
        </JobWatch>
      )}
      <Tabs
        activeKey={address.of('tab') ?? 'progress'}
        onChange={(tab) => address.change({ tab: tab === 'progress' ? undefined : tab, standing: undefined, code: undefined, kind: undefined })}
        items={[
          { key: 'progress', label: t('进度'), children: <ProgressTab of={of} /> },
          { key: 'files', label: t('数据文件'), children: <FilesTab of={of} /> },
          { key: 'differences', label: t('差异'), children: <DifferencesTab of={of} /> },
          { key: 'sheet', label: t('清查审计表'), children: <AuditSheetTab of={of} /> },
          { key: 'parallel', label: t('并行运行'), children: <ParallelTab of={of} /> },
        ]}
      />
    </>
  )
}

function ProgressTab({ of }: { readonly of: TakeOver }) {
  const t = useText()
  return (
    <>
      <section className="panel">
        <header>
          <h2>{t('待办事项')}</h2>
        </header>
        {of.blocking.length === 0 ? (
          <p>{t('本阶段没有待办事项。')}</p>
        ) : (
          <ul>
            {of.blocking.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        )}
        <TakeOverSteps of={of} />
      </section>
      <Tasks of={of} />
      <section className="panel">
        <header>
          <h2>{t('办理记录')}</h2>
        </header>
        {of.steps.length === 0 && <p className="quiet">{t('还没有办理记录。')}</p>}
        <ol>
          {of.steps.map((step) => (
            <li key={step.step}>
              <span className="num">{step.known_at.slice(0, 16)}</span> {t(step.kind_name)} · {step.officer_name}
              {step.remark !== '' && `：${step.remark}`}
            </li>
          ))}
        </ol>
      </section>
    </>
  )
}
