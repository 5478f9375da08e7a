// The targets of a budget on its way: indicator by indicator, with the document behind each.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import Button from 'antd/es/button'
import Input from 'antd/es/input'
import Table from 'antd/es/table'
import { useState } from 'react'
import type { Performance, PerformanceIndicator } from '../../api/performance-types.js'
import { post } from '../../api/request.js'
import { useText } from '../../language/language.js'
import { Said } from './said.js'

interface Draft {
  readonly target: string
  readonly limit: string
  readonly weight: string
  readonly source: string
}
const EMPTY: Draft = { target: '', limit: '', weight: '', source: '' }

export function PerformanceTargets({ of, budget }: { readonly of: Performance; readonly budget: string }) {
  const t = useText()
  const client = useQueryClient()
  const [drafts, setDrafts] = useState<Readonly<Record<string, Draft>>>(() =>
    Object.fromEntries(of.indicators.map(({ id, suggested, source }) => [id, suggested === '' ? EMPTY : { ...EMPTY, target: suggested, source }])),
  )
  const save = useMutation({
    mutationFn: () =>
      post(`/api/budgets/${budget}/targets`, {
        targets: Object.entries(drafts)
          .filter(([, { target }]) => target.trim() !== '')
          .map(([indicator, draft]) => ({ indicator, ...Object.fromEntries(Object.entries(draft).filter(([, text]) => text.trim() !== '')) })),
      }),
    onSuccess: () => client.invalidateQueries(),
  })
  const field = (name: keyof Draft, label: string, width: number) => ({
    title: t(label),
    render: (_: unknown, { id, name: indicator }: PerformanceIndicator) => (
      <Input
        aria-label={`${indicator} ${t(label)}`}
        style={{ width }}
        value={drafts[id]?.[name] ?? ''}
        onChange={(event) => setDrafts({ ...drafts, [id]: { ...(drafts[id] ?? EMPTY), [name]: event.target.value } })}
      />
    ),
  })
  return (
    <section className="panel">
      <header>
        <h2>{t('填写绩效目标')}</h2>
        <span className="quiet">{t('单位：%。没有指标值的不列入；分值要么都不填，要么合计 100 分；严重偏离线可以不填。')}</span>
      </header>
      <Table<PerformanceIndicator>
        size="small"
        rowKey="id"
        pagination={false}
        dataSource={[...of.indicators]}
        scroll={{ x: 'max-content' }}
        columns={[
          { title: t('二级指标'), dataIndex: 'level2' },
          { title: t('三级指标'), dataIndex: 'name' },
          { title: t('取数'), render: (_, row) => t(row.measured ? '自动计算' : '填报') },
          field('target', '年度指标值', 90),
          field('limit', '严重偏离线', 90),
          field('weight', '分值', 80),
          field('source', '指标值依据', 360),
        ]}
      />
      <Button type="primary" loading={save.isPending} onClick={() => save.mutate()}>
        {t('保存绩效目标')}
      </Button>
      <Said error={save.error} />
    </section>
  )
}
