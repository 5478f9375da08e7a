// Everybody who would lose: how much, at which step, under which article before and after; each leads to the bill.
import { useQuery } from '@tanstack/react-query'
import type { ColumnsType } from 'antd/es/table'
import { type FormEvent, useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { losersQuery } from '../../api/change-queries.js'
import type { Loser, Trial } from '../../api/trial-types.js'
import { Yuan } from '../../format/amount.js'
import { count } from '../../format/money.js'
import { type Text, useText } from '../../language/language.js'
import { type Address, useAddress } from '../../session/address.js'
import { AddressChoice } from '../../session/address-choice.js'
import { PagedTable } from '../../session/paged-table.js'
import { Answer, Empty } from '../../shell/states.js'
import { AreaChoice } from '../enrolment/person-filters.js'

const FILTERS = ['unit', 'class', 'step', 'order'] as const

export function TrialLosers({ of }: { readonly of: Trial }) {
  const t = useText()
  const address = useAddress()
  const filters = Object.fromEntries(FILTERS.map((name) => [name, address.of(name)]).filter(([, value]) => value !== undefined))
  const answer = useQuery(losersQuery(of.trial, { ...filters, page: address.page, size: address.size }))
  return (
    <>
      <Filters of={of} address={address} />
      {of.population === 'synthetic' && <DrawnPerson of={of} />}
      <Answer of={answer}>
        {(page) =>
          page.total === 0 ? (
            <Empty title={t('没有符合条件的人')}>
              <p>{t('在您的区域和所选条件内，没有人因草案减少。')}</p>
            </Empty>
          ) : (
            <>
              <p className="totals-line">
                <span>{t('合计 {n} 人', { n: count(page.total) })}</span>
                <span>
                  {t('合计少')} <Yuan fen={page.loss_fen} strong />
                </span>
              </p>
              <PagedTable<Loser>
                rowKey={(row) => `${row.psn_no ?? row.person_name ?? ''} ${row.settlement}`}
                columns={columns(of.trial, t)}
                answer={page}
                asking={answer.isFetching}
                address={address}
              />
            </>
          )
        }
      </Answer>
    </>
  )
}

/** Anybody of a synthetic city, who loses or not: the first bill of the one with that number. */
function DrawnPerson({ of }: { readonly of: Trial }) {
  const t = useText()
  const go = useNavigate()
  const [typed, setTyped] = useState('')
  const known = /^[1-9]\d{0,5}$/.test(typed) && Number(typed) <= (of.people ?? 0)
  const open = (event: FormEvent) => {
    event.preventDefault()
    if (known) void go(`/trials/${of.trial}/drawn/${typed}/1`)
  }
  return (
    <form className="filters" onSubmit={open}>
      <label>
        {t('抽看第几人的单')}
        <input value={typed} inputMode="numeric" autoComplete="off" onChange={(event) => setTyped(event.target.value.trim())} />
      </label>
      <button type="submit" className="plain-button" disabled={!known}>
        {t('打开')}
      </button>
    </form>
  )
}

function Filters({ of, address }: { readonly of: Trial; readonly address: Address }) {
  const t = useText()
  const classes = new Map(of.groups.filter(({ dimension }) => dimension === 'class').map(({ key, name }) => [key, name]))
  const steps = new Map(of.causes.map(({ step, step_name }) => [step, step_name]))
  return (
    <search className="filters">
      <AreaChoice address={address} name="unit" label={t('参保地')} />
      <AddressChoice address={address} name="class" label={t('人员类别')} of={classes} />
      <AddressChoice address={address} name="step" label={t('减少的一层')} of={steps} />
      <AddressChoice
        address={address}
        name="order"
        label={t('排序')}
        of={
          new Map([
            ['loss', '少得多的在前'],
            ['share', '少的比例大的在前'],
            ['unit', '按参保地'],
            ['class', '按人员类别'],
          ])
        }
      />
    </search>
  )
}

function columns(trial: string, t: Text): ColumnsType<Loser> {
  return [
    {
      key: 'person',
      title: t('参保人'),
      render: (_, row) =>
        row.psn_no === null ? <span className="quiet">{row.person_name ?? t('不显示')}</span> : <Link to={`/persons/${row.psn_no}`}>{row.person_name}</Link>,
    },
    { key: 'unit', title: t('参保地'), dataIndex: 'unit_name' },
    { key: 'class', title: t('险种和类别'), render: (_, row) => `${t(row.scheme_name)} · ${t(row.class_name)} · ${t('{n} 岁', { n: row.age })}` },
    {
      key: 'loss',
      title: t('多负担'),
      align: 'right',
      render: (_, row) => (
        <>
          <Yuan fen={row.loss_fen} strong />
          <small className="quiet under">
            <Yuan fen={row.self_before_fen} /> → <Yuan fen={row.self_after_fen} />
          </small>
        </>
      ),
    },
    { key: 'why', title: t('原因'), render: (_, row) => <WhyCell of={row} t={t} /> },
    { key: 'bill', title: t('少得最多的一张单'), render: (_, row) => <BillCell of={row} trial={trial} t={t} /> },
  ]
}

function WhyCell({ of: { why }, t }: { readonly of: Loser; readonly t: Text }) {
  return (
    <div className="why-cell">
      <strong>{t(why.step_name)}</strong>
      <p>
        {t('现行：')}
        {why.rule_before} <cite>{why.article_before}</cite>
      </p>
      <p>
        {t('草案：')}
        {why.rule_after} <cite>{why.article_after}</cite>
      </p>
    </div>
  )
}

function BillCell({ of, trial, t }: { readonly of: Loser; readonly trial: string; readonly t: Text }) {
  const kind = `${t(of.benefit_name)} · ${t(of.level_name)}`
  const whose = of.drawn !== null ? `drawn/${of.drawn}` : of.psn_no === null ? null : `bills/${of.psn_no}`
  return (
    <>
      {whose === null ? kind : <Link to={`/trials/${trial}/${whose}/${of.settlement}`}>{kind}</Link>}
      <small className="quiet under">{t('{worse} / {all} 张减少', { worse: of.worse_bills, all: of.bills })}</small>
    </>
  )
}
