// One run of the conformance suite: by transaction, and line by line with what was sent, what came, and the verdict of the run before.
import { useQuery } from '@tanstack/react-query'
import Table, { type ColumnsType } from 'antd/es/table'
import Tabs from 'antd/es/tabs'
import { Link, useParams } from 'react-router'
import type { ConformanceChapter, ConformanceDetail } from '../../api/conformance-types.js'
import { conformanceRunQuery } from '../../api/hospital-queries.js'
import { count } from '../../format/money.js'
import { type Text, useText } from '../../language/language.js'
import { type Address, useAddress } from '../../session/address.js'
import { Guarded } from '../../shell/guarded.js'
import { Answer } from '../../shell/states.js'
import '../../style/pages.css'
import '../../style/hospital.css'
import { RunLines } from './run-lines.js'
import { Since } from './runs.js'
import { OFFERED } from './words.js'

export function ConformanceRunPage() {
  const { run = '' } = useParams()
  return (
    <Guarded permission="provider.see">
      <Question run={run} />
    </Guarded>
  )
}

function Question({ run }: { readonly run: string }) {
  const t = useText()
  const answer = useQuery(conformanceRunQuery(run))
  return (
    <>
      <p className="back-line">
        <Link to="/conformance">{t('全部考察')}</Link>
      </p>
      <Answer of={answer}>{(one) => <Run of={one} />}</Answer>
    </>
  )
}

function Run({ of }: { readonly of: ConformanceDetail }) {
  const t = useText()
  const address = useAddress()
  const first = of.fail > 0 ? 'lines' : 'chapters'
  return (
    <>
      <div className="page-head">
        <h1>{t('{at} 的考察', { at: of.began_at })}</h1>
        <p>
          {t('{url}，{profile}，以 {institution} 的身份，用时 {n} 秒', { url: of.url, profile: of.profile, institution: of.institution || '—', n: of.seconds })}
        </p>
      </div>
      <p role="status" className="totals-line">
        <span>{t('已开通 {n} 个交易，未开通 {m} 个', { n: count(of.offered), m: count(of.not_offered) })}</span>
        <span>
          {t('符合')} <strong>{count(of.pass)}</strong>
        </span>
        <span className={of.fail > 0 ? 'negative' : ''}>
          {t('不符合')} <strong className={of.fail > 0 ? 'negative' : ''}>{count(of.fail)}</strong>
        </span>
        <span>
          {t('提示')} <strong>{count(of.note)}</strong>
        </span>
        <span>
          <Since of={of} t={t} />
          {of.before !== null && <Link to={`/conformance/${of.before}`}> {t('（上次 {at}）', { at: of.before_at ?? '' })}</Link>}
        </span>
      </p>
      <Tabs
        activeKey={address.of('tab') ?? first}
        onChange={(key) => address.change({ tab: key })}
        destroyOnHidden
        items={[
          { key: 'lines', label: t('各项结果'), children: <RunLines run={of.run} first={of.fail > 0 ? 'fail' : undefined} /> },
          { key: 'chapters', label: t('按交易'), children: <Chapters of={of} address={address} /> },
        ]}
      />
    </>
  )
}

function Chapters({ of, address }: { readonly of: ConformanceDetail; readonly address: Address }) {
  const t = useText()
  return (
    <Table<ConformanceChapter>
      size="small"
      rowKey="infno"
      scroll={{ x: 'max-content' }}
      dataSource={[...of.chapters]}
      columns={columns(t, (infno) => address.change({ tab: 'lines', infno, verdict: 'all' }))}
      pagination={{ pageSize: 50, hideOnSinglePage: true }}
    />
  )
}

function columns(t: Text, open: (infno: string) => void): ColumnsType<ConformanceChapter> {
  const number = (key: 'pass' | 'fail' | 'note' | 'broken' | 'mended' | 'messages', title: string): ColumnsType<ConformanceChapter>[number] => ({
    key,
    title,
    align: 'right',
    sorter: (a, b) => a[key] - b[key],
    render: (_, row) => <span className={(key === 'fail' || key === 'broken') && row[key] > 0 ? 'num negative' : 'num'}>{count(row[key])}</span>,
  })
  return [
    {
      key: 'infno',
      title: t('交易'),
      sorter: (a, b) => a.infno.localeCompare(b.infno),
      render: (_, row) => (
        <button type="button" className="link-button" onClick={() => open(row.infno)}>
          {row.infno} {row.label}
        </button>
      ),
    },
    {
      key: 'offered',
      title: t('开通'),
      filters: Object.entries(OFFERED).map(([value, text]) => ({ value, text: t(text) })),
      onFilter: (value, row) => row.offered === value,
      render: (_, row) => (
        <span className={row.offered === 'offered' ? '' : 'quiet'}>
          {t(OFFERED[row.offered] ?? row.offered)}
          {row.offered_before !== null && row.offered_before !== row.offered && t('（上次：{was}）', { was: t(OFFERED[row.offered_before] ?? '') })}
        </span>
      ),
    },
    number('messages', t('报文')),
    number('pass', t('符合')),
    number('fail', t('不符合')),
    number('note', t('提示')),
    number('broken', t('新出现的不符合')),
    number('mended', t('已改正')),
  ]
}
