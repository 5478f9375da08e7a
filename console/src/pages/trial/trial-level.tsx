// Whether the level of benefits holds: by scheme × class × level of provider, the share that is paid before and after.
import Checkbox from 'antd/es/checkbox'
import Table, { type ColumnsType } from 'antd/es/table'
import type { Standard, Trial } from '../../api/trial-types.js'
import { count } from '../../format/money.js'
import { type Text, useText } from '../../language/language.js'
import { useAddress } from '../../session/address.js'
import { Empty } from '../../shell/states.js'
import { shareText } from './share-text.js'

const VERDICTS = { risen: '上升', held: '持平', fallen: '下降' } as const

export function TrialLevel({ of }: { readonly of: Trial }) {
  const t = useText()
  const address = useAddress()
  const fallenOnly = address.of('fallen') === '1'
  const rows = of.standards.filter((row) => !fallenOnly || row.verdict === 'fallen')
  return (
    <>
      <div className="filters">
        <Checkbox checked={fallenOnly} onChange={(event) => address.change({ fallen: event.target.checked ? 1 : undefined })}>
          {t('只看下降的')}
        </Checkbox>
      </div>
      {rows.length === 0 ? (
        <Empty title={t('没有一格下降')} />
      ) : (
        <Table<Standard>
          rowKey={(row) => `${row.scheme} ${row.key}`}
          size="small"
          scroll={{ x: 'max-content' }}
          pagination={false}
          columns={columns(t)}
          dataSource={rows}
        />
      )}
    </>
  )
}

function columns(t: Text): ColumnsType<Standard> {
  const share = (key: 'of_scope_before' | 'of_scope_after' | 'of_total_before' | 'of_total_after', title: string): ColumnsType<Standard>[number] => ({
    key,
    title,
    align: 'right',
    className: 'num',
    render: (_, row) => shareText(row[key]),
  })
  return [
    { key: 'scheme', title: t('险种'), render: (_, row) => t(row.scheme_name) },
    { key: 'name', title: t('人员类别 · 机构级别'), dataIndex: 'name' },
    { key: 'verdict', title: t('结论'), render: (_, row) => <span className={`verdict ${row.verdict}`}>{t(VERDICTS[row.verdict])}</span> },
    share('of_scope_before', t('范围内支付比例（现行）')),
    share('of_scope_after', t('范围内支付比例（草案）')),
    share('of_total_before', t('总费用支付比例（现行）')),
    share('of_total_after', t('总费用支付比例（草案）')),
    { key: 'persons', title: t('人数'), align: 'right', className: 'num', render: (_, row) => count(row.persons) },
    { key: 'bills', title: t('结算单'), align: 'right', className: 'num', render: (_, row) => count(row.bills) },
  ]
}
