// 现金与权责调节: what the cash books and the memo ledger stood at, what moved each line of a month, and what is owed to providers.
import { useQuery } from '@tanstack/react-query'
import Tabs from 'antd/es/tabs'
import dayjs from 'dayjs'
import { BRIDGE, bridgeQuery } from '../../../api/bridge-types.js'
import { useText } from '../../../language/language.js'
import { type Address, useAddress } from '../../../session/address.js'
import { ExcelLink, PageHead } from '../../../session/list-section.js'
import { Guarded } from '../../../shell/guarded.js'
import { PrintButton } from '../../../shell/print-button.js'
import { Answer } from '../../../shell/states.js'
import '../../../style/pages.css'
import '../../../style/fund.css'
import '../../../style/ledger-print.css'
import { MonthChoice } from '../../../session/month-choice.js'
import { AreaChoice } from '../../enrolment/person-filters.js'
import { ChooseBook } from '../choose-book.js'
import { BridgeLines } from './lines.js'
import { ProvidersOfMonth } from './providers.js'
import { UnitsOfMonth } from './units.js'

export function BridgePage() {
  const t = useText()
  const address = useAddress()
  return (
    <Guarded permission="book.see">
      <PageHead title={t('现金与权责调节')} says={t('法定账按收付实现制，备查账按权责发生制；两本账逐行相对，每行的变动由业务解释，解释不了的单独列示。')} />
      <ChooseBook address={address} forget={['provider']}>
        {({ book }) => <OfBook key={book} book={book} address={address} />}
      </ChooseBook>
    </Guarded>
  )
}

function OfBook({ book, address }: { readonly book: string; readonly address: Address }) {
  const t = useText()
  const month = address.of('month') ?? dayjs().format('YYYY-MM')
  const unit = address.of('unit')
  const query = { book, month, ...(unit === undefined ? {} : { unit }) }
  const answer = useQuery(bridgeQuery(query))
  return (
    <>
      <div className="filters no-print">
        <MonthChoice address={address} label={t('月份')} otherwise={month} forgets={['provider']} />
        <AreaChoice address={address} name="unit" label={t('核算单位')} />
        <ExcelLink path={`${BRIDGE}.xlsx`} query={query} />
        <PrintButton />
      </div>
      <Tabs
        activeKey={address.of('view') ?? 'lines'}
        destroyOnHidden
        onChange={(view) => address.change({ view: view === 'lines' ? undefined : view, sort: undefined, q: undefined })}
        items={[
          { key: 'lines', label: t('调节表'), children: <Answer of={answer}>{(of) => <BridgeLines of={of} unit={unit} />}</Answer> },
          { key: 'units', label: t('各核算单位应付'), children: <Answer of={answer}>{(of) => <UnitsOfMonth of={of} address={address} />}</Answer> },
          { key: 'providers', label: t('各机构应付'), children: <ProvidersOfMonth query={query} address={address} /> },
        ]}
      />
    </>
  )
}
