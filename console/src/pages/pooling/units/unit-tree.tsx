// 统筹区与核算单位: the tree of a day — own level, zones, industries, counties, counties with a pool of their own — with what each has; the
// changes that wait, that are to come and that were.
import { useQuery } from '@tanstack/react-query'
import Button from 'antd/es/button'
import Table from 'antd/es/table'
import Tag from 'antd/es/tag'
import dayjs from 'dayjs'
import { useState } from 'react'
import { type TreeUnit, UNITS, type UnitSum, type UnitTree, unitTreeQuery } from '../../../api/unit-types.js'
import { Yuan } from '../../../format/amount.js'
import { useText } from '../../../language/language.js'
import { type Address, useAddress } from '../../../session/address.js'
import { DayInput } from '../../../session/day-input.js'
import { askedOf, ExcelLink, PageHead } from '../../../session/list-section.js'
import { SearchBox } from '../../../session/search-box.js'
import { useMay } from '../../../session/session.js'
import { Guarded } from '../../../shell/guarded.js'
import { PrintButton } from '../../../shell/print-button.js'
import { Answer, Empty } from '../../../shell/states.js'
import '../../../style/pages.css'
import '../../../style/fund.css'
import '../../../style/ledger-print.css'
import { yuanColumn } from '../../payment/desk/columns.js'
import { ChangeDialog } from './change-dialog.js'
import { ChangeList } from './change-list.js'

export function UnitTreePage() {
  const t = useText()
  return (
    <Guarded permission="fund.see">
      <PageHead
        title={t('统筹区与核算单位')}
        says={t('统筹区由市本级、区县、开发区和行业等核算单位组成，按日期变化；调整由一人提出、另一人批准，已结账的年度不受影响。')}
      />
      <Question address={useAddress()} />
    </Guarded>
  )
}

function Question({ address }: { readonly address: Address }) {
  const t = useText()
  const query = askedOf(address, ['on', 'q'])
  const answer = useQuery(unitTreeQuery(query))
  return (
    <>
      <div className="filters no-print">
        <div className="filter">
          <span id="on-label">{t('日期')}</span>
          <DayInput
            aria-labelledby="on-label"
            clearable={false}
            value={address.of('on') ?? answer.data?.on ?? dayjs().format('YYYY-MM-DD')}
            onChange={(on) => address.change({ on })}
          />
        </div>
        <SearchBox address={address} label={t('名称或代码')} />
        <ExcelLink path={`${UNITS}.xlsx`} query={query} />
        <PrintButton />
      </div>
      <Answer of={answer}>{(of) => <Shown of={of} />}</Answer>
    </>
  )
}

function Shown({ of }: { readonly of: UnitTree }) {
  const t = useText()
  const may = useMay()('unit.propose')
  const [asking, ask] = useState<TreeUnit | 'new' | undefined>()
  const pools = [...new Set(of.units.map(({ pool }) => pool))]
  return (
    <>
      {may && (
        <div className="filters no-print">
          <Button type="primary" onClick={() => ask('new')}>
            {t('新设核算单位')}
          </Button>
        </div>
      )}
      {pools.length === 0 && (
        <Empty title={t('没有找到核算单位')}>
          <p>{t('可以放宽查询条件再试。')}</p>
        </Empty>
      )}
      {pools.map((pool) => (
        <OnePool key={pool} units={of.units.filter((one) => one.pool === pool)} sums={of.sums.filter((one) => one.pool === pool)} {...(may ? { ask } : {})} />
      ))}
      <ChangeList of={of.changes} />
      {asking !== undefined && <ChangeDialog of={of} about={asking} close={() => ask(undefined)} />}
    </>
  )
}

interface OnePoolProps {
  readonly units: readonly TreeUnit[]
  readonly sums: readonly UnitSum[]
  readonly ask?: (about: TreeUnit) => void
}

function OnePool({ units, sums, ask }: OnePoolProps) {
  const t = useText()
  const [first] = units
  if (first === undefined) return null
  const funds = new Map(units.flatMap(({ net_assets }) => net_assets.map(({ fund, fund_name }) => [fund, fund_name] as const)))
  return (
    <section className="panel">
      <header>
        <h2>
          {first.pool_name} <span className="num quiet">{first.pool}</span>
        </h2>
        <span className="quiet">{t('净资产（元），截至所选日期')}</span>
      </header>
      <Table<TreeUnit>
        size="small"
        rowKey="unit"
        pagination={false}
        dataSource={[...units]}
        scroll={{ x: 'max-content' }}
        columns={[
          { title: t('核算单位'), render: (_, row) => <Name of={row} /> },
          { title: t('代码'), dataIndex: 'unit' },
          { title: t('类别'), render: (_, { kind_name }) => t(kind_name) },
          { title: t('起始日期'), dataIndex: 'in_force' },
          { title: t('终止日期'), render: (_, { until }) => until ?? '—' },
          { title: t('依据'), render: (_, { source, ended_by }) => (ended_by === null ? source : `${source}；${t('终止')}：${ended_by}`) },
          ...[...funds].map(([fund, name]) => ({
            ...yuanColumn<TreeUnit>(t, name, ({ net_assets }) => net_assets.find((one) => one.fund === fund)?.net_fen ?? null),
            key: fund,
          })),
          ...(ask === undefined ? [] : [{ title: t('办理'), className: 'no-print', render: (_: unknown, row: TreeUnit) => <Ask of={row} ask={ask} /> }]),
        ]}
      />
      {sums.map((sum) => (
        <Sum key={sum.fund} of={sum} />
      ))}
    </section>
  )
}

function Name({ of: { name, leaving, is_pool } }: { readonly of: TreeUnit }) {
  const t = useText()
  return (
    <>
      {name} {leaving && <Tag color="orange">{t('已调出，余额待移交')}</Tag>}
      {is_pool && <Tag>{t('另成统筹区')}</Tag>}
    </>
  )
}

function Ask({ of, ask }: { readonly of: TreeUnit; readonly ask: (about: TreeUnit) => void }) {
  const t = useText()
  const label = t('调整{name}', { name: of.name })
  return of.leaving ? (
    '—'
  ) : (
    <button type="button" className="link-button" aria-label={label} onClick={() => ask(of)}>
      {t('调整')}
    </button>
  )
}

/** Own level and units added up beside the books as a whole. */
function Sum({ of }: { readonly of: UnitSum }) {
  const t = useText()
  const difference = of.pool_fen - of.units_fen
  return (
    <p>
      {of.fund_name}：{t('{count} 个单位相加', { count: of.units })} <Yuan fen={of.units_fen} />，{t('账套合计')} <Yuan fen={of.pool_fen} />
      {difference === 0 ? (
        <Tag color="green">{t('相等')}</Tag>
      ) : (
        <>
          <Tag color="red">{t('不相等')}</Tag> {t('相差')} <Yuan fen={difference} />
        </>
      )}
    </p>
  )
}
