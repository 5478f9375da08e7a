// Units by rank, an indicator a column; a point opens what stands behind it.
import { useQuery } from '@tanstack/react-query'
import Drawer from 'antd/es/drawer'
import Table from 'antd/es/table'
import { type Appraisal, type AppraisalUnit, type AppraisalValue, type Evidence, evidenceQuery } from '../../api/watch-types.js'
import { Yuan } from '../../format/amount.js'
import { useText } from '../../language/language.js'
import { useAddress } from '../../session/address.js'
import { Answer, Empty } from '../../shell/states.js'

export function AppraisalTable({ of }: { readonly of: Appraisal }) {
  const t = useText()
  const address = useAddress()
  return (
    <section className="panel">
      <header>
        <h2>{t('得分和名次')}</h2>
        <span className="quiet">
          {of.document} {of.article}
        </span>
        <a className="download push" href={`/api/appraisals/${of.run}/appraisal.xlsx`} download>
          {t('导出 Excel')}
        </a>
      </header>
      <Table<AppraisalUnit>
        size="small"
        rowKey="unit"
        pagination={of.units.length > 20 ? { pageSize: 20 } : false}
        scroll={{ x: 'max-content' }}
        dataSource={[...of.units]}
        columns={[
          { title: t('名次'), render: (_, row) => row.rank ?? '—' },
          {
            title: t('单位'),
            render: (_, row) => (
              <button type="button" className="link-button" onClick={() => address.change({ card: row.unit, run: of.run })}>
                {row.name}
              </button>
            ),
          },
          ...of.indicators.map((indicator) => ({
            key: indicator.id,
            title: <span title={`${indicator.name}：${indicator.formula}`}>{`${t(indicator.heading)}（${indicator.weight}）`}</span>,
            align: 'right' as const,
            render: (_: unknown, row: AppraisalUnit) => (
              <Point value={row.values.find((value) => value.indicator === indicator.id)} unit={row.unit} run={of.run} />
            ),
          })),
          {
            title: t('总分'),
            align: 'right',
            sorter: (a, b) => Number(a.total ?? -1) - Number(b.total ?? -1),
            render: (_, row) => <strong className="num">{row.total ?? t('待评定')}</strong>,
          },
          { title: t('等次'), render: (_, row) => row.band ?? '—' },
          { title: t('下拨系数'), align: 'right', render: (_, row) => row.coefficient ?? '—' },
        ]}
      />
      <Behind of={of} />
    </section>
  )
}

function Point({ value, unit, run }: { readonly value: AppraisalValue | undefined; readonly unit: string; readonly run: string }) {
  const address = useAddress()
  const t = useText()
  if (value === undefined) return <span className="quiet">·</span>
  return (
    <button type="button" className="link-button num" title={value.basis} onClick={() => address.change({ point: `${unit}/${value.indicator}`, run })}>
      {value.points ?? t('缺')}
    </button>
  )
}

function Behind({ of }: { readonly of: Appraisal }) {
  const t = useText()
  const address = useAddress()
  const [unit = '', indicator = ''] = (address.of('point') ?? '').split('/')
  const rule = of.indicators.find(({ id }) => id === indicator)
  const value = of.units.find((one) => one.unit === unit)?.values.find((one) => one.indicator === indicator)
  return (
    <Drawer open={value !== undefined} size={720} title={rule?.name} destroyOnHidden onClose={() => address.change({ point: undefined, run: of.run })}>
      {value !== undefined && (
        <div className="stack">
          <p>
            <strong>{t('得分 {points}', { points: value.points ?? '—' })}</strong> · {rule?.formula}
          </p>
          <p>{value.basis}</p>
          {value.origin === 'computed' && <Facts run={of.run} unit={unit} indicator={indicator} />}
        </div>
      )}
    </Drawer>
  )
}

function Facts({ run, unit, indicator }: { readonly run: string; readonly unit: string; readonly indicator: string }) {
  const t = useText()
  const answer = useQuery(evidenceQuery(run, unit, indicator))
  return (
    <Answer of={answer}>
      {(of) =>
        of.rows.length === 0 ? (
          <Empty title={t('没有逐笔明细')} />
        ) : (
          <>
            <Table<Evidence['rows'][number]>
              size="small"
              rowKey={(row) => `${row.day} ${row.what} ${row.reference}`}
              pagination={{ pageSize: 20, showSizeChanger: false }}
              dataSource={[...of.rows]}
              columns={[
                { title: t('日期'), render: (_, row) => row.day ?? '—' },
                { title: t('内容'), dataIndex: 'what' },
                { title: t('账套和事实'), dataIndex: 'reference' },
                { title: t('件数'), align: 'right', render: (_, row) => row.count ?? '' },
                { title: t('金额'), align: 'right', render: (_, row) => (row.amount_fen === null ? '' : <Yuan fen={row.amount_fen} />) },
              ]}
            />
            {of.more && <p className="quiet">{t('只列前 500 行')}</p>}
          </>
        )
      }
    </Answer>
  )
}
