// The launch period: from when to when nothing may be loosened, by which document, who was exempt, and what surged since.
import { useQuery } from '@tanstack/react-query'
import Table, { type ColumnsType } from 'antd/es/table'
import Tabs from 'antd/es/tabs'
import { useState } from 'react'
import type { DraftSummary, Freeze } from '../../../api/draft-types.js'
import { draftsQuery, freezesQuery } from '../../../api/policy-queries.js'
import { type Text, useText } from '../../../language/language.js'
import { useAddress } from '../../../session/address.js'
import { AllowedButton } from '../../../session/allowed-button.js'
import { Guarded } from '../../../shell/guarded.js'
import { Answer, Empty } from '../../../shell/states.js'
import '../../../style/pages.css'
import '../../../style/policy.css'
import { Chip } from '../marks.js'
import { ExemptDialog } from './exempt-dialog.js'
import { ExemptionsTab } from './exemptions.js'
import { FreezeDialog } from './freeze-dialog.js'
import { SurgeReport } from './surges.js'

export function PolicyFreeze() {
  return (
    <Guarded permission="policy.see">
      <FreezePage />
    </Guarded>
  )
}

function FreezePage() {
  const t = useText()
  const address = useAddress()
  const freezes = useQuery(freezesQuery)
  const [recording, setRecording] = useState(false)
  return (
    <>
      <div className="page-head">
        <h1>{t('启动期')}</h1>
        <p>{t('统筹启动期间不得放宽待遇、提高比例、降低缴费或减免保费；突击报销逐周可查。')}</p>
        <div className="actions no-print">
          <AllowedButton permission="policy.approve" who="分管局领导" type="primary" onClick={() => setRecording(true)}>
            {t('登记启动期')}
          </AllowedButton>
        </div>
      </div>
      <Answer of={freezes}>
        {(list) => (
          <Tabs
            activeKey={address.of('tab') ?? 'freezes'}
            destroyOnHidden
            onChange={(tab) => address.change({ tab: tab === 'freezes' ? undefined : tab })}
            items={[
              { key: 'freezes', label: t('启动期登记'), children: <Freezes of={list} /> },
              { key: 'exemptions', label: t('豁免清单'), children: <ExemptionsTab freezes={list} /> },
              { key: 'surges', label: t('突击报销分析'), children: <SurgeReport freezes={list} /> },
            ]}
          />
        )}
      </Answer>
      {recording && <FreezeDialog amends={null} close={() => setRecording(false)} />}
    </>
  )
}

function Freezes({ of }: { readonly of: readonly Freeze[] }) {
  const t = useText()
  const drafts = useQuery(draftsQuery)
  const [amending, setAmending] = useState<Freeze | null>(null)
  const [exempting, setExempting] = useState<string | null>(null)
  if (of.length === 0)
    return (
      <Empty title={t('没有登记启动期')}>
        <p>{t('统筹启动的文件下发后，由分管局领导登记起止日期和文号。')}</p>
      </Empty>
    )
  return (
    <>
      <Table<Freeze>
        size="small"
        rowKey="freeze"
        pagination={false}
        columns={columns(t, { amend: setAmending, exempt: setExempting })}
        dataSource={[...of]}
        rowClassName={(row) => (row.holds ? '' : 'row-struck')}
        scroll={{ x: 'max-content' }}
      />
      {amending !== null && <FreezeDialog amends={amending} close={() => setAmending(null)} />}
      {exempting !== null && <ExemptDialog freeze={exempting} drafts={(drafts.data ?? []).filter(underWay)} close={() => setExempting(null)} />}
    </>
  )
}

function underWay({ stage }: DraftSummary): boolean {
  return stage !== 'published' && stage !== 'withdrawn'
}

interface Acts {
  readonly amend: (freeze: Freeze) => void
  readonly exempt: (freeze: string) => void
}

function columns(t: Text, { amend, exempt }: Acts): ColumnsType<Freeze> {
  return [
    { key: 'area', title: t('地区'), dataIndex: 'area_name' },
    { key: 'days', title: t('起止'), className: 'num', render: (_, row) => t('{from} 至 {until}', { from: row.from, until: row.until ?? t('未定') }) },
    { key: 'document', title: t('依据'), dataIndex: 'document' },
    { key: 'remark', title: t('说明'), dataIndex: 'remark' },
    { key: 'by', title: t('登记'), render: (_, row) => `${row.recorded_by} ${row.recorded_at.slice(0, 16)}` },
    { key: 'holds', title: t('状态'), render: (_, row) => <Chip tone={row.holds ? 'good' : 'faint'} name={row.holds ? t('有效') : t('已被更正')} /> },
    {
      key: 'acts',
      title: t('办理'),
      render: (_, row) =>
        row.holds && (
          <span className="row-acts">
            <AllowedButton size="small" permission="policy.approve" who="分管局领导" onClick={() => amend(row)}>
              {t('更正')}
            </AllowedButton>
            <AllowedButton size="small" permission="policy.approve" who="分管局领导" onClick={() => exempt(row.freeze)}>
              {t('登记上级批准')}
            </AllowedButton>
          </span>
        ),
    },
  ]
}
