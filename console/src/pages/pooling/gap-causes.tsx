// Causes of the gaps with their evidence: one officer registers a cause, another finds on it; the year is then computed again.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import Button from 'antd/es/button'
import Input from 'antd/es/input'
import InputNumber from 'antd/es/input-number'
import Select from 'antd/es/select'
import Table from 'antd/es/table'
import Tag from 'antd/es/tag'
import { useState } from 'react'
import { gapCausesQuery } from '../../api/queries.js'
import { post } from '../../api/request.js'
import type { CauseKind, GapCause, YearEnd } from '../../api/year-end-types.js'
import { Yuan } from '../../format/amount.js'
import { fenOfText } from '../../format/fen-of-text.js'
import { useText } from '../../language/language.js'
import { AllowedButton } from '../../session/allowed-button.js'
import { LineForm } from '../../shell/line-form.js'
import { Answer } from '../../shell/states.js'
import { Said } from './said.js'

const KINDS: Readonly<Record<CauseKind, string>> = { management: '管理缺口', pre_pooling: '统筹前缺口', reasonable: '合理缺口' }
const OPEN_STAGES: readonly string[] = ['computed', 'objections_opened', 'withdrawn']

export function GapCauses({ of }: { readonly of: YearEnd }) {
  const t = useText()
  const causes = useQuery(gapCausesQuery(of.book, of.year))
  const open = OPEN_STAGES.includes(of.stage)
  return (
    <section className="panel">
      <header>
        <h2>{t('缺口原因')}</h2>
        <span className="quiet">{t('由第二人查实后，重新计算才计入。')}</span>
      </header>
      <Answer of={causes}>{(list) => <CauseTable of={of} list={list} open={open} />}</Answer>
      {open && <NewCause of={of} />}
    </section>
  )
}

function CauseTable({ of, list, open }: { readonly of: YearEnd; readonly list: readonly GapCause[]; readonly open: boolean }) {
  const t = useText()
  const nameOf = (unit: string): string => of.units.find((one) => one.unit === unit)?.name ?? unit
  return (
    <Table<GapCause>
      size="small"
      rowKey="cause"
      pagination={false}
      dataSource={[...list]}
      scroll={{ x: 'max-content' }}
      locale={{ emptyText: t('还没有登记缺口原因；全部缺口按一般缺口计算。') }}
      columns={[
        { title: t('核算单位'), render: (_, { unit }) => nameOf(unit) },
        { title: t('原因'), render: (_, { kind }) => t(KINDS[kind]) },
        { title: t('金额'), align: 'right', render: (_, { amount_fen }) => <Yuan fen={amount_fen} /> },
        { title: t('依据'), dataIndex: 'evidence' },
        { title: t('登记人'), dataIndex: 'officer_name' },
        { title: t('结论'), render: (_, row) => <Finding of={row} open={open} /> },
      ]}
    />
  )
}

function Finding({ of, open }: { readonly of: GapCause; readonly open: boolean }) {
  const t = useText()
  const client = useQueryClient()
  const find = useMutation({
    mutationFn: (established: boolean) => post(`/api/gap-causes/${of.cause}/finding`, { established }),
    onSuccess: () => client.invalidateQueries({ queryKey: [gapCausesQuery('', 0).queryKey[0]] }),
  })
  if (of.established !== null) {
    return (
      <>
        <Tag color={of.established ? 'green' : 'default'}>{t(of.established ? '已查实' : '不成立')}</Tag> {of.found_by}
      </>
    )
  }
  if (!open) return <Tag>{t('没有查实')}</Tag>
  const button = { permission: 'yearend.approve', who: '分管局领导', size: 'small', loading: find.isPending } as const
  return (
    <>
      <AllowedButton {...button} onClick={() => find.mutate(true)}>
        {t('查实')}
      </AllowedButton>{' '}
      <AllowedButton {...button} onClick={() => find.mutate(false)}>
        {t('不成立')}
      </AllowedButton>
      <Said error={find.error} />
    </>
  )
}

function NewCause({ of }: { readonly of: YearEnd }) {
  const t = useText()
  const client = useQueryClient()
  const [unit, setUnit] = useState(of.units.find(({ gap_fen }) => gap_fen > 0)?.unit ?? of.units[0]?.unit)
  const [kind, setKind] = useState<CauseKind>('management')
  const [yuan, setYuan] = useState<string | null>(null)
  const [evidence, setEvidence] = useState('')
  const amount_fen = fenOfText(yuan ?? '')
  const save = useMutation({
    mutationFn: () => post('/api/gap-causes', { book: of.book, year: of.year, unit, kind, amount_fen, evidence: evidence.trim() }),
    onSuccess: async () => {
      setYuan(null)
      setEvidence('')
      await client.invalidateQueries({ queryKey: [gapCausesQuery('', 0).queryKey[0]] })
    },
  })
  if (of.actions['objections_opened'] === '您的岗位不能办理这一步。') return null
  return (
    <LineForm send={() => save.mutate()}>
      <Select
        aria-label={t('有缺口的核算单位')}
        style={{ width: 160 }}
        value={unit}
        options={of.units.map((one) => ({ value: one.unit, label: one.name }))}
        onChange={setUnit}
      />
      <Select<CauseKind>
        aria-label={t('原因')}
        style={{ width: 140 }}
        value={kind}
        options={(Object.keys(KINDS) as CauseKind[]).map((value) => ({ value, label: t(KINDS[value]) }))}
        onChange={setKind}
      />
      <InputNumber<string>
        stringMode
        aria-label={t('金额（元）')}
        placeholder={t('金额（元）')}
        min="0.01"
        precision={2}
        style={{ width: 160 }}
        value={yuan}
        onChange={setYuan}
      />
      <Input
        aria-label={t('依据')}
        placeholder={t('审计报告、账簿、来函等')}
        style={{ width: 280 }}
        maxLength={500}
        value={evidence}
        onChange={(event) => setEvidence(event.target.value)}
      />
      <Button htmlType="submit" loading={save.isPending} disabled={amount_fen === undefined || evidence.trim().length < 4}>
        {t('登记原因')}
      </Button>
      <Said error={save.error} />
    </LineForm>
  )
}
