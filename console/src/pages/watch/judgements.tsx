// Points that were judged, with evidence and file, and the second officer's word on each.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import Button from 'antd/es/button'
import Table from 'antd/es/table'
import { useState } from 'react'
import { post } from '../../api/request.js'
import { appraisalQuery, appraisalsQuery, type Judgement, judgementsQuery } from '../../api/watch-types.js'
import { useText } from '../../language/language.js'
import { useAddress } from '../../session/address.js'
import { useMay } from '../../session/session.js'
import { Answer, Empty, Loading } from '../../shell/states.js'
import { Said } from '../pooling/said.js'
import { JudgementForm } from './judgement-form.js'

export function Judgements({ year }: { readonly year: number }) {
  const t = useText()
  const may = useMay()
  const answer = useQuery(judgementsQuery(year))
  const newest = useQuery(appraisalsQuery(year)).data?.[0]?.run
  const run = useQuery({ ...appraisalQuery(newest ?? ''), enabled: newest !== undefined }).data
  if (!useStoodStill(year)) return <Loading rows={2} />
  return (
    <section className="panel no-print">
      <header>
        <h2>{t('评定和更正')}</h2>
      </header>
      {may('appraisal.compute') && run !== undefined && <JudgementForm of={run} />}
      <Answer of={answer}>{(list) => (list.length === 0 ? <Empty title={t('还没有评定')} /> : <List list={list} />)}</Answer>
    </section>
  )
}

/** Whether what stands above has once come: until then it would push a button away from under the finger that presses it. */
function useStoodStill(year: number): boolean {
  const runs = useQuery(appraisalsQuery(year))
  const shown = useAddress().of('run') ?? runs.data?.[0]?.run
  const above = useQuery({ ...appraisalQuery(shown ?? ''), enabled: shown !== undefined })
  const [still, setStill] = useState(false)
  if (!still && runs.isFetched && (shown === undefined || above.isFetched)) setStill(true)
  return still
}

function List({ list }: { readonly list: readonly Judgement[] }) {
  const t = useText()
  const client = useQueryClient()
  const may = useMay()
  const find = useMutation({
    mutationFn: ({ judgement, accepted }: { judgement: string; accepted: boolean }) => post(`/api/appraisal-judgements/${judgement}/finding`, { accepted }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['/api/appraisal-judgements'] }),
  })
  return (
    <>
      <Table<Judgement>
        size="small"
        rowKey="judgement"
        pagination={list.length > 20 ? { pageSize: 20 } : false}
        dataSource={[...list]}
        columns={[
          { title: t('单位'), dataIndex: 'unit_name' },
          { title: t('指标'), dataIndex: 'indicator_name' },
          { title: t('评定值'), render: (_, row) => [row.actual, row.target, row.count].filter((text) => text !== null).join(' / ') },
          { title: t('依据'), dataIndex: 'evidence' },
          {
            title: t('附件'),
            render: (_, row) =>
              row.file_name === null ? (
                '—'
              ) : (
                <a href={`/api/appraisal-judgements/${row.judgement}/file`} download>
                  {row.file_name}
                </a>
              ),
          },
          { title: t('评定人'), dataIndex: 'officer_name' },
          {
            title: t('复核'),
            render: (_, row) => {
              if (row.accepted !== null) return `${t(row.accepted ? '采纳' : '不采纳')} ${row.found_by ?? ''}`
              if (!may('appraisal.approve') || row.own) return t('待第二人复核')
              return (
                <>
                  <Button size="small" disabled={find.isPending} onClick={() => find.mutate({ judgement: row.judgement, accepted: true })}>
                    {t('采纳')}
                  </Button>{' '}
                  <Button size="small" disabled={find.isPending} onClick={() => find.mutate({ judgement: row.judgement, accepted: false })}>
                    {t('不采纳')}
                  </Button>
                </>
              )
            },
          },
        ]}
      />
      <Said error={find.error} />
    </>
  )
}
