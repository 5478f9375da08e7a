// A year, standing in the address.
import InputNumber from 'antd/es/input-number'
import { useText } from '../../language/language.js'
import { useAddress } from '../../session/address.js'

export function useYear(offset: number): number {
  return Number(useAddress().of('year') ?? new Date().getFullYear() + offset)
}

export function YearChoice({ year }: { readonly year: number }) {
  const t = useText()
  const address = useAddress()
  return (
    <div className="filter">
      <span id="year-chosen">{t('年度')}</span>
      <InputNumber
        aria-labelledby="year-chosen"
        min={2010}
        max={2100}
        value={year}
        onChange={(next) => address.change({ year: next ?? undefined, run: undefined })}
      />
    </div>
  )
}
