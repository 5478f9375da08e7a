// Size and seed of a synthetic city: the same seed is always the same city.
import InputNumber from 'antd/es/input-number'
import type { SyntheticYear } from '../../api/trial-types.js'
import { count } from '../../format/money.js'
import { useText } from '../../language/language.js'
import type { Address } from '../../session/address.js'
import { drawnCity } from './population.js'

export function CityChoice({ address, city }: { readonly address: Address; readonly city: SyntheticYear | null }) {
  const t = useText()
  const { people, seed } = drawnCity(address)
  if (city === null) return <p className="quiet">{t('这套系统没有装合成城市，请选已结算的单据。')}</p>
  return (
    <>
      <div className="filters">
        <div className="filter">
          <label htmlFor="people">{t('人数')}</label>
          <InputNumber
            id="people"
            min={city.fewest}
            max={city.most}
            precision={0}
            step={1_000}
            style={{ width: 180 }}
            value={people}
            onChange={(value) => address.change({ people: value ?? undefined })}
          />
        </div>
        <div className="filter">
          <label htmlFor="seed">{t('种子')}</label>
          <InputNumber id="seed" min={0} precision={0} style={{ width: 180 }} value={seed} onChange={(value) => address.change({ seed: value ?? undefined })} />
        </div>
      </div>
      <p className="quiet">
        {t('人数 {fewest} 至 {most}；{from} 至 {to} 一年的就诊按种子生成，同一个种子总是同一座城市。人和单据都是虚构的，不保存。', {
          fewest: count(city.fewest),
          most: count(city.most),
          from: city.from,
          to: city.to,
        })}
      </p>
    </>
  )
}
