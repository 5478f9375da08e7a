// What follows from an approved appraisal: prepared with its document, decided by another officer; the amount is the band's.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import Button from 'antd/es/button'
import Input from 'antd/es/input'
import Select from 'antd/es/select'
import Table from 'antd/es/table'
import { useState } from 'react'
import { post } from '../../api/request.js'
import type { Appraisal, AppraisalReward } from '../../api/watch-types.js'
import { Yuan } from '../../format/amount.js'
import { useText } from '../../language/language.js'
import { AllowedButton } from '../../session/allowed-button.js'
import { Empty } from '../../shell/states.js'
import { Said } from '../pooling/said.js'

interface Row extends AppraisalReward {
  readonly unit: string
  readonly name: string
}

export function AppraisalRewards({ of }: { readonly of: Appraisal }) {
  const t = useText()
  const client = useQueryClient()
  const rows = of.units.flatMap(({ unit, name, rewards }) => rewards.map((one): Row => ({ unit, name, ...one })))
  const decide = useMutation({
    mutationFn: ({ unit, reward, accepted }: { unit: string; reward: number; accepted: boolean }) =>
      post(`/api/appraisals/${of.run}/rewards/decision`, { unit, reward, accepted }),
    onSuccess: () => client.invalidateQueries(),
  })
  if (of.stage !== 'approved' && of.stage !== 'published') return null
  return (
    <section className="panel no-print">
      <header>
        <h2>{t('奖惩')}</h2>
        <span className="quiet">{t('金额取自考核办法的等次；惩戒审定后成为该单位财政对基金的应缴款，奖励由财政资金兑现，不从基金列支')}</span>
      </header>
      {rows.length === 0 ? (
        <Empty title={t('还没有拟定奖惩')} />
      ) : (
        <Table<Row>
          size="small"
          rowKey={({ unit, reward }) => `${unit}-${reward}`}
          pagination={false}
          dataSource={rows}
          columns={[
            { title: t('单位'), dataIndex: 'name' },
            { title: t('奖惩'), render: (_, row) => t(row.kind === 'reward' ? '奖励' : '惩戒') },
            { title: t('金额（元）'), align: 'right', render: (_, row) => (row.amount_fen === null ? '—' : <Yuan fen={row.amount_fen} />) },
            { title: t('内容'), dataIndex: 'text' },
            { title: t('文号'), dataIndex: 'document' },
            { title: t('拟定'), dataIndex: 'officer_name' },
            {
              title: t('审定'),
              render: (_, row) => <Decision of={row} take={(accepted) => decide.mutate({ unit: row.unit, reward: row.reward, accepted })} />,
            },
          ]}
        />
      )}
      <Said error={decide.error} />
      <Prepare of={of} />
    </section>
  )
}

function Decision({ of, take }: { readonly of: Row; readonly take: (accepted: boolean) => void }) {
  const t = useText()
  if (of.accepted !== null) return `${t(of.accepted ? '同意' : '不同意')} ${of.decided_by ?? ''}${of.fact === null ? '' : ` · ${t('应缴款')} ${of.fact}`}`
  return (
    <>
      <AllowedButton permission="appraisal.approve" who="分管局领导" type="primary" size="small" onClick={() => take(true)}>
        {t('同意')}
      </AllowedButton>{' '}
      <AllowedButton permission="appraisal.approve" who="分管局领导" size="small" onClick={() => take(false)}>
        {t('不同意')}
      </AllowedButton>
    </>
  )
}

function Prepare({ of }: { readonly of: Appraisal }) {
  const t = useText()
  const client = useQueryClient()
  const [unit, setUnit] = useState(of.units[0]?.unit)
  const [given, setGiven] = useState({ kind: 'penalty', text: '', document: '' })
  const band = of.bands.find(({ name }) => name === of.units.find((one) => one.unit === unit)?.band)
  const kind = band?.award?.kind ?? given.kind
  const send = useMutation({
    mutationFn: () => post(`/api/appraisals/${of.run}/rewards`, { unit, kind, text: given.text, document: given.document }),
    onSuccess: () => client.invalidateQueries(),
  })
  return (
    <div className="filters">
      <Select
        aria-label={t('受奖惩单位')}
        style={{ width: 160 }}
        value={unit}
        options={of.units.map((one) => ({ value: one.unit, label: one.name }))}
        onChange={setUnit}
      />
      <Select
        aria-label={t('奖励或惩戒')}
        style={{ width: 100 }}
        value={kind}
        disabled={band?.award != null}
        options={[
          { value: 'reward', label: t('奖励') },
          { value: 'penalty', label: t('惩戒') },
        ]}
        onChange={(next: string) => setGiven({ ...given, kind: next })}
      />
      <Input
        aria-label={t('奖惩内容')}
        placeholder={t('奖惩内容')}
        style={{ width: 280 }}
        value={given.text}
        onChange={(event) => setGiven({ ...given, text: event.target.value })}
      />
      <Input
        aria-label={t('文号')}
        placeholder={t('文号')}
        style={{ width: 180 }}
        value={given.document}
        onChange={(event) => setGiven({ ...given, document: event.target.value })}
      />
      <Button loading={send.isPending} disabled={given.text.trim().length < 4 || given.document.trim().length < 4} onClick={() => send.mutate()}>
        {t('拟定奖惩')}
      </Button>
      <Said error={send.error} />
    </div>
  )
}
