// Filings that institutions applied for: what waits first, by the day on which it must be decided; chosen and decided, also several at once.
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { filingsQuery } from '../../api/hospital-queries.js'
import type { BatchDecided, Filing, Filings } from '../../api/hospital-types.js'
import { count } from '../../format/money.js'
import { useText } from '../../language/language.js'
import { type Address, useAddress } from '../../session/address.js'
import { AddressChoice } from '../../session/address-choice.js'
import { AllowedButton } from '../../session/allowed-button.js'
import { askedOf, ExcelLink, ListSection, PageHead, pageOf } from '../../session/list-section.js'
import { SearchBox } from '../../session/search-box.js'
import { Guarded } from '../../shell/guarded.js'
import '../../style/pages.css'
import '../../style/differences.css'
import '../../style/hospital.css'
import { DecideFilings, type DecidingFilings } from './decide-filings.js'
import { filingColumns } from './filing-columns.js'
import { FilingDrawer } from './filing-drawer.js'
import { filingKey, HANDLERS, KINDS, STANDINGS } from './words.js'

export function FilingsPage() {
  return (
    <Guarded permission="filing.handle">
      <WorkList />
    </Guarded>
  )
}

function WorkList() {
  const t = useText()
  const address = useAddress()
  const standing = address.of('standing') ?? 'pending'
  const asked = { ...askedOf(address, ['kind', 'overdue', 'q', 'sort']), ...(standing === 'all' ? {} : { standing }) }
  const answer = useQuery(filingsQuery({ ...asked, ...pageOf(address) }))
  return (
    <>
      <PageHead title={t('备案审核')} says={t('医药机构为参保人申请的备案（2501—2507）。时限近的在前；转诊由医院确认，不经这里。')}>
        <ExcelLink path="/api/filings.xlsx" query={asked} />
      </PageHead>
      <Filters address={address} standing={standing} />
      {answer.data !== undefined && <Waiting of={answer.data} />}
      <Choosable answer={answer} address={address} />
      <FilingDrawer address={address} />
    </>
  )
}

function Filters({ address, standing }: { readonly address: Address; readonly standing: string }) {
  const t = useText()
  const shown: Address = { ...address, of: (name) => (name === 'standing' ? (standing === 'all' ? undefined : standing) : address.of(name)) }
  const choose: Address = { ...shown, change: (next) => address.change('standing' in next ? { standing: standingAsked(next['standing']) } : next) }
  return (
    <search className="filters">
      <AddressChoice address={choose} name="standing" label={t('状态')} of={STANDINGS} width={140} />
      <AddressChoice address={address} name="kind" label={t('类别')} of={KINDS} />
      <AddressChoice address={address} name="overdue" label={t('时限')} of={new Map([['yes', '已超时限']])} width={120} />
      <SearchBox address={address} label={t('姓名、人员编号、机构或病种')} />
    </search>
  )
}

/** Without a word the list shows what waits; cleared, it shows everything. */
function standingAsked(value: string | number | undefined): string | undefined {
  return value === undefined ? 'all' : value === 'pending' ? undefined : String(value)
}

function Waiting({ of }: { readonly of: Filings }) {
  const t = useText()
  return (
    <p role="status" className="totals-line">
      <span>{t('待审核 {n} 件', { n: count(of.waiting) })}</span>
      {of.overdue > 0 && <strong className="over-limit">{t('其中已超时限 {n} 件', { n: count(of.overdue) })}</strong>}
    </p>
  )
}

interface ChoosableProps {
  readonly answer: Parameters<typeof ListSection<Filing, Filings>>[0]['of']
  readonly address: Address
}

function Choosable({ answer, address }: ChoosableProps) {
  const t = useText()
  const [chosen, setChosen] = useState<readonly Filing[]>([])
  const [deciding, setDeciding] = useState<DecidingFilings | null>(null)
  const [left, setLeft] = useState<BatchDecided | null>(null)
  const decide = (decision: DecidingFilings['decision']) => setDeciding({ decision, filings: chosen })
  return (
    <>
      <p className="decide-line">
        <AllowedButton permission="filing.handle" who={t(HANDLERS)} type="primary" ready={chosen.length > 0} onClick={() => decide('confirm')}>
          {t('确认所选')}
        </AllowedButton>
        <AllowedButton permission="filing.handle" who={t(HANDLERS)} ready={chosen.length > 0} onClick={() => decide('refuse')}>
          {t('不予确认所选')}
        </AllowedButton>
        <span className="quiet">{chosen.length === 0 ? t('勾选待审核的备案可以一次办理，或点流水号逐件看。') : t('已选 {n} 件', { n: chosen.length })}</span>
      </p>
      {left !== null && <Left of={left} />}
      <ListSection<Filing, Filings>
        of={answer}
        address={address}
        rowKey={filingKey}
        empty={t('没有符合条件的备案')}
        columns={filingColumns(t, address)}
        rowSelection={{
          selectedRowKeys: chosen.map(filingKey),
          preserveSelectedRowKeys: true,
          onChange: (_, rows) => setChosen(rows),
          getCheckboxProps: (row) => ({ disabled: row.standing !== 'pending', name: row.application }),
        }}
      />
      {deciding !== null && (
        <DecideFilings
          of={deciding}
          close={() => setDeciding(null)}
          done={(answered) => {
            setDeciding(null)
            setChosen([])
            setLeft(answered)
          }}
        />
      )}
    </>
  )
}

function Left({ of }: { readonly of: BatchDecided }) {
  const t = useText()
  return (
    <div className="outcome" role="status">
      <p>{t('已办理 {n} 件。', { n: of.decided })}</p>
      {of.left.map((one) => (
        <p key={one.application} className="negative">
          {one.application}：{one.sentence}
        </p>
      ))}
    </div>
  )
}
