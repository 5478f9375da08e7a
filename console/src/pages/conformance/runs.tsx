// Runs of the conformance suite against this centre: brought in as a report, or started here; each beside the run before it.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { ColumnsType } from 'antd/es/table'
import { useRef, useState } from 'react'
import { Link, useNavigate } from 'react-router'
import type { ConformanceRun, ConformanceRuns } from '../../api/conformance-types.js'
import { conformanceRunsQuery } from '../../api/hospital-queries.js'
import { post } from '../../api/request.js'
import { count } from '../../format/money.js'
import { type Text, useText } from '../../language/language.js'
import { type Address, useAddress } from '../../session/address.js'
import { AllowedButton } from '../../session/allowed-button.js'
import { FormFailure } from '../../session/form-failure.js'
import { JobWatch, RunningJobs } from '../../session/job-watch.js'
import { askedOf, ListSection, PageHead, pageOf, sorted } from '../../session/list-section.js'
import { SearchBox } from '../../session/search-box.js'
import { Guarded } from '../../shell/guarded.js'
import '../../style/pages.css'
import '../../style/hospital.css'
import { StartExamination } from './start-examination.js'
import { MANAGERS, ORIGINS } from './words.js'

export function ConformancePage() {
  return (
    <Guarded permission="provider.see">
      <Runs />
    </Guarded>
  )
}

function Runs() {
  const t = useText()
  const address = useAddress()
  const answer = useQuery(conformanceRunsQuery({ ...askedOf(address, ['q', 'sort']), ...pageOf(address) }))
  return (
    <>
      <PageHead title={t('接口符合性')} says={t('用 npm run conformance 逐个交易考察本中心的结果；可以导入 report.json，也可以用 --report 由程序直接送来。')}>
        <BringReport />
        <StartExamination of={answer.data} />
      </PageHead>
      <Watching />
      <search className="filters">
        <SearchBox address={address} label={t('地址、版本或机构')} />
      </search>
      <ListSection<ConformanceRun, ConformanceRuns> of={answer} address={address} rowKey="run" empty={t('还没有考察过')} columns={columns(t, address)} />
    </>
  )
}

function Watching() {
  const t = useText()
  const job = useAddress().of('job')
  return (
    <>
      <RunningJobs kind="conformance" shown={job} nameOf={() => t('考察')} />
      {job !== undefined && (
        <JobWatch job={job} title={t('考察本中心')} refresh={['/api/conformance-runs']}>
          {(result) => (
            <p>
              {t('考察完成：符合 {pass} 项，不符合 {fail} 项，提示 {note} 项。', {
                pass: count(Number(result['pass'] ?? 0)),
                fail: count(Number(result['fail'] ?? 0)),
                note: count(Number(result['note'] ?? 0)),
              })}{' '}
              <Link to={`/conformance/${String(result['run'])}`}>{t('查看结果')}</Link>
            </p>
          )}
        </JobWatch>
      )}
    </>
  )
}

/** The file is read here; what is no report is told by the server. */
function BringReport() {
  const t = useText()
  const client = useQueryClient()
  const navigate = useNavigate()
  const input = useRef<HTMLInputElement>(null)
  const [fault, setFault] = useState<string>()
  const bring = useMutation({
    mutationFn: (report: unknown) => post<{ readonly run: string }>('/api/conformance-runs', { origin: 'uploaded', report }),
    onSuccess: async ({ run }) => {
      await client.invalidateQueries({ queryKey: ['/api/conformance-runs'] })
      await navigate(`/conformance/${run}`)
    },
  })
  const read = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return
    try {
      setFault(undefined)
      bring.mutate(JSON.parse(await file.text()))
    } catch {
      setFault(t('这个文件不是考察程序写出的 report.json，请重新选择。'))
    }
  }
  return (
    <>
      <input
        ref={input}
        type="file"
        accept=".json,application/json"
        className="file-input"
        tabIndex={-1}
        aria-label={t('考察报告 report.json')}
        onChange={(event) => {
          void read(event.target.files?.[0])
          event.target.value = ''
        }}
      />
      <AllowedButton permission="provider.manage" who={t(MANAGERS)} loading={bring.isPending} onClick={() => input.current?.click()}>
        {t('导入报告')}
      </AllowedButton>
      {fault !== undefined && (
        <p className="form-failure" role="alert">
          {fault}
        </p>
      )}
      <FormFailure error={bring.error} />
    </>
  )
}

function columns(t: Text, address: Address): ColumnsType<ConformanceRun> {
  const number = (key: 'pass' | 'note' | 'not_offered' | 'messages', title: string): ColumnsType<ConformanceRun>[number] => ({
    key,
    title,
    align: 'right',
    className: 'num',
    render: (_, row) => count(row[key]),
  })
  return [
    {
      ...sorted<ConformanceRun>(address, 'began_at'),
      title: t('考察时间'),
      render: (_, row) => (
        <Link className="num" to={`/conformance/${row.run}`}>
          {row.began_at}
        </Link>
      ),
    },
    { ...sorted<ConformanceRun>(address, 'url'), title: t('地址'), dataIndex: 'url' },
    { ...sorted<ConformanceRun>(address, 'profile'), title: t('规范版本'), dataIndex: 'profile' },
    { key: 'offered', title: t('已开通交易'), align: 'right', className: 'num', render: (_, row) => count(row.offered) },
    number('not_offered', t('未开通')),
    number('pass', t('符合')),
    {
      ...sorted<ConformanceRun>(address, 'fail'),
      title: t('不符合'),
      align: 'right',
      render: (_, row) => <span className={row.fail > 0 ? 'num negative' : 'num'}>{count(row.fail)}</span>,
    },
    number('note', t('提示')),
    { ...sorted<ConformanceRun>(address, 'broken'), title: t('与上次相比'), render: (_, row) => <Since of={row} t={t} /> },
    number('messages', t('报文')),
    { key: 'origin', title: t('来源'), render: (_, row) => `${t(ORIGINS[row.origin] ?? row.origin)} · ${row.officer}` },
  ]
}

export function Since({ of, t }: { readonly of: Pick<ConformanceRun, 'before' | 'broken' | 'mended'>; readonly t: Text }) {
  if (of.before === null) return <span className="quiet">{t('首次')}</span>
  if (of.broken === 0 && of.mended === 0) return <span className="quiet">{t('没有变化')}</span>
  return (
    <span>
      {of.broken > 0 && <span className="negative">{t('新增不符合 {n}', { n: of.broken })}</span>} {of.mended > 0 && t('改正 {n}', { n: of.mended })}
    </span>
  )
}
