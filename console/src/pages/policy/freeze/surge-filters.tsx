// Which launch period, and by what the report is grouped.
import type { Freeze } from '../../../api/draft-types.js'
import { useText } from '../../../language/language.js'
import type { Address } from '../../../session/address.js'
import { OneOf } from '../choices.js'

const GROUPINGS = [
  { value: 'area', name: '参保地' },
  { value: 'provider', name: '机构' },
  { value: 'person_class', name: '人员类别' },
] as const

export function SurgeFilters({ freezes, address }: { readonly freezes: readonly Freeze[]; readonly address: Address }) {
  const t = useText()
  const standing = freezes.filter(({ holds }) => holds)
  return (
    <>
      <OneOf
        address={address}
        name="freeze"
        label={t('启动期')}
        choices={standing.map((one) => ({ value: one.freeze, label: t('{area} {from} 起', { area: one.area_name, from: one.from }) }))}
        otherwise={standing[0]?.freeze}
        width={220}
      />
      <OneOf
        address={address}
        name="by"
        label={t('按什么分')}
        choices={GROUPINGS.map(({ value, name }) => ({ value, label: t(name) }))}
        otherwise="area"
        width={140}
      />
    </>
  )
}
