// Findings of review before and during treatment (3101, 3102): what was warned of, what the institution answered (3103), by rule and institution.
import { useQuery } from '@tanstack/react-query'
import Tabs from 'antd/es/tabs'
import { findingsQuery } from '../../api/hospital-queries.js'
import type { Finding, Findings } from '../../api/hospital-types.js'
import { Yuan } from '../../format/amount.js'
import { count } from '../../format/money.js'
import { useText } from '../../language/language.js'
import { type Address, useAddress } from '../../session/address.js'
import { AddressChoice } from '../../session/address-choice.js'
import { askedOf, ExcelLink, ListSection, PageHead, pageOf } from '../../session/list-section.js'
import { SearchBox } from '../../session/search-box.js'
import { Guarded } from '../../shell/guarded.js'
import { DayRange } from '../settlement/day-range.js'
import '../../style/pages.css'
import '../../style/hospital.css'
import { findingColumns } from './finding-columns.js'
import { FindingInFull } from './finding-in-full.js'
import { FindingSums } from './finding-sums.js'
import { ANSWERED, JUDGED, SEVERITIES, STAGES } from './words.js'

const FILTERS = ['stage', 'severity', 'answered', 'judged', 'institution', 'rule', 'from', 'to', 'q']

export function FindingsPage() {
  return (
    <Guarded permission="finding.see">
      <Found />
    </Guarded>
  )
}

function Found() {
  const t = useText()
  const address = useAddress()
  const asked = askedOf(address, FILTERS)
  const tab = address.of('tab') ?? 'list'
  return (
    <>
      <PageHead title={t('审核疑点')} says={t('医院开方、收费、结算前后送审（3101、3102）时发现的问题，医生的反馈（3103），和经办的认定或撤销。')}>
        <ExcelLink path="/api/findings.xlsx" query={{ ...asked, ...askedOf(address, ['sort']) }} />
      </PageHead>
      <Filters address={address} />
      <Tabs
        activeKey={tab}
        onChange={(key) => address.change({ tab: key === 'list' ? undefined : key })}
        destroyOnHidden
        items={[
          { key: 'list', label: t('逐条'), children: <List address={address} /> },
          { key: 'rule', label: t('按规则'), children: <FindingSums by="rule" asked={asked} address={address} /> },
          { key: 'institution', label: t('按机构'), children: <FindingSums by="institution" asked={asked} address={address} /> },
        ]}
      />
    </>
  )
}

function Filters({ address }: { readonly address: Address }) {
  const t = useText()
  const [rule, institution] = [address.of('rule'), address.of('institution')]
  return (
    <search className="filters">
      <AddressChoice address={address} name="stage" label={t('环节')} of={STAGES} width={130} />
      <AddressChoice address={address} name="severity" label={t('严重程度')} of={SEVERITIES} width={120} />
      <AddressChoice address={address} name="answered" label={t('反馈')} of={ANSWERED} width={130} />
      <AddressChoice address={address} name="judged" label={t('认定')} of={JUDGED} width={120} />
      <DayRange address={address} label={t('发现日期')} />
      <SearchBox address={address} label={t('机构、医师、规则或说明')} />
      {(rule !== undefined || institution !== undefined) && (
        <button type="button" className="plain-button" onClick={() => address.change({ rule: undefined, institution: undefined })}>
          {t('不限 {what}', { what: [rule, institution].filter(Boolean).join('、') })}
        </button>
      )}
    </search>
  )
}

function List({ address }: { readonly address: Address }) {
  const t = useText()
  const answer = useQuery(findingsQuery({ ...askedOf(address, [...FILTERS, 'sort']), ...pageOf(address) }))
  return (
    <ListSection<Finding, Findings>
      of={answer}
      address={address}
      rowKey="finding"
      empty={t('没有符合条件的疑点')}
      columns={findingColumns(t, address)}
      head={(page) => (
        <p role="status" className="totals-line">
          <span>{t('合计 {n} 条', { n: count(page.total) })}</span>
          <span>
            {t('涉及金额')} <Yuan fen={page.amount_fen} strong />
          </span>
        </p>
      )}
      expandable={{ expandedRowRender: (row) => <FindingInFull of={row} /> }}
    />
  )
}
