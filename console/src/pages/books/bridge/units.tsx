// What each unit owed to providers when the month began, what changed it, and whether the memo ledger says the same.
import Table from 'antd/es/table'
import type { Bridge, UnitPayables } from '../../../api/bridge-types.js'
import { Yuan } from '../../../format/amount.js'
import { useText } from '../../../language/language.js'
import type { Address } from '../../../session/address.js'
import { Empty } from '../../../shell/states.js'
import { yuanColumn } from '../../payment/desk/columns.js'

export function UnitsOfMonth({ of, address }: { readonly of: Bridge; readonly address: Address }) {
  const t = useText()
  if (of.units.length === 0) return <Empty title={t('本月没有应付机构款')} />
  return (
    <Table<UnitPayables>
      size="small"
      rowKey="unit"
      pagination={false}
      dataSource={[...of.units]}
      scroll={{ x: 'max-content' }}
      columns={[
        {
          title: t('核算单位'),
          render: (_, row) => (
            <button type="button" className="link-button" onClick={() => address.change({ unit: row.unit, view: 'providers' })}>
              {row.unit_name}
            </button>
          ),
        },
        yuanColumn(t, '期初应付', ({ opening_fen }) => opening_fen),
        yuanColumn(t, '按项目结算', ({ by_item_fen }) => by_item_fen),
        yuanColumn(t, '± 支付方式差额', ({ method_fen }) => method_fen),
        yuanColumn(t, '− 扣款', ({ deduction_fen }) => deduction_fen),
        yuanColumn(t, '− 预留保证金', ({ deposit_fen }) => deposit_fen),
        yuanColumn(t, '− 冲抵预付金', ({ set_off_fen }) => set_off_fen),
        yuanColumn(t, '− 抵扣应退', ({ netted_fen }) => netted_fen),
        yuanColumn(t, '− 已付', ({ paid_fen }) => paid_fen),
        yuanColumn(t, '＋ 退票和接收', ({ returned_fen }) => returned_fen),
        { title: t('= 期末应付'), align: 'right', render: (_, row) => <Yuan fen={row.left_fen} strong /> },
        yuanColumn(t, '备查账余额', ({ memo_fen }) => memo_fen),
        yuanColumn(t, '差额', ({ difference_fen }) => difference_fen),
      ]}
    />
  )
}
