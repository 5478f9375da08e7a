// The drafts of the pool, each with its stage.
import { useQuery } from '@tanstack/react-query'
import Table, { type ColumnsType } from 'antd/es/table'
import { Link, useNavigate } from 'react-router'
import type { DraftSummary } from '../../../api/draft-types.js'
import { draftsQuery } from '../../../api/policy-queries.js'
import { type Text, useText } from '../../../language/language.js'
import { useAddress } from '../../../session/address.js'
import { AllowedButton } from '../../../session/allowed-button.js'
import { Guarded } from '../../../shell/guarded.js'
import { Answer, Empty } from '../../../shell/states.js'
import '../../../style/pages.css'
import '../../../style/policy.css'
import { useAreaNames } from '../area-names.js'
import { OneOf } from '../choices.js'
import { STAGES, StageMark } from './stages.js'

export function PolicyDrafts() {
  return (
    <Guarded permission="policy.see">
      <DraftsPage />
    </Guarded>
  )
}

function DraftsPage() {
  const t = useText()
  const navigate = useNavigate()
  const answer = useQuery(draftsQuery)
  return (
    <>
      <div className="page-head">
        <h1>{t('政策草案')}</h1>
        <p>{t('起草、检查、测算、复核、审批、发布：起草、复核、审批是三个人，没有文号不生效。')}</p>
        <div className="actions">
          <AllowedButton permission="policy.draft" who="待遇政策岗" type="primary" onClick={() => void navigate('/policy/drafts/new')}>
            {t('起草')}
          </AllowedButton>
        </div>
      </div>
      <Answer of={answer}>{(drafts) => <DraftTable of={drafts} />}</Answer>
    </>
  )
}

function DraftTable({ of }: { readonly of: readonly DraftSummary[] }) {
  const t = useText()
  const address = useAddress()
  const areaName = useAreaNames()
  const stage = address.of('stage')
  const shown = of.filter((draft) => stage === undefined || draft.stage === stage)
  if (of.length === 0)
    return (
      <Empty title={t('还没有草案')}>
        <p>{t('新起草一份文件，或从政策库打开一份文件点“起草修订”。')}</p>
      </Empty>
    )
  return (
    <>
      <search className="filters">
        <OneOf address={address} name="stage" label={t('环节')} choices={STAGES.map((one) => ({ value: one.stage, label: t(one.name) }))} width={150} />
      </search>
      {shown.length === 0 ? (
        <Empty title={t('没有这个环节的草案')} />
      ) : (
        <Table<DraftSummary>
          size="small"
          rowKey="draft"
          columns={columns(t, areaName)}
          dataSource={shown}
          pagination={shown.length > 50 && { pageSize: 50 }}
          scroll={{ x: 'max-content' }}
        />
      )}
    </>
  )
}

function columns(t: Text, areaName: (code: string) => string): ColumnsType<DraftSummary> {
  return [
    {
      key: 'title',
      title: t('草案'),
      render: (_, row) => (
        <span className="document-name">
          <Link to={`/policy/drafts/${row.draft}`}>{row.title}</Link>
          <span>{row.path}</span>
        </span>
      ),
    },
    { key: 'area', title: t('发文地区'), render: (_, row) => areaName(row.area) },
    { key: 'kind', title: t('类型'), render: (_, row) => (row.changes === null ? t('新文件') : t('改写已发布的文件')) },
    { key: 'stage', title: t('环节'), render: (_, row) => <StageMark stage={row.stage} /> },
    { key: 'revision', title: t('稿次'), align: 'right', className: 'num', render: (_, row) => t('第 {n} 稿', { n: row.revision }) },
    {
      key: 'faults',
      title: t('检查'),
      render: (_, row) => (row.faults === 0 ? t('没有问题') : <span className="negative">{t('{n} 处问题', { n: row.faults })}</span>),
    },
    { key: 'by', title: t('起草人'), dataIndex: 'opened_by' },
    { key: 'at', title: t('起草时间'), className: 'num', render: (_, row) => row.opened_at.slice(0, 16) },
  ]
}
