// The claims desk's injuries: what waits for a finding or a decision, and what the liable parties still owe.
import { useQuery } from '@tanstack/react-query'
import Table, { type ColumnsType } from 'antd/es/table'
import Tabs from 'antd/es/tabs'
import { Link } from 'react-router'
import { accidentListQuery } from '../../api/change-queries.js'
import type { AccidentList, WaitingAdvance, WaitingDeclaration } from '../../api/claim-types.js'
import { Yuan } from '../../format/amount.js'
import { type Text, useText } from '../../language/language.js'
import { useAddress } from '../../session/address.js'
import { Guarded } from '../../shell/guarded.js'
import { Answer, Empty } from '../../shell/states.js'
import '../../style/pages.css'

export function AccidentListPage() {
  return (
    <Guarded permission="claim.handle">
      <Question />
    </Guarded>
  )
}

function Question() {
  const t = useText()
  const answer = useQuery(accidentListQuery)
  return (
    <>
      <div className="page-head">
        <h1>{t('意外伤害与先行支付')}</h1>
        <p>{t('新的申报从参保人页面登记；调查结论录入之前，费用不能结算。')}</p>
      </div>
      <Answer of={answer}>{(list) => <Stages of={list} />}</Answer>
    </>
  )
}

function Stages({ of }: { readonly of: AccidentList }) {
  const t = useText()
  const address = useAddress()
  const at = (stage: WaitingDeclaration['stage']) => of.declarations.filter((one) => one.stage === stage)
  const owing = of.advances.filter((one) => one.left_fen > 0)
  return (
    <Tabs
      activeKey={address.of('stage') ?? 'to_find'}
      onChange={(stage) => address.change({ stage: stage === 'to_find' ? undefined : stage })}
      destroyOnHidden
      items={[
        { key: 'to_find', label: t('待调查（{n}）', { n: at('to_find').length }), children: <Declarations of={at('to_find')} /> },
        { key: 'to_decide', label: t('待决定先行支付（{n}）', { n: at('to_decide').length }), children: <Declarations of={at('to_decide')} /> },
        { key: 'to_recover', label: t('待追偿（{n}）', { n: owing.length }), children: <Advances of={owing} /> },
        { key: 'decided', label: t('已有结论'), children: <Declarations of={at('decided')} /> },
        { key: 'advances', label: t('全部先行支付'), children: <Advances of={of.advances} /> },
      ]}
    />
  )
}

const desk = (psnNo: string) => `/persons/${psnNo}?tab=accidents`

function Declarations({ of }: { readonly of: readonly WaitingDeclaration[] }) {
  const t = useText()
  if (of.length === 0) return <Empty title={t('没有')} />
  return (
    <Table<WaitingDeclaration>
      rowKey="declaration"
      size="small"
      scroll={{ x: 'max-content' }}
      pagination={{ pageSize: 50, hideOnSinglePage: true }}
      columns={declarationColumns(t)}
      dataSource={[...of]}
    />
  )
}

function foundText({ found_name, liable_percent }: WaitingDeclaration, t: Text): string {
  if (found_name === null) return '—'
  return liable_percent === null ? t(found_name) : `${t(found_name)} ${t('承担 {share}', { share: liable_percent })}`
}

function declarationColumns(t: Text): ColumnsType<WaitingDeclaration> {
  return [
    { key: 'person', title: t('参保人'), render: (_, row) => <Link to={desk(row.psn_no)}>{row.person_name}</Link> },
    { key: 'happened_on', title: t('受伤日期'), dataIndex: 'happened_on', className: 'num' },
    { key: 'happened_at', title: t('受伤地点'), dataIndex: 'happened_at' },
    { key: 'claimed', title: t('本人自述'), render: (_, row) => t(row.claimed_name) },
    { key: 'found', title: t('调查结论'), render: (_, row) => foundText(row, t) },
    { key: 'ground', title: t('先行支付'), render: (_, row) => (row.ground_name === null ? '—' : t(row.ground_name)) },
    { key: 'standing', title: t('现在'), dataIndex: 'standing' },
    { key: 'booked_on', title: t('申报日期'), dataIndex: 'booked_on', className: 'num' },
  ]
}

function Advances({ of }: { readonly of: readonly WaitingAdvance[] }) {
  const t = useText()
  if (of.length === 0) return <Empty title={t('没有')} />
  return (
    <Table<WaitingAdvance>
      rowKey="settlement"
      size="small"
      scroll={{ x: 'max-content' }}
      pagination={{ pageSize: 50, hideOnSinglePage: true }}
      columns={advanceColumns(t)}
      dataSource={[...of]}
    />
  )
}

function advanceColumns(t: Text): ColumnsType<WaitingAdvance> {
  const money = (key: 'receivable_fen' | 'recovered_fen' | 'left_fen', title: string): ColumnsType<WaitingAdvance>[number] => ({
    key,
    title,
    align: 'right',
    render: (_, row) => <Yuan fen={row[key]} strong={key === 'left_fen'} />,
  })
  return [
    { key: 'person', title: t('参保人'), render: (_, row) => <Link to={desk(row.psn_no)}>{row.person_name}</Link> },
    {
      key: 'bill',
      title: t('结算单'),
      render: (_, row) => (
        <Link className="num" to={`/settlements/${row.psn_no}/${row.settlement}`}>
          {row.settled_on}
        </Link>
      ),
    },
    { key: 'provider', title: t('医疗机构'), dataIndex: 'provider_name' },
    money('receivable_fen', t('应追回')),
    money('recovered_fen', t('已追回')),
    money('left_fen', t('还欠')),
  ]
}
