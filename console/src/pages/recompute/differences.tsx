// Differences to approve: filtered by change, state and unit; chosen and decided together.
import { useQuery } from '@tanstack/react-query'
import Button from 'antd/es/button'
import { useState } from 'react'
import { differencesQuery, recomputationsQuery } from '../../api/change-queries.js'
import type { Difference, DifferenceList } from '../../api/change-types.js'
import { withQuery } from '../../api/request.js'
import { Yuan } from '../../format/amount.js'
import { count } from '../../format/money.js'
import { useText } from '../../language/language.js'
import { type Address, useAddress } from '../../session/address.js'
import { AddressChoice } from '../../session/address-choice.js'
import { AllowedButton } from '../../session/allowed-button.js'
import { JobWatch, RunningJobs } from '../../session/job-watch.js'
import { PagedTable } from '../../session/paged-table.js'
import { useMay } from '../../session/session.js'
import { Guarded } from '../../shell/guarded.js'
import { Answer, Empty } from '../../shell/states.js'
import { AreaChoice } from '../enrolment/person-filters.js'
import { ChangePanel } from './change-panel.js'
import { DecideDialog, type Deciding } from './decide-dialog.js'
import { differenceColumns } from './difference-columns.js'
import { APPROVERS, CHANGE_KINDS, STATES } from './words.js'
import '../../style/pages.css'
import '../../style/differences.css'

export function DifferencesPage() {
  return (
    <Guarded permission="settlement.see">
      <Differences />
    </Guarded>
  )
}

const FILTERS = ['change', 'state', 'unit'] as const

function Differences() {
  const t = useText()
  const address = useAddress()
  const filters = Object.fromEntries(FILTERS.map((name) => [name, address.of(name)]).filter(([, value]) => value !== undefined))
  const answer = useQuery(differencesQuery({ ...filters, page: address.page, size: address.size }))
  const change = address.of('change')
  return (
    <>
      <div className="page-head">
        <h1>{t('差额审批')}</h1>
        <p>{t('同意后差额记入开放期间，并更正年度累计；发起重算的人不能审批。')}</p>
        <div className="actions">
          <a className="download" href={withQuery('/api/differences.xlsx', filters)} download>
            {t('导出 Excel')}
          </a>
        </div>
      </div>
      <DecisionJobs />
      <Filters address={address} />
      {change !== undefined && <ChangePanel change={change} />}
      <Answer of={answer}>
        {(page) =>
          page.total === 0 ? (
            <Empty title={t('没有符合条件的差额')} />
          ) : (
            <>
              <Totals of={page} />
              <Choosable page={page} asking={answer.isFetching} address={address} />
            </>
          )
        }
      </Answer>
    </>
  )
}

function DecisionJobs() {
  const t = useText()
  const job = useAddress().of('job')
  return (
    <>
      <RunningJobs kind="difference_decision" shown={job} nameOf={() => t('全部审批')} />
      {job !== undefined && (
        <JobWatch job={job} title={t('全部审批')} refresh={['/api/differences', '/api/recomputations']}>
          {(result) => (
            <p>
              {t('已审批 {decided} 条；{overtaken} 条因又有新的结算须重新计算，{left} 条没有办理。', {
                decided: count(Number(result['decided'] ?? 0)),
                overtaken: count(Number(result['overtaken'] ?? 0)),
                left: count(Number(result['left'] ?? 0)),
              })}{' '}
              {result['stopped'] === true && t('按要求停止；没有办的仍待审批。')}
            </p>
          )}
        </JobWatch>
      )}
    </>
  )
}

function Filters({ address }: { readonly address: Address }) {
  const t = useText()
  const changes = useQuery(recomputationsQuery)
  const names = new Map(changes.data?.map(({ change, known_at, kind, scheme_name }) => [change, `${known_at} ${t(CHANGE_KINDS[kind])} · ${t(scheme_name)}`]))
  return (
    <search className="filters">
      <AddressChoice address={address} name="change" label={t('重算')} of={names} width={290} />
      <AddressChoice address={address} name="state" label={t('状态')} of={STATES} width={150} />
      <AreaChoice address={address} name="unit" label={t('参保地')} />
    </search>
  )
}

function Totals({ of }: { readonly of: DifferenceList }) {
  const t = useText()
  return (
    <p className="totals-line">
      <span>{t('合计 {n} 条', { n: count(of.total) })}</span>
      <span>
        {t('应补付个人')} <Yuan fen={of.owed_to_persons_fen} strong />
      </span>
      <span>
        {t('个人应退回')} <Yuan fen={of.owed_by_persons_fen} strong />
      </span>
    </p>
  )
}

function Choosable({ page, asking, address }: { readonly page: DifferenceList; readonly asking: boolean; readonly address: Address }) {
  const t = useText()
  const may = useMay()('difference.approve')
  const [chosen, setChosen] = useState<readonly string[]>([])
  const [deciding, setDeciding] = useState<Deciding | null>(null)
  const decide = (decision: Deciding['decision']) => setDeciding({ decision, differences: chosen })
  const done = () => {
    setDeciding(null)
    setChosen([])
  }
  return (
    <>
      <p className="decide-line">
        <AllowedButton permission="difference.approve" who={APPROVERS} type="primary" ready={chosen.length > 0} onClick={() => decide('approved')}>
          {t('同意')}
        </AllowedButton>
        <Button disabled={!may || chosen.length === 0} onClick={() => decide('declined')}>
          {t('不同意')}
        </Button>
        <span className="quiet">{chosen.length === 0 ? t('先勾选差额；同一人同一年度的要一并选上。') : t('已选 {n} 条', { n: chosen.length })}</span>
      </p>
      <PagedTable<Difference>
        rowKey="difference"
        columns={differenceColumns(t)}
        answer={page}
        asking={asking}
        address={address}
        rowSelection={{
          selectedRowKeys: [...chosen],
          preserveSelectedRowKeys: true,
          onChange: (keys) => setChosen(keys.map(String)),
          getCheckboxProps: (row) => ({ disabled: row.state !== 'pending' || !may }),
        }}
      />
      {deciding !== null && <DecideDialog of={deciding} close={() => setDeciding(null)} done={done} />}
    </>
  )
}
