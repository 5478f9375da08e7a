// The heat map: a row for each unit, a column for each indicator; colour and word say the level. A cell opens its months.
import { useQuery } from '@tanstack/react-query'
import { type RiskBoard, type RiskIndicator, type RiskRow, type RiskValue, riskHistoryQuery } from '../../api/watch-types.js'
import { useText } from '../../language/language.js'
import { useAddress } from '../../session/address.js'
import { Answer } from '../../shell/states.js'

export const LEVEL_WORDS: Readonly<Record<string, string>> = { red: '红', orange: '橙', yellow: '黄', blue: '蓝' }
const UNITS: Readonly<Record<RiskIndicator['unit'], string>> = { months: '月', percent: '%', yuan: '元', ratio: '' }

export function RiskHeat({ of, scheme }: { readonly of: RiskBoard; readonly scheme: string }) {
  const t = useText()
  const address = useAddress()
  const unit = address.of('unit') ?? of.rows[0]?.unit ?? ''
  return (
    <>
      <section className="panel">
        <header>
          <h2>{t('各单位各项指标')}</h2>
          <span className="quiet">{of.until === null ? of.month : t('{month}（截至 {until}）', { month: of.month ?? '', until: of.until })}</span>
        </header>
        <div className="heat-scroll">
          <table className="heat">
            <thead>
              <tr>
                <th scope="col">{t('单位')}</th>
                {of.indicators.map((indicator) => (
                  <th scope="col" key={indicator.id} title={indicator.definition}>
                    {t(indicator.name)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {of.rows.map((row) => (
                <tr key={row.unit}>
                  <th scope="row">
                    <button type="button" className="link-button" onClick={() => address.change({ unit: row.unit, month: address.of('month') })}>
                      {row.name}
                    </button>
                  </th>
                  {of.indicators.map((indicator) => (
                    <Cell key={indicator.id} value={row.values.find((one) => one.indicator === indicator.id)} indicator={indicator} />
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </section>
      <Months of={of} row={of.rows.find((row) => row.unit === unit)} scheme={scheme} unit={unit} />
    </>
  )
}

function Cell({ value, indicator }: { readonly value: RiskValue | undefined; readonly indicator: RiskIndicator }) {
  if (value === undefined || value.value === null) return <td className="quiet">—</td>
  const inputs = Object.entries(value.inputs)
    .map(([name, figure]) => `${name}：${figure}`)
    .join('；')
  return (
    <td className={`num level-${value.level ?? 'none'}`} title={`${value.definition}\n${inputs}`}>
      {value.value}
      {UNITS[indicator.unit]}
      {value.level !== null && <strong> {LEVEL_WORDS[value.level]}</strong>}
    </td>
  )
}

function Months({ of, row, scheme, unit }: { readonly of: RiskBoard; readonly row: RiskRow | undefined; readonly scheme: string; readonly unit: string }) {
  const t = useText()
  const answer = useQuery(riskHistoryQuery(scheme, unit))
  return (
    <section className="panel">
      <header>
        <h2>{t('{unit}逐月走势', { unit: row?.name ?? unit })}</h2>
      </header>
      <Answer of={answer}>
        {(history) => (
          <div className="sparks">
            {of.indicators.map((indicator) => (
              <Spark
                key={indicator.id}
                name={t(indicator.name)}
                values={history.find((one) => one.indicator === indicator.id)?.months.flatMap(({ value }) => (value === null ? [] : [Number(value)])) ?? []}
              />
            ))}
          </div>
        )}
      </Answer>
    </section>
  )
}

/** A line of a few months: its ends are written beside it. */
function Spark({ name, values }: { readonly name: string; readonly values: readonly number[] }) {
  if (values.length === 0) return null
  const [low, high] = [Math.min(...values), Math.max(...values)]
  const x = (i: number) => (values.length === 1 ? 60 : (i * 116) / (values.length - 1) + 2)
  const y = (value: number) => (high === low ? 14 : 26 - ((value - low) / (high - low)) * 24)
  return (
    <figure className="spark">
      <figcaption>{name}</figcaption>
      <svg viewBox="0 0 120 28" role="img" aria-label={`${name} ${values.join('、')}`}>
        <polyline points={values.map((value, i) => `${x(i)},${y(value)}`).join(' ')} />
        <circle cx={x(values.length - 1)} cy={y(values.at(-1) ?? 0)} r="2.5" />
      </svg>
      <span className="num">{values.at(-1)}</span>
    </figure>
  )
}
