// Residents or employees; the choice stands in the address.
import Segmented from 'antd/es/segmented'
import { useText } from '../../language/language.js'
import { type Address, useAddress } from '../../session/address.js'

export function useScheme(): { readonly scheme: 'resident' | 'employee'; readonly address: Address } {
  const address = useAddress()
  return { scheme: address.of('scheme') === 'employee' ? 'employee' : 'resident', address }
}

export function SchemeChoice() {
  const t = useText()
  const { scheme, address } = useScheme()
  return (
    <Segmented
      aria-label={t('险种')}
      options={[
        { value: 'resident', label: t('居民医保') },
        { value: 'employee', label: t('职工医保') },
      ]}
      value={scheme}
      onChange={(next) => address.change({ scheme: next === 'resident' ? undefined : String(next), run: undefined })}
    />
  )
}
