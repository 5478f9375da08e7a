// The columns that every list of differences ends with: what is said, where it stands, whose it is, and the act.
import type { ColumnsType } from 'antd/es/table'
import type { Matter } from '../api/take-over-types.js'
import type { Text } from '../language/language.js'
import { AllowedButton } from './allowed-button.js'

interface Acting<T> {
  readonly permission: string
  readonly who: string
  readonly choose: (row: T) => void
}

export function matterColumns<T extends Matter>(t: Text, { permission, who, choose }: Acting<T>): ColumnsType<T> {
  return [
    { key: 'sentence', title: t('说明'), dataIndex: 'sentence' },
    { key: 'days', title: t('账龄（天）'), dataIndex: 'days', align: 'right', className: 'num' },
    { key: 'standing', title: t('状态'), render: (_, row) => t(row.standing_name) },
    { key: 'owner', title: t('责任人'), render: (_, row) => row.owner ?? '—' },
    {
      key: 'act',
      title: t('办理'),
      render: (_, row) => (
        <AllowedButton permission={permission} who={who} size="small" onClick={() => choose(row)}>
          {t('办理')}
        </AllowedButton>
      ),
    },
  ]
}
