// Values that no fact tells: entered with evidence, found right by another officer.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import Button from 'antd/es/button'
import Input from 'antd/es/input'
import Select from 'antd/es/select'
import Table from 'antd/es/table'
import { useState } from 'react'
import { PERFORMANCE, type Performance, type PerformanceEntry } from '../../api/performance-types.js'
import { post } from '../../api/request.js'
import { useText } from '../../language/language.js'
import { AllowedButton } from '../../session/allowed-button.js'
import { useMay } from '../../session/session.js'
import { LineForm } from '../../shell/line-form.js'
import { Said } from './said.js'

interface PerformanceEntriesProps {
  readonly of: Performance
  readonly book: string
  readonly month: string
}

export function PerformanceEntries({ of, book, month }: PerformanceEntriesProps) {
  const t = useText()
  const may = useMay()('budget.write')
  const nameOf = (id: string): string => of.indicators.find((one) => one.id === id)?.name ?? id
  return (
    <section className="panel">
      <header>
        <h2>{t('填报的指标')}</h2>
        <span className="quiet">{t('账目和结算算不出的指标由医保局填报，财政局复核后才计入。')}</span>
      </header>
      <Table<PerformanceEntry>
        size="small"
        rowKey="entry"
        pagination={false}
        dataSource={[...of.entries]}
        scroll={{ x: 'max-content' }}
        locale={{ emptyText: t('还没有填报') }}
        columns={[
          { title: t('指标'), render: (_, row) => nameOf(row.indicator) },
          { title: t('截至'), dataIndex: 'through' },
          { title: t('完成值'), align: 'right', render: (_, row) => `${row.actual}%` },
          { title: t('依据'), dataIndex: 'evidence' },
          { title: t('填报人'), dataIndex: 'officer_name' },
          { title: t('结论'), render: (_, row) => <Finding of={row} /> },
        ]}
      />
      {may && <NewEntry of={of} book={book} month={month} />}
    </section>
  )
}

function Finding({ of }: { readonly of: PerformanceEntry }) {
  const t = useText()
  const client = useQueryClient()
  const find = useMutation({
    mutationFn: (accepted: boolean) => post(`${PERFORMANCE}/entries/${of.entry}/finding`, { accepted }),
    onSuccess: () => client.invalidateQueries(),
  })
  if (of.accepted !== null) return <>{t(of.accepted ? '已采纳' : '不采纳')}</>
  const button = { permission: 'budget.review', who: '财政局社会保障岗', size: 'small', loading: find.isPending } as const
  return (
    <>
      <AllowedButton {...button} onClick={() => find.mutate(true)}>
        {t('采纳填报')}
      </AllowedButton>{' '}
      <AllowedButton {...button} onClick={() => find.mutate(false)}>
        {t('不采纳')}
      </AllowedButton>
      <Said error={find.error} />
    </>
  )
}

function NewEntry({ of, book, month }: PerformanceEntriesProps) {
  const t = useText()
  const client = useQueryClient()
  const [indicator, setIndicator] = useState(of.indicators.find(({ measured }) => !measured)?.id)
  const [actual, setActual] = useState('')
  const [evidence, setEvidence] = useState('')
  const save = useMutation({
    mutationFn: () => post(`${PERFORMANCE}/entries`, { book, month, indicator, actual: actual.trim(), evidence: evidence.trim() }),
    onSuccess: async () => {
      setActual('')
      setEvidence('')
      await client.invalidateQueries()
    },
  })
  return (
    <LineForm send={() => save.mutate()}>
      <Select
        aria-label={t('填报指标')}
        style={{ width: 240 }}
        value={indicator}
        options={of.indicators.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={setIndicator}
      />
      <Input
        aria-label={t('完成值（%）')}
        placeholder={t('完成值（%）')}
        style={{ width: 120 }}
        value={actual}
        onChange={(event) => setActual(event.target.value)}
      />
      <Input
        aria-label={t('填报依据')}
        placeholder={t('调查报告、来函、统计表的文号')}
        style={{ width: 320 }}
        value={evidence}
        onChange={(event) => setEvidence(event.target.value)}
      />
      <Button htmlType="submit" loading={save.isPending} disabled={actual.trim() === '' || evidence.trim().length < 4}>
        {t('填报')}
      </Button>
      <Said error={save.error} />
    </LineForm>
  )
}
