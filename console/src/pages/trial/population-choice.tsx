// Which bills a trial settles again: those of the register in some days, or the year of a synthetic city; and by the rules of which day.
import { useQuery } from '@tanstack/react-query'
import Button from 'antd/es/button'
import Radio from 'antd/es/radio'
import { populationsQuery } from '../../api/change-queries.js'
import { useText } from '../../language/language.js'
import type { Address } from '../../session/address.js'
import { AddressChoice } from '../../session/address-choice.js'
import { DayChoice } from '../../session/day-choice.js'
import { SCHEME_NAMES } from '../enrolment/words.js'
import { DayRange } from '../settlement/day-range.js'
import { CityChoice } from './city-choice.js'
import { isSynthetic } from './population.js'

interface PopulationChoiceProps {
  readonly address: Address
  readonly fault: string | undefined
  readonly next: () => void
}

export function PopulationChoice({ address, fault, next }: PopulationChoiceProps) {
  const t = useText()
  const city = useQuery(populationsQuery).data?.synthetic ?? null
  const synthetic = isSynthetic(address)
  return (
    <div className="wizard-step">
      <Radio.Group
        aria-label={t('人群')}
        value={synthetic ? 'synthetic' : 'settled'}
        onChange={(event) => address.change({ population: event.target.value === 'synthetic' ? 'synthetic' : undefined })}
      >
        <Radio value="settled">{t('已结算的单据')}</Radio>
        <Radio value="synthetic" disabled={city === null}>
          {t('合成城市')}
        </Radio>
      </Radio.Group>
      {synthetic ? <CityChoice address={address} city={city} /> : <DayRange address={address} />}
      <AddressChoice address={address} name="scheme" label={t('险种')} of={SCHEME_NAMES} />
      <DayChoice address={address} name="rules_on" label={t('按哪一天的规则（可不填）')} />
      <p className="quiet">{t('不填时：草案晚于这些结算单生效的，按草案生效那天的规则；否则按各单自己的日期。')}</p>
      {fault !== undefined && <p className="quiet">{t(fault)}</p>}
      <div className="wizard-actions">
        <Button onClick={() => address.change({ step: 1 })}>{t('上一步')}</Button>
        <Button type="primary" disabled={fault !== undefined} onClick={next}>
          {t('下一步')}
        </Button>
      </div>
    </div>
  )
}
