// How institutions are paid for a kind of care, as their agreements say: every version with its days, what waits for a second officer,
// and what was rejected. One officer proposes, another approves; until then bills are cleared as before.
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { paymentMethodsQuery } from '../../api/hospital-queries.js'
import type { PaymentMethod, PaymentMethods } from '../../api/hospital-types.js'
import { useText } from '../../language/language.js'
import { type Address, useAddress } from '../../session/address.js'
import { AddressChoice } from '../../session/address-choice.js'
import { AllowedButton } from '../../session/allowed-button.js'
import { askedOf, ExcelLink, ListSection, PageHead, pageOf } from '../../session/list-section.js'
import { SearchBox } from '../../session/search-box.js'
import { Guarded } from '../../shell/guarded.js'
import '../../style/pages.css'
import '../../style/hospital.css'
import { BENEFITS } from '../settlement/benefits.js'
import { DecideMethod, type DecidingMethod } from './decide-method.js'
import { MANAGERS, methodColumns, STANDINGS } from './method-columns.js'
import { ProposeMethod } from './propose-method.js'

const FILTERS = ['standing', 'benefit', 'method', 'institution', 'q']
const KINDS: ReadonlyMap<string, string> = new Map(BENEFITS.map(({ kind, name }) => [kind, name]))

export function PaymentMethodsPage() {
  return (
    <Guarded permission="provider.see">
      <Methods />
    </Guarded>
  )
}

function Methods() {
  const t = useText()
  const address = useAddress()
  const asked = askedOf(address, [...FILTERS, 'sort'])
  const answer = useQuery(paymentMethodsQuery({ ...asked, ...pageOf(address) }))
  const methods = answer.data?.methods ?? []
  const [proposing, setProposing] = useState(false)
  return (
    <>
      <PageHead title={t('支付方式')} says={t('与机构约定的清算方式，按生效日期分版本。一人登记，另一人复核后生效；已结算的单据不变。')}>
        <AllowedButton permission="provider.manage" who={t(MANAGERS)} ready={methods.length > 0} type="primary" onClick={() => setProposing(true)}>
          {t('登记支付方式')}
        </AllowedButton>
        <ExcelLink path="/api/payment-methods.xlsx" query={asked} />
      </PageHead>
      <search className="filters">
        <AddressChoice address={address} name="standing" label={t('状态')} of={STANDINGS} width={140} />
        <AddressChoice address={address} name="benefit" label={t('待遇类别')} of={KINDS} width={140} />
        <AddressChoice address={address} name="method" label={t('清算方式')} of={new Map(methods.map(({ code, name }) => [code, name]))} width={160} />
        <SearchBox address={address} label={t('机构名称、编码或依据')} />
        {address.of('institution') !== undefined && (
          <button type="button" className="plain-button" onClick={() => address.change({ institution: undefined })}>
            {t('不限 {what}', { what: address.of('institution') ?? '' })}
          </button>
        )}
      </search>
      <List of={answer} address={address} />
      {proposing && <ProposeMethod methods={methods} institution={address.of('institution')} close={() => setProposing(false)} />}
    </>
  )
}

function List({ of, address }: { readonly of: Parameters<typeof ListSection<PaymentMethod, PaymentMethods>>[0]['of']; readonly address: Address }) {
  const t = useText()
  const [deciding, setDeciding] = useState<DecidingMethod | null>(null)
  return (
    <>
      <ListSection<PaymentMethod, PaymentMethods>
        of={of}
        address={address}
        rowKey={(row) => `${row.institution}/${row.number}`}
        empty={t('没有符合条件的支付方式')}
        columns={methodColumns(t, address, setDeciding)}
      />
      {deciding !== null && <DecideMethod of={deciding} close={() => setDeciding(null)} />}
    </>
  )
}
