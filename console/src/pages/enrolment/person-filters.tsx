// The filters above the list of persons; Enter searches, a choice searches at once.
import { useQuery } from '@tanstack/react-query'
import Select from 'antd/es/select'
import { areasQuery } from '../../api/queries.js'
import type { Area, AreaTree } from '../../api/session-types.js'
import { useText } from '../../language/language.js'
import type { Address } from '../../session/address.js'
import { SearchBox } from '../../session/search-box.js'

export function PersonFilters({ address }: { readonly address: Address }) {
  const t = useText()
  return (
    <search className="filters">
      <SearchBox address={address} label={t('姓名或人员编号')} />
      <AreaChoice address={address} />
      <SchemeChoice address={address} />
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

function SchemeChoice({ address }: { readonly address: Address }) {
  const t = useText()
  return (
    <div className="filter">
      <span id="scheme-label">{t('险种')}</span>
      <Select
        aria-labelledby="scheme-label"
        style={{ width: 150 }}
        allowClear
        placeholder={t('全部')}
        value={address.of('scheme') ?? null}
        options={[
          { value: 'resident', label: t('居民医保') },
          { value: 'employee', label: t('职工医保') },
        ]}
        onChange={(value: string | null | undefined) => address.change({ scheme: value ?? undefined })}
      />
    </div>
  )
}
