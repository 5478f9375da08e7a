// The warnings: who has to answer until when, what was answered, and the close by another officer.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import Button from 'antd/es/button'
import Input from 'antd/es/input'
import Select from 'antd/es/select'
import Tag from 'antd/es/tag'
import { useState } from 'react'
import { post, withQuery } from '../../api/request.js'
import { type RiskWarning, riskWarningsQuery } from '../../api/watch-types.js'
import { useText } from '../../language/language.js'
import { useAddress } from '../../session/address.js'
import { AddressChoice } from '../../session/address-choice.js'
import { DayInput } from '../../session/day-input.js'
import { PagedTable } from '../../session/paged-table.js'
import { Answer, Empty } from '../../shell/states.js'
import { Said } from '../pooling/said.js'

const COLOURS: Readonly<Record<string, string>> = { red: 'red', orange: 'orange', yellow: 'gold', blue: 'blue' }
const LEVELS: ReadonlyMap<string, string> = new Map([
  ['red', '红色'],
  ['orange', '橙色'],
  ['yellow', '黄色'],
  ['blue', '蓝色'],
])
const ACTS = [
  ['assigned', '交办'],
  ['answered', '答复'],
  ['returned', '退回重答'],
  ['closed', '审结'],
  ['reopened', '重新打开'],
] as const

export function RiskWarnings({ units }: { readonly units: ReadonlyMap<string, string> }) {
  const t = useText()
  const address = useAddress()
  const open = address.of('open') ?? 'yes'
  const [scheme, level, unit] = [address.of('scheme'), address.of('level'), address.of('whose')]
  const chosen = {
    ...(open === 'all' ? {} : { open }),
    ...(scheme === undefined ? {} : { scheme }),
    ...(level === undefined ? {} : { level }),
    ...(unit === undefined ? {} : { unit }),
  }
  const answer = useQuery(riskWarningsQuery({ ...chosen, page: address.page, size: address.size }))
  return (
    <section className="panel">
      <header>
        <h2>{t('预警')}</h2>
        <Select
          aria-label={t('预警状态')}
          size="small"
          style={{ width: 120 }}
          value={open}
          options={[
            { value: 'yes', label: t('未审结') },
            { value: 'no', label: t('已审结') },
            { value: 'all', label: t('全部') },
          ]}
          onChange={(next: string) => address.change({ open: next })}
        />
        <AddressChoice address={address} name="level" label={t('等级')} of={LEVELS} width={110} />
        <AddressChoice address={address} name="whose" label={t('单位')} of={units} width={160} />
        <a className="download push" href={withQuery('/api/risk/warnings.xlsx', chosen)} download>
          {t('导出 Excel')}
        </a>
      </header>
      <Answer of={answer}>
        {(page) =>
          page.total === 0 ? (
            <Empty title={t('没有预警')} />
          ) : (
            <PagedTable<RiskWarning>
              rowKey="warning"
              answer={page}
              asking={answer.isFetching}
              address={address}
              expandable={{ expandedRowRender: (row) => <OneWarning of={row} /> }}
              columns={[
                { title: t('月份'), dataIndex: 'month', className: 'num' },
                { title: t('预警'), render: (_, row) => <Tag color={COLOURS[row.level] ?? 'default'}>{row.sentence}</Tag> },
                { title: t('责任人'), render: (_, row) => row.owner ?? '—' },
                { title: t('答复期限'), render: (_, row) => <span className={row.overdue ? 'num negative' : 'num'}>{row.due_on}</span> },
                { title: t('状态'), render: (_, row) => t(row.stage_name) },
                { title: t('依据'), render: (_, row) => <span className="warning-basis">{`${row.document} ${row.article}`}</span> },
              ]}
            />
          )
        }
      </Answer>
    </section>
  )
}

function OneWarning({ of }: { readonly of: RiskWarning }) {
  const t = useText()
  const client = useQueryClient()
  const open = ACTS.filter(([kind]) => of.actions[kind] === null)
  const [owner, setOwner] = useState('')
  const [dueOn, setDueOn] = useState(of.due_on)
  const [remark, setRemark] = useState('')
  const take = useMutation({
    mutationFn: (kind: string) => post(`/api/risk/warnings/${of.warning}/steps`, { kind, remark, ...(kind === 'assigned' ? { owner, due_on: dueOn } : {}) }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['/api/risk/warnings'] }),
  })
  return (
    <>
      {of.steps.map(({ step, kind, owner: asked, remark: words, officer_name, known_at }) => (
        <p key={step}>
          {known_at.slice(0, 16)} {officer_name} {t(ACTS.find(([name]) => name === kind)?.[1] ?? kind)}
          {asked === null ? '' : ` ${asked}`}：{words}
        </p>
      ))}
      {open.length === 0 ? (
        <p className="quiet">{t('现在没有您可以办理的事项。')}</p>
      ) : (
        <div className="filters">
          {open.some(([kind]) => kind === 'assigned') && (
            <>
              <Input
                aria-label={t('责任人')}
                placeholder={t('责任人')}
                style={{ width: 160 }}
                value={owner}
                onChange={(event) => setOwner(event.target.value)}
              />
              <DayInput aria-label={t('答复期限')} width={160} value={dueOn} onChange={setDueOn} />
            </>
          )}
          <Input aria-label={t('内容')} placeholder={t('内容')} style={{ width: 320 }} value={remark} onChange={(event) => setRemark(event.target.value)} />
          {open.map(([kind, label]) => (
            <Button key={kind} type="primary" loading={take.isPending} disabled={remark.trim().length < 2} onClick={() => take.mutate(kind)}>
              {t(label)}
            </Button>
          ))}
        </div>
      )}
      <Said error={take.error} />
    </>
  )
}
