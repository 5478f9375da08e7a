// 计息: interest by fund and unit with the product method beside what the books have; papers by which the bank's credit is split and
// booked; the rates agreed on.
import Tabs from 'antd/es/tabs'
import { useText } from '../../../language/language.js'
import { useAddress } from '../../../session/address.js'
import { PageHead } from '../../../session/list-section.js'
import { Guarded } from '../../../shell/guarded.js'
import '../../../style/pages.css'
import '../../../style/fund.css'
import '../../../style/ledger-print.css'
import { Counting } from './counting.js'
import { InterestPapers } from './papers.js'
import { InterestRates } from './rates.js'

export function InterestPage() {
  const t = useText()
  const address = useAddress()
  return (
    <Guarded permission="book.see">
      <PageHead
        title={t('计息')}
        says={t(
          '利息 = 每日余额之和（积数）× 年利率 ÷ 360。几个基金同存一个账户的，银行入账利息按各自积数分配，尾差按最大余数法；与应计不同的先说明原因，另一人复核后记账。',
        )}
      />
      <Tabs
        className="print-plain"
        activeKey={address.of('view') ?? 'count'}
        destroyOnHidden
        onChange={(view) => address.change({ view: view === 'count' ? undefined : view, stage: undefined, q: undefined, sort: undefined })}
        items={[
          { key: 'count', label: t('积数计息'), children: <Counting address={address} /> },
          { key: 'papers', label: t('计息单'), children: <InterestPapers address={address} /> },
          { key: 'rates', label: t('存款利率'), children: <InterestRates /> },
        ]}
      />
    </Guarded>
  )
}
