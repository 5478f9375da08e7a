// One account: what it may do, its sign-ins, what was asked and done about it, and the acts that are open.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import Button from 'antd/es/button'
import Drawer from 'antd/es/drawer'
import Table from 'antd/es/table'
import Tag from 'antd/es/tag'
import { useState } from 'react'
import { Link } from 'react-router'
import { officerQuery } from '../../api/officer-queries.js'
import type { OfficerDetail, OfficerDone } from '../../api/officer-types.js'
import { post } from '../../api/request.js'
import { useText } from '../../language/language.js'
import '../../style/access.css'
import type { Address } from '../../session/address.js'
import { DecisionDialog } from '../../session/decision-dialog.js'
import { useMay, useSession } from '../../session/session.js'
import { TitledFacts } from '../../session/titled-facts.js'
import { Answer } from '../../shell/states.js'
import { AskOfficer } from './ask-officer.js'
import { OneTime } from './one-time.js'
import { ACTS, DECISIONS, KINDS, STANDING_COLORS, STANDINGS } from './words.js'

export function OfficerDrawer({ address }: { readonly address: Address }) {
  const t = useText()
  const officer = address.of('officer')
  if (officer === undefined) return null
  const close = () => address.change({ officer: undefined, page: address.page })
  return (
    <Drawer open onClose={close} title={t('账号')} size="min(760px, 100vw)" destroyOnHidden>
      <One officer={officer} />
    </Drawer>
  )
}

function One({ officer }: { readonly officer: string }) {
  const answer = useQuery(officerQuery(officer))
  return <Answer of={answer}>{(of) => <Shown of={of} />}</Answer>
}

function Shown({ of }: { readonly of: OfficerDetail }) {
  const t = useText()
  const mayRead = useMay()('audit.read')
  return (
    <div className="stack">
      <section>
        <h2>
          {of.account} {of.name} <Tag color={STANDING_COLORS[of.standing]}>{t(STANDINGS[of.standing])}</Tag>
        </h2>
        <TitledFacts
          of={[
            [t('部门和岗位'), `${t(of.department_name)} · ${t(of.role_name)}`],
            [t('区域'), of.area_name],
            [t('机构'), of.provider_name],
            [t('最近登录'), of.last_sign_in],
            [t('密码更换于'), of.password_changed_at],
            [t('锁定至'), of.locked_until],
          ]}
          wide
        />
        <Acts of={of} />
        {mayRead && <Link to={`/audit?officer=${of.account}`}>{t('审计记录')}</Link>}
      </section>
      <section>
        <h2>{t('可以办理')}</h2>
        <p className="permissions">{of.permissions.length === 0 ? '—' : of.permissions.join('、')}</p>
      </section>
      <History of={of} />
    </div>
  )
}

function History({ of }: { readonly of: OfficerDetail }) {
  const t = useText()
  const asked = of.requests.map((one) => ({
    key: `r${one.request}`,
    at: one.asked_at,
    what: t(KINDS[one.kind]),
    said: `${one.reason}（${one.asked_by}）`,
    end:
      one.decision === null
        ? t('等待复核')
        : `${t(DECISIONS[one.decision] ?? '')} ${one.decided_by ?? ''} ${one.decided_at ?? ''} ${one.decision_reason ?? ''}`,
  }))
  const done = of.acts.map((one, at) => ({ key: `a${at}`, at: one.done_at, what: t(ACTS[one.kind] ?? ''), said: one.reason, end: one.done_by }))
  const rows = [...asked, ...done].sort((a, b) => (a.at < b.at ? 1 : -1))
  const small = { size: 'small', pagination: false, scroll: { x: 'max-content' } } as const
  return (
    <>
      <section>
        <h2>{t('办理记录')}</h2>
        <Table
          {...small}
          dataSource={rows}
          locale={{ emptyText: t('没有开设、变更、锁定或重置的记录') }}
          columns={[
            { title: t('时间'), dataIndex: 'at' },
            { title: t('事项'), dataIndex: 'what' },
            { title: t('理由'), dataIndex: 'said' },
            { title: t('办结'), dataIndex: 'end' },
          ]}
        />
      </section>
      <section>
        <h2>{t('最近的登录')}</h2>
        <Table
          {...small}
          rowKey="opened_at"
          dataSource={[...of.sessions]}
          locale={{ emptyText: t('没有登录过') }}
          columns={[
            { title: t('登录于'), dataIndex: 'opened_at' },
            { title: t('最后操作'), dataIndex: 'seen_at' },
            { title: t('退出或结束'), dataIndex: 'ended_at', render: (ended: string | null) => ended ?? '—' },
          ]}
        />
      </section>
    </>
  )
}

const CONSEQUENCES: Readonly<Record<string, string>> = {
  lock: '锁定后此人不能登录，正在进行的登录随即结束。',
  unlock: '解锁后此人可以用原来的密码登录。',
  new_password: '原密码随即失效，正在进行的登录随即结束；一次性密码只显示一次。',
  end_sessions: '正在进行的登录随即结束，此人须重新登录。',
}

function Acts({ of }: { readonly of: OfficerDetail }) {
  const t = useText()
  const client = useQueryClient()
  const [act, choose] = useState<string>()
  const [given, give] = useState<OfficerDone>()
  const own = useSession().account === of.account
  if (own) return <p className="quiet">{t('自己的账号由另一名安全管理员办理。')}</p>
  const locked = of.standing === 'locked'
  const done = async (answer: OfficerDone) => {
    choose(undefined)
    if (answer.password !== undefined) give(answer)
    await client.invalidateQueries()
  }
  return (
    <div className="officer-acts">
      <Button onClick={() => choose('change')}>{t('变更岗位或区域')}</Button>
      <Button onClick={() => choose('new_password')}>{t('重置密码')}</Button>
      <Button disabled={of.open_sessions === 0} onClick={() => choose('end_sessions')}>
        {t('结束登录')}
      </Button>
      <Button danger={!locked} onClick={() => choose(locked ? 'unlock' : 'lock')}>
        {locked ? t('解锁') : t('锁定')}
      </Button>
      {act === 'change' && <AskOfficer of={of} close={() => choose(undefined)} done={() => undefined} />}
      {act !== undefined && act !== 'change' && (
        <DecisionDialog<OfficerDone>
          title={`${t(ACTS[act] ?? '')} ${of.account}`}
          consequence={t(CONSEQUENCES[act] ?? '')}
          button={t(ACTS[act] ?? '')}
          danger={act === 'lock'}
          reasoned
          send={({ reason }) => post(`/api/officers/${of.officer}/acts`, { act, reason })}
          close={() => choose(undefined)}
          done={done}
        />
      )}
      {given !== undefined && <OneTime of={given} close={() => give(undefined)} />}
    </div>
  )
}
