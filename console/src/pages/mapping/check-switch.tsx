// From which day an institution's fee lines are held against its mappings: decided at the office, told with who decided and when.
import { useQueryClient } from '@tanstack/react-query'
import Form from 'antd/es/form'
import { useState } from 'react'
import type { MappingCheck } from '../../api/hospital-types.js'
import { post } from '../../api/request.js'
import { useText } from '../../language/language.js'
import { AllowedButton } from '../../session/allowed-button.js'
import { DayInput } from '../../session/day-input.js'
import { DecisionDialog } from '../../session/decision-dialog.js'

export function CheckSwitch({ of }: { readonly of: MappingCheck }) {
  const t = useText()
  const client = useQueryClient()
  const [wanted, want] = useState<boolean | null>(null)
  const [latest] = of.decisions
  const required = latest?.required === true
  return (
    <section className="panel check-switch">
      <header>
        <h2>{t('费用上传核对对照')}</h2>
        <AllowedButton permission="provider.manage" who={t('定点机构管理岗')} size="small" onClick={() => want(!required)}>
          {required ? t('停止核对') : t('开始核对')}
        </AllowedButton>
      </header>
      {of.decisions.length === 0 ? (
        <p className="quiet">{t('没有要求过核对：费用明细按国家编码计算，不看对照。')}</p>
      ) : (
        <ul className="plain-list">
          {of.decisions.map((one) => (
            <li key={`${one.known_at} ${one.in_force}`}>
              {one.required ? t('{day} 起核对', { day: one.in_force }) : t('{day} 起不核对', { day: one.in_force })}{' '}
              <span className="quiet">
                {one.decided_by} {one.known_at}
              </span>
            </li>
          ))}
        </ul>
      )}
      {wanted !== null && (
        <DecisionDialog
          title={wanted ? t('开始核对') : t('停止核对')}
          consequence={
            wanted ? t('自生效日起，费用明细的院内编码没有对照或与国家编码不符的，整批不予接收。') : t('自生效日起，费用明细不再核对对照；已上传的不变。')
          }
          button={wanted ? t('开始核对') : t('停止核对')}
          reasoned={false}
          send={({ in_force }) => post(`/api/institutions/${of.institution}/mapping-check`, { required: wanted, in_force })}
          close={() => want(null)}
          done={async () => {
            await client.invalidateQueries({ predicate: ({ queryKey: [path] }) => /mapping/.test(String(path)) })
            want(null)
          }}
          unreasoned
        >
          <Form.Item name="in_force" label={t('生效日期')} rules={[{ required: true, message: t('请填写生效日期。') }]}>
            <DayInput />
          </Form.Item>
        </DecisionDialog>
      )}
    </section>
  )
}
