// The filters above the list of persons; Enter searches, a choice searches at once.
import { useQuery } from '@tanstack/react-query'
import Select from 'antd/es/select'
import { areasQuery } from '../../api/queries.js'
import type { Area, AreaTree } from '../../api/session-types.js'
import { useText } from '../../language/language.js'
import type { Address } from '../../session/address.js'
import { AddressChoice } from '../../session/address-choice.js'
import { SearchBox } from '../../session/search-box.js'
import { SCHEME_NAMES } from './words.js'

export function PersonFilters({ address }: { readonly address: Address }) {
  const t = useText()
  return (
    <search className="filters">
      <SearchBox address={address} label={t('姓名或人员编号')} />
      <AreaChoice address={address} />
      <AddressChoice address={address} name="scheme" label={t('险种')} of={SCHEME_NAMES} width={150} />
    </search>
  )
}

export function AreaChoice({ address, name = 'area', label }: { readonly address: Address; readonly name?: string; readonly label?: string }) {
  const t = useText()
  const areas = useQuery(areasQuery)
  return (
    <div className="filter">
      <span id={`${name}-label`}>{label ?? t('参保地')}</span>
      <Select
        aria-labelledby={`${name}-label`}
        style={{ width: 180 }}
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        placeholder={t('全部')}
        value={address.of(name) ?? null}
        options={areas.data === undefined ? [] : choicesOf(areas.data, name)}
        onChange={(value: string | null | undefined) => address.change({ [name]: value ?? undefined })}
      />
    </div>
  )
}

/** Units, and for persons the towns under them; an accounting unit is never a town. */
function choicesOf(tree: AreaTree, name: string) {
  const of = (area: Area) => ({ value: area.code, label: area.name })
  if (name !== 'area') return tree.children.map(of)
  return tree.children.flatMap((unit) => [of(unit), ...unit.children.map((town) => ({ value: town.code, label: `${unit.name} · ${town.name}` }))])
}
