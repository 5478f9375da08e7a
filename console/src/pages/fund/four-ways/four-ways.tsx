// 四方对账: each party's statement in, the month matched, differences cleared, the certificate.
import { useMutation, useQuery } from '@tanstack/react-query'
import Select from 'antd/es/select'
import Table from 'antd/es/table'
import Tabs from 'antd/es/tabs'
import dayjs from 'dayjs'
import { useState } from 'react'
import { Link } from 'react-router'
import type { PartyFile } from '../../../api/four-ways-types.js'
import { post } from '../../../api/request.js'
import { sendFile } from '../../../api/send-file.js'
import { fourWaysQuery, partyFilesQuery } from '../../../api/take-over-queries.js'
import { count } from '../../../format/money.js'
import { useText } from '../../../language/language.js'
import { useAddress } from '../../../session/address.js'
import { AllowedButton } from '../../../session/allowed-button.js'
import { FileField } from '../../../session/file-field.js'
import { FormFailure } from '../../../session/form-failure.js'
import { JobWatch } from '../../../session/job-watch.js'
import { LineFaults } from '../../../session/line-faults.js'
import { useSession } from '../../../session/session.js'
import { Guarded } from '../../../shell/guarded.js'
import { Answer } from '../../../shell/states.js'
import '../../../style/pages.css'
import '../../../style/fund.css'
import '../../../style/job.css'
import { MonthChoice } from '../../../session/month-choice.js'
import { JobResult } from '../../pooling/take-over/job-result.js'
import { Certificate } from './certificate.js'
import { FourWaysDifferences } from './four-ways-differences.js'
import { Pairs } from './pairs.js'

const WHO = '基金管理岗、基金财务岗、税务、财政'

export function FourWaysPage() {
  const t = useText()
  const address = useAddress()
  const month = address.of('month') ?? dayjs().subtract(1, 'month').format('YYYY-MM')
  const job = address.of('job')
  const run = useMutation({
    mutationFn: () => post<{ job: string }>('/api/four-ways/runs', { month }),
    onSuccess: (started) => address.change({ job: started.job }),
  })
  return (
    <Guarded permission="reconcile.see">
      <div className="page-head no-print">
        <h1>{t('四方对账')}</h1>
        <p>
          {t('医保、税务、财政、国库、银行按税票号、划转单号、日期、金额逐笔对账。')} <Link to="/reconciliation/differences">{t('与定点机构的对账差异')}</Link>
        </p>
      </div>
      <div className="filters no-print">
        <MonthChoice address={address} label={t('月份')} otherwise={month} forgets={['job']} />
        <AllowedButton permission="reconcile.work" who={WHO} type="primary" loading={run.isPending} onClick={() => run.mutate()}>
          {t('对账')}
        </AllowedButton>
      </div>
      <FormFailure error={run.error} />
      {job !== undefined && (
        <JobWatch job={job} title={t('正在办理')} refresh={['/api/four-ways', '/api/four-ways/differences', '/api/four-ways/files']}>
          {(result) => <JobResult of={result} />}
        </JobWatch>
      )}
      <Month month={month} />
    </Guarded>
  )
}

function Month({ month }: { readonly month: string }) {
  const t = useText()
  const address = useAddress()
  const answer = useQuery(fourWaysQuery(month))
  return (
    <Answer of={answer}>
      {(of) => (
        <Tabs
          activeKey={address.of('tab') ?? 'pairs'}
          onChange={(tab) => address.change({ tab: tab === 'pairs' ? undefined : tab })}
          items={[
            { key: 'pairs', label: t('对账结果'), children: <Pairs of={of} /> },
            { key: 'differences', label: t('差异'), children: <FourWaysDifferences month={month} pairs={of.pairs} /> },
            { key: 'files', label: t('各方明细'), children: <Statements /> },
            { key: 'certificate', label: t('对账证明'), children: <Certificate of={of} /> },
          ]}
        />
      )}
    </Answer>
  )
}

const PARTIES: readonly (readonly [string, string])[] = [
  ['tax', '税务'],
  ['treasury', '国库'],
  ['finance', '财政'],
  ['bank', '银行'],
]

function Statements() {
  const t = useText()
  const address = useAddress()
  const { areas } = useSession()
  const files = useQuery(partyFilesQuery)
  const [party, setParty] = useState('tax')
  const [file, setFile] = useState<File>()
  const [shown, show] = useState<string>()
  const bring = useMutation({
    mutationFn: async (chosen: File) => {
      const { upload } = await sendFile(chosen, { unit: areas[0]?.code ?? '', layout: 'four_ways' })
      return post<{ job: string }>('/api/four-ways/files', { upload, party })
    },
    onSuccess: ({ job }) => address.change({ job }),
  })
  return (
    <>
      <form
        className="filters"
        onSubmit={(event) => {
          event.preventDefault()
          if (file !== undefined) bring.mutate(file)
        }}
      >
        <div className="filter">
          <span id="party-label">{t('哪一方')}</span>
          <Select
            aria-labelledby="party-label"
            style={{ width: 120 }}
            value={party}
            options={PARTIES.map(([value, label]) => ({ value, label: t(label) }))}
            onChange={setParty}
          />
        </div>
        <FileField onChoose={setFile} />
        <AllowedButton permission="reconcile.work" who={WHO} type="primary" htmlType="submit" ready={file !== undefined} loading={bring.isPending}>
          {t('导入')}
        </AllowedButton>
        <a className="download" href="/api/file-layouts/four_ways/template.xlsx" download>
          {t('下载模板')}
        </a>
      </form>
      <FormFailure error={bring.error} />
      <Answer of={files}>
        {(rows) => (
          <Table<PartyFile>
            size="small"
            scroll={{ x: 'max-content' }}
            rowKey="file"
            dataSource={rows}
            pagination={{ pageSize: 20, hideOnSinglePage: true }}
            columns={[
              { key: 'party', title: t('哪一方'), render: (_, row) => t(row.party_name) },
              { key: 'name', title: t('文件名'), dataIndex: 'name' },
              { key: 'span', title: t('日期范围'), render: (_, row) => <span className="num">{`${row.begins ?? '—'} – ${row.ends ?? '—'}`}</span> },
              { key: 'lines', title: t('行数'), dataIndex: 'lines', align: 'right', className: 'num' },
              { key: 'added', title: t('新增'), dataIndex: 'added', align: 'right', className: 'num' },
              { key: 'known', title: t('以前已有'), dataIndex: 'known', align: 'right', className: 'num' },
              {
                key: 'faulty',
                title: t('有误'),
                align: 'right',
                render: (_, row) =>
                  row.faulty === 0 ? (
                    <span className="num">0</span>
                  ) : (
                    <button type="button" className="link-button num" onClick={() => show(row.file)}>
                      {count(row.faulty)}
                    </button>
                  ),
              },
              { key: 'at', title: t('时间'), render: (_, row) => <span className="num">{row.known_at.slice(0, 16)}</span> },
            ]}
          />
        )}
      </Answer>
      {shown !== undefined && <LineFaults path={`/api/four-ways/files/${shown}/faults`} close={() => show(undefined)} />}
    </>
  )
}
