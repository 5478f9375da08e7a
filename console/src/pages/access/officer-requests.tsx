// 账号申请复核: accounts to open and to change, as another security administrator asked for them.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import Button from 'antd/es/button'
import type { ColumnsType } from 'antd/es/table'
import { useState } from 'react'
import { officerRequestsQuery } from '../../api/officer-queries.js'
import type { OfficerDone, OfficerRequest } from '../../api/officer-types.js'
import { post } from '../../api/request.js'
import { type Text, useText } from '../../language/language.js'
import { useAddress } from '../../session/address.js'
import { AddressChoice } from '../../session/address-choice.js'
import { DecisionDialog } from '../../session/decision-dialog.js'
import { askedOf, ListSection, PageHead, pageOf } from '../../session/list-section.js'
import { Guarded } from '../../shell/guarded.js'
import '../../style/pages.css'
import '../../style/access.css'
import { OneTime } from './one-time.js'
import { DECISIONS, KINDS } from './words.js'

export function OfficerRequestsPage() {
  return (
    <Guarded permission="officer.manage">
      <Requests />
    </Guarded>
  )
}

interface Chosen {
  readonly request: OfficerRequest
  readonly decision: 'approved' | 'refused' | 'withdrawn'
}

const STANDINGS = new Map([
  ['open', '等待复核'],
  ['decided', '已办结'],
])

function Requests() {
  const t = useText()
  const address = useAddress()
  const client = useQueryClient()
  const [chosen, choose] = useState<Chosen>()
  const [given, give] = useState<OfficerDone>()
  const answer = useQuery(officerRequestsQuery({ ...askedOf(address, ['standing']), ...pageOf(address) }))
  const done = async (of: OfficerDone) => {
    choose(undefined)
    if (of.password !== undefined) give(of)
    await client.invalidateQueries()
  }
  return (
    <>
      <PageHead title={t('账号申请复核')} says={t('开设账号、变更岗位或区域，申请人以外的安全管理员同意后才生效。')} />
      <search className="filters">
        <AddressChoice address={address} name="standing" label={t('状态')} of={STANDINGS} width={150} />
      </search>
      <ListSection<OfficerRequest>
        of={answer}
        address={address}
        empty={t('没有账号申请')}
        rowKey="request"
        columns={columns(t, (request, decision) => choose({ request, decision }))}
      />
      {chosen !== undefined && <Decide of={chosen} close={() => choose(undefined)} done={done} />}
      {given !== undefined && <OneTime of={given} close={() => give(undefined)} />}
    </>
  )
}

interface DecideProps {
  readonly of: Chosen
  readonly close: () => void
  readonly done: (of: OfficerDone) => Promise<void>
}

function Decide({ of: { request, decision }, close, done }: DecideProps) {
  const t = useText()
  const words = {
    approved: [t('同意'), request.kind === 'open' ? t('同意后账号随即开设，并给出一次性密码。') : t('同意后随即生效，此人的登录随即结束。')],
    refused: [t('不同意'), t('申请不生效，申请人可以改后重新提出。')],
    withdrawn: [t('撤回'), t('申请不再等待复核。')],
  } as const
  const [label, consequence] = words[decision]
  return (
    <DecisionDialog<OfficerDone>
      title={`${label} · ${t(KINDS[request.kind])} ${request.account}`}
      consequence={consequence}
      button={label}
      danger={decision === 'refused'}
      reasoned={decision === 'refused'}
      send={({ reason }) => post(`/api/officer-requests/${request.request}/decision`, { decision, ...(reason === undefined ? {} : { reason }) })}
      close={close}
      done={done}
    />
  )
}

function columns(t: Text, decide: (request: OfficerRequest, decision: Chosen['decision']) => void): ColumnsType<OfficerRequest> {
  const was = (row: OfficerRequest, key: string, now: string) =>
    row.before[key] === undefined || row.before[key] === now ? now : `${row.before[key]} → ${now}`
  return [
    { title: t('事项'), key: 'kind', render: (_, row) => t(KINDS[row.kind]) },
    { title: t('账号'), dataIndex: 'account' },
    { title: t('姓名'), key: 'name', render: (_, row) => was(row, 'name', row.name) },
    { title: t('部门和岗位'), key: 'role', render: (_, row) => was(row, 'role_name', `${row.department_name}${row.role_name}`) },
    { title: t('区域'), key: 'area', render: (_, row) => was(row, 'area_name', row.area_name) },
    { title: t('机构'), dataIndex: 'provider', render: (provider: string | null) => provider ?? '—' },
    { title: t('理由'), dataIndex: 'reason' },
    { title: t('申请'), key: 'asked', render: (_, row) => `${row.asked_by} ${row.asked_at}` },
    {
      title: t('办结'),
      key: 'end',
      fixed: 'right',
      render: (_, row) =>
        row.decision !== null ? (
          `${t(DECISIONS[row.decision] ?? '')} ${row.decided_by ?? ''} ${row.decided_at ?? ''}`
        ) : row.own ? (
          <span>
            {t('等另一人复核')}{' '}
            <Button size="small" onClick={() => decide(row, 'withdrawn')}>
              {t('撤回')}
            </Button>
          </span>
        ) : (
          <span className="row-acts">
            <Button size="small" type="primary" onClick={() => decide(row, 'approved')}>
              {t('同意')}
            </Button>
            <Button size="small" onClick={() => decide(row, 'refused')}>
              {t('不同意')}
            </Button>
          </span>
        ),
    },
  ]
}
