// What differs between two versions of the catalogue; the versions and filters stand in the address.
import { useQuery } from '@tanstack/react-query'
import Select from 'antd/es/select'
import type { CatalogueVersion } from '../../api/catalogue-types.js'
import { comparisonQuery } from '../../api/queries.js'
import { useText } from '../../language/language.js'
import { type Address, useAddress } from '../../session/address.js'
import { askedOf, ExcelLink, pageOf } from '../../session/list-section.js'
import { SearchFilter } from '../../session/search-filter.js'
import { Answer } from '../../shell/states.js'
import { CountedChoice } from './counted-choice.js'
import { DifferenceTable } from './difference-table.js'
import { CHANGES, KINDS } from './words.js'

export function Comparing({ versions }: { readonly versions: readonly CatalogueVersion[] }) {
  const t = useText()
  if (versions.length < 2) return <p className="quiet">{t('目前只有一个版本；导入新的版本以后，可以在这里对照两个版本的差异。')}</p>
  return <Compared versions={versions} />
}

function Compared({ versions }: { readonly versions: readonly CatalogueVersion[] }) {
  const t = useText()
  const address = useAddress()
  const newest = versions[0]?.version ?? 0
  const [from, to] = [address.of('from') ?? String(Math.max(newest - 1, 0)), address.of('to') ?? String(newest)]
  const filters = askedOf(address, ['change', 'kind', 'q'])
  const answer = useQuery(comparisonQuery({ from, to, ...filters, ...pageOf(address) }))
  return (
    <section>
      <h2>{t('两个版本的差异')}</h2>
      <search className="filters">
        <VersionChoice label={t('从版本')} name="from" value={from} versions={versions} address={address} />
        <VersionChoice label={t('到版本')} name="to" value={to} versions={versions} address={address} />
        <CountedChoice label={t('变化')} name="change" words={CHANGES} address={address} counts={answer.data?.counts} />
        <CountedChoice label={t('目录种类')} name="kind" words={KINDS} address={address} />
        <SearchFilter address={address} label={t('编码或名称')} width={200} />
        <ExcelLink path="/api/catalogue/compare.xlsx" query={{ from, to, ...filters }} />
      </search>
      <Answer of={answer}>{(page) => <DifferenceTable page={page} asking={answer.isFetching} address={address} />}</Answer>
    </section>
  )
}

interface VersionChoiceProps {
  readonly label: string
  readonly name: 'from' | 'to'
  readonly value: string
  readonly versions: readonly CatalogueVersion[]
  readonly address: Address
}

function VersionChoice({ label, name, value, versions, address }: VersionChoiceProps) {
  const t = useText()
  return (
    <div className="filter">
      <span id={`${name}-label`}>{label}</span>
      <Select
        aria-labelledby={`${name}-label`}
        style={{ width: 260 }}
        value={value}
        options={versions.map((one) => ({
          value: String(one.version),
          label: `${t('第{n}版', { n: one.version })} · ${t('{day}起', { day: one.in_force })} · ${one.edition}`,
        }))}
        onChange={(next: string) => address.change({ [name]: next })}
      />
    </div>
  )
}
