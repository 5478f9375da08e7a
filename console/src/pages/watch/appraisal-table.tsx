// Units by rank, an indicator a column; a point opens what stands behind it.
import Drawer from 'antd/es/drawer'
import Table from 'antd/es/table'
import type { Appraisal, AppraisalIndicator, AppraisalUnit, AppraisalValue } from '../../api/watch-types.js'
import { useText } from '../../language/language.js'
import { useAddress } from '../../session/address.js'
import { PointEvidence } from './point-evidence.js'

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
      {of.only_own && <p className="quiet">{t('公布之前只显示本单位的结果；各单位总分和名次公布后可见。')}</p>}
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
            title: <span title={`${indicator.name}：${indicator.formula}`}>{`${columnName(of, indicator, t)}（${indicator.weight}）`}</span>,
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

/** The heading alone where it has one indicator; where it has several, the indicator. */
function columnName(of: Appraisal, { heading, name }: AppraisalIndicator, t: (text: string) => string): string {
  return of.indicators.filter((one) => one.heading === heading).length === 1 ? t(heading) : `${t(heading)}·${name}`
}

function Point({ value, unit, run }: { readonly value: AppraisalValue | undefined; readonly unit: string; readonly run: string }) {
  const address = useAddress()
  const t = useText()
  if (value === undefined) return <span className="quiet">·</span>
  return (
    <button type="button" className="link-button num" title={value.basis} onClick={() => address.change({ point: `${unit}/${value.indicator}`, run })}>
      {value.points ?? t('缺数据')}
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
          {rule?.computed === true && <PointEvidence key={`${unit} ${indicator}`} run={of.run} unit={unit} indicator={indicator} />}
        </div>
      )}
    </Drawer>
  )
}
