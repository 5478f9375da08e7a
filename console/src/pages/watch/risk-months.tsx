// One indicator through the months: a row for each unit, a column for each month, coloured by the thresholds of that month.
import { useQuery } from '@tanstack/react-query'
import Select from 'antd/es/select'
import { type RiskBoard, riskMonthsQuery } from '../../api/watch-types.js'
import { useText } from '../../language/language.js'
import { useAddress } from '../../session/address.js'
import { Answer } from '../../shell/states.js'
import { LEVEL_WORDS } from './risk-heat.js'

export function RiskMonths({ of, scheme }: { readonly of: RiskBoard; readonly scheme: string }) {
  const t = useText()
  const address = useAddress()
  const indicator = address.of('indicator') ?? of.indicators[0]?.id ?? ''
  const answer = useQuery(riskMonthsQuery(scheme, indicator))
  return (
    <section className="panel">
      <header>
        <h2>{t('各单位逐月热力图')}</h2>
        <Select
          aria-label={t('指标')}
          size="small"
          style={{ width: 240 }}
          showSearch={{ optionFilterProp: 'label' }}
          value={indicator}
          options={of.indicators.map(({ id, name }) => ({ value: id, label: t(name) }))}
          onChange={(next: string) => address.change({ indicator: next })}
        />
      </header>
      <Answer of={answer}>
        {({ months, rows }) => (
          <div className="heat-scroll">
            <table className="heat" aria-label={t('各单位逐月热力图')}>
              <thead>
                <tr>
                  <th scope="col">{t('单位')}</th>
                  {months.map((month) => (
                    <th scope="col" key={month}>
                      {month}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {rows.map(({ unit, name, cells }) => (
                  <tr key={unit}>
                    <th scope="row">{name}</th>
                    {months.map((month) => {
                      const cell = cells.find((one) => one.month === month)
                      return (
                        <td key={month} className={`num level-${cell?.level ?? 'none'}`}>
                          {cell?.value ?? '—'}
                          {cell?.level == null ? '' : <strong> {LEVEL_WORDS[cell.level]}</strong>}
                        </td>
                      )
                    })}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Answer>
    </section>
  )
}
