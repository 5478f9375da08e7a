// 计息单: what was counted and credited, what differs and why, and where each stands.
import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { type InterestPaperHead, interestPapersQuery, PAPERS } from '../../../api/interest-types.js'
import { Yuan } from '../../../format/amount.js'
import { useText } from '../../../language/language.js'
import type { Address } from '../../../session/address.js'
import { AddressChoice } from '../../../session/address-choice.js'
import { askedOf, ExcelLink, ListSection, pageOf, sorted } from '../../../session/list-section.js'
import { SearchBox } from '../../../session/search-box.js'

const STAGES: ReadonlyMap<string, string> = new Map([
  ['prepared', '待复核'],
  ['approved', '已记账'],
  ['returned', '已退回'],
])
const ASKED = ['stage', 'q', 'sort']

export function InterestPapers({ address }: { readonly address: Address }) {
  const t = useText()
  const query = askedOf(address, ASKED)
  const answer = useQuery(interestPapersQuery({ ...query, ...pageOf(address) }))
  return (
    <>
      <div className="filters no-print">
        <SearchBox address={address} label={t('回单号或差额说明')} />
        <AddressChoice address={address} name="stage" label={t('状态')} of={STAGES} width={150} />
        <ExcelLink path={`${PAPERS}.xlsx`} query={query} />
      </div>
      <ListSection<InterestPaperHead>
        of={answer}
        address={address}
        empty={t('没有计息单')}
        rowKey="paper"
        columns={[
          { title: t('回单号'), render: (_, row) => <Link to={`/fund/interest/${row.paper}`}>{row.slip}</Link> },
          { title: t('账户'), render: (_, row) => (row.unit_name === null ? row.account_name : `${row.account_name}（${row.unit_name}）`) },
          { ...sorted<InterestPaperHead>(address, 'to_day'), title: t('计息期'), className: 'num', render: (_, row) => `${row.from} — ${row.to}` },
          { ...sorted<InterestPaperHead>(address, 'credited_on'), title: t('入账日期'), className: 'num', dataIndex: 'credited_on' },
          { title: t('应计利息'), align: 'right', render: (_, row) => <Yuan fen={row.due_fen} /> },
          { ...sorted<InterestPaperHead>(address, 'bank_fen'), title: t('银行入账'), align: 'right', render: (_, row) => <Yuan fen={row.bank_fen} /> },
          { ...sorted<InterestPaperHead>(address, 'difference'), title: t('差额'), align: 'right', render: (_, row) => <Yuan fen={row.difference_fen} /> },
          { title: t('差额原因'), dataIndex: 'explanation' },
          { title: t('编制人'), dataIndex: 'officer_name' },
          { title: t('状态'), render: (_, row) => t(row.stage_name) },
        ]}
      />
    </>
  )
}
