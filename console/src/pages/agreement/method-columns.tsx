// The columns of the list of payment methods, with the second officer's acts beside what waits.
import type { ColumnsType } from 'antd/es/table'
import type { PaymentMethod } from '../../api/hospital-types.js'
import type { Text } from '../../language/language.js'
import type { Address } from '../../session/address.js'
import { AllowedButton } from '../../session/allowed-button.js'
import { sorted } from '../../session/list-section.js'
import { BENEFITS } from '../settlement/benefits.js'
import type { DecidingMethod } from './decide-method.js'

export const MANAGERS = '定点机构管理岗'

export const STANDINGS: ReadonlyMap<string, string> = new Map([
  ['proposed', '待复核'],
  ['standing', '执行中'],
  ['future', '未到生效日期'],
  ['past', '已被替代'],
  ['rejected', '已退回'],
])

export function methodColumns(t: Text, address: Address, decide: (deciding: DecidingMethod) => void): ColumnsType<PaymentMethod> {
  return [
    {
      ...sorted<PaymentMethod>(address, 'institution'),
      title: t('机构'),
      render: (_, row) => (
        <button type="button" className="link-button" onClick={() => address.change({ institution: row.institution })}>
          {row.institution_name}
        </button>
      ),
    },
    { key: 'care', title: t('待遇类别'), render: (_, row) => careOf(t, row) },
    { ...sorted<PaymentMethod>(address, 'method'), title: t('清算方式'), render: (_, row) => `${row.method} ${row.method_name}` },
    { ...sorted<PaymentMethod>(address, 'in_force'), title: t('生效日期'), className: 'num', render: (_, row) => `${row.in_force} ~ ${row.until ?? ''}` },
    { key: 'source', title: t('依据'), render: (_, row) => <span className="reason">{row.source}</span> },
    {
      ...sorted<PaymentMethod>(address, 'proposed_at'),
      title: t('登记'),
      render: (_, row) => (
        <>
          {row.proposed_by} <span className="num quiet">{row.proposed_at.slice(0, 16)}</span>
        </>
      ),
    },
    {
      key: 'decided',
      title: t('复核'),
      render: (_, row) =>
        row.decided_by !== null && (
          <>
            {row.decided_by} <span className="num quiet">{row.decided_at?.slice(0, 16)}</span> {row.reason}
          </>
        ),
    },
    { key: 'standing', title: t('状态'), render: (_, row) => <StandingOf of={row} t={t} decide={decide} /> },
  ]
}

function careOf(t: Text, { benefit, med_type }: PaymentMethod): string {
  const name = benefit === '' ? t('全部待遇') : t(BENEFITS.find(({ kind }) => kind === benefit)?.name ?? benefit)
  return med_type === '' ? name : `${name}（${med_type}）`
}

function StandingOf({ of, t, decide }: { readonly of: PaymentMethod; readonly t: Text; readonly decide: (deciding: DecidingMethod) => void }) {
  const word = <span className={`standing ${of.standing}`}>{t(STANDINGS.get(of.standing) ?? of.standing)}</span>
  if (of.standing !== 'proposed') return word
  if (of.proposed_by_me)
    return (
      <>
        {word} <span className="quiet">{t('您登记的，请由另一位经办人复核')}</span>
      </>
    )
  return (
    <>
      {word}{' '}
      <AllowedButton permission="provider.manage" who={t(MANAGERS)} size="small" onClick={() => decide({ decision: 'approve', method: of })}>
        {t('复核同意')}
      </AllowedButton>{' '}
      <AllowedButton permission="provider.manage" who={t(MANAGERS)} size="small" onClick={() => decide({ decision: 'reject', method: of })}>
        {t('退回')}
      </AllowedButton>
    </>
  )
}
