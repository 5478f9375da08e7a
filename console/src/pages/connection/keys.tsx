// Credentials of an institution: which there are, and issuing, replacing and revoking them.

import type { ColumnsType } from 'antd/es/table'
import Table from 'antd/es/table'
import { useState } from 'react'
import type { ConnectionPage, GatewayKey, IssuedKey } from '../../api/connection-types.js'
import { type Text, useText } from '../../language/language.js'
import { AllowedButton } from '../../session/allowed-button.js'
import { EndKey } from './end-key.js'
import { IssueKey } from './issue-key.js'
import { SecretOnce } from './secret-once.js'
import { GATEWAYS, MANAGERS, moment } from './words.js'

export type Deed = { readonly kind: 'issue' } | { readonly kind: 'rotate' | 'revoke'; readonly key: GatewayKey }

export function Keys({ page, own }: { readonly page: ConnectionPage; readonly own: boolean }) {
  const t = useText()
  const [deed, setDeed] = useState<Deed>()
  const [issued, setIssued] = useState<IssuedKey>()
  const done = (made?: IssuedKey): void => {
    setDeed(undefined)
    setIssued(made)
  }
  return (
    <>
      <Table<GatewayKey>
        size="small"
        rowKey="access_key"
        pagination={false}
        scroll={{ x: 'max-content' }}
        columns={own ? columns(t) : [...columns(t), deeds(t, setDeed)]}
        dataSource={[...page.keys]}
        rowClassName={(key) => (key.ended ? 'row-struck' : '')}
        locale={{ emptyText: t('没有发放密钥，报文不验签。') }}
      />
      {!own && (
        <p className="key-deeds">
          <AllowedButton permission="provider.manage" who={MANAGERS} onClick={() => setDeed({ kind: 'issue' })}>
            {t('发放密钥')}
          </AllowedButton>
        </p>
      )}
      {deed?.kind === 'issue' && <IssueKey page={page} onDone={done} onClose={() => setDeed(undefined)} />}
      {deed !== undefined && deed.kind !== 'issue' && <EndKey institution={page.institution} deed={deed} onDone={done} onClose={() => setDeed(undefined)} />}
      {issued !== undefined && <SecretOnce issued={issued} onClose={() => setIssued(undefined)} />}
    </>
  )
}

function columns(t: Text): ColumnsType<GatewayKey> {
  return [
    { key: 'access_key', title: t('密钥编号'), render: (_, key) => <code>{key.access_key}</code> },
    { key: 'gateway', title: t('网关'), render: (_, key) => t(GATEWAYS[key.gateway]) },
    { key: 'issued', title: t('发放'), render: (_, key) => `${moment(key.issued_at)} ${key.issued_by ?? ''}` },
    { key: 'ends', title: t('有效至'), render: (_, key) => (key.ends_at === null ? t('未定') : moment(key.ends_at)) },
    { key: 'state', title: t('状态'), render: (_, key) => stateOf(t, key) },
  ]
}

function stateOf(t: Text, key: GatewayKey): string {
  if (key.end_kind === 'revoked') return t('已停用：{why}', { why: key.end_reason ?? '' })
  if (key.ended) return t('已到期')
  return key.end_kind === 'rotated' ? t('已换发，到期前仍可用') : t('可用')
}

function deeds(t: Text, choose: (deed: Deed) => void): ColumnsType<GatewayKey>[number] {
  return {
    key: 'deeds',
    title: '',
    render: (_, key) =>
      key.ended ? null : (
        <span className="row-deeds">
          {key.end_kind === null && (
            <AllowedButton size="small" permission="provider.manage" who={MANAGERS} onClick={() => choose({ kind: 'rotate', key })}>
              {t('换发')}
            </AllowedButton>
          )}
          <AllowedButton size="small" danger permission="provider.manage" who={MANAGERS} onClick={() => choose({ kind: 'revoke', key })}>
            {t('停用')}
          </AllowedButton>
        </span>
      ),
  }
}
