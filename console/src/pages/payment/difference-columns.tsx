// The columns of the list of differences.
import type { ColumnsType } from 'antd/es/table'
import type { Difference } from '../../api/reconciliation-types.js'
import { Yuan } from '../../format/amount.js'
import type { Text } from '../../language/language.js'
import { AllowedButton } from '../../session/allowed-button.js'
import { OWNERS, STANDINGS } from './words.js'

export const differenceKey = (row: Difference): string => `${row.institution} ${row.matter}`

export function differenceColumns(t: Text, choose: (row: Difference) => void): ColumnsType<Difference> {
  const money = (key: 'theirs_total_fen' | 'ours_total_fen', title: string): ColumnsType<Difference>[number] => ({
    key,
    title,
    align: 'right',
    render: (_, row) => <Fen fen={row[key]} />,
  })
  return [
    { key: 'days', title: t('账龄（天）'), dataIndex: 'days', align: 'right', className: 'num' },
    { key: 'institution', title: t('机构'), render: (_, row) => row.institution_name },
    { key: 'kind', title: t('差异类别'), render: (_, row) => t(row.kind_name) },
    { key: 'settlement', title: t('结算ID'), className: 'num', render: (_, row) => row.settlement || '—' },
    { key: 'settled_on', title: t('结算日期'), className: 'num', render: (_, row) => row.settled_on ?? '—' },
    money('theirs_total_fen', t('机构总额')),
    money('ours_total_fen', t('中心总额')),
    { key: 'owner', title: t('由谁处理'), render: (_, row) => t(OWNERS[row.owner] ?? row.owner) },
    { key: 'standing', title: t('状态'), render: (_, row) => t(STANDINGS[row.standing] ?? row.standing) },
    {
      key: 'act',
      title: t('办理'),
      render: (_, row) => (
        <AllowedButton permission="provider.manage" who={t('定点机构管理岗')} size="small" onClick={() => choose(row)}>
          {t('办理')}
        </AllowedButton>
      ),
    },
  ]
}

export function Fen({ fen }: { readonly fen: number | null }) {
  return fen === null ? <span className="quiet">—</span> : <Yuan fen={fen} />
}
