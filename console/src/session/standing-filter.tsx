// Filter by where a difference stands; its state is the address.
import { useText } from '../language/language.js'
import type { Address } from './address.js'
import { AddressChoice } from './address-choice.js'

const STANDINGS: ReadonlyMap<string, string> = new Map([
  ['open', '未处理'],
  ['proposed', '待复核'],
  ['carried', '挂账跟踪'],
  ['closed', '已关闭'],
])

export function StandingFilter({ address }: { readonly address: Address }) {
  const t = useText()
  return <AddressChoice address={address} name="standing" label={t('状态')} of={STANDINGS} width={130} />
}
