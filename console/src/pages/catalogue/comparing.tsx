// What differs between two versions of the catalogue; the versions and filters stand in the address.
import { useQuery } from '@tanstack/react-query'
import Select from 'antd/es/select'
import type { CatalogueVersion, Comparison } from '../../api/catalogue-types.js'
import { comparisonQuery } from '../../api/queries.js'
import { withQuery } from '../../api/request.js'
import { count } from '../../format/money.js'
import { useText } from '../../language/language.js'
import { type Address, useAddress } from '../../session/address.js'
import { SearchFilter } from '../../session/search-filter.js'
import { Answer } from '../../shell/states.js'
import { DifferenceTable } from './difference-table.js'
import { CHANGES, KINDS } from './words.js'

export function Comparing({ versions }: { readonly versions: readonly CatalogueVersion[] }) {
  const t = useText()
  const address = useAddress()
  const newest = versions[0]?.version ?? 0
  const [from, to] = [address.of('from') ?? String(Math.max(newest - 1, 0)), address.of('to') ?? String(newest)]
  const filters = Object.fromEntries(['change', 'kind', 'q'].map((name) => [name, address.of(name)]).filter(([, value]) => value !== undefined))
  const answer = useQuery(comparisonQuery({ from, to, ...filters, page: address.page, size: address.size }))
  return (
    <section>
      <h2>{t('两个版本的差异')}</h2>
      <search className="filters">
        <VersionChoice label={t('从版本')} name="from" value={from} versions={versions} address={address} />
        <VersionChoice label={t('到版本')} name="to" value={to} versions={versions} address={address} />
        <Choice label={t('变化')} name="change" words={CHANGES} address={address} counts={answer.data?.counts} />
        <Choice label={t('目录种类')} name="kind" words={KINDS} address={address} />
        <SearchFilter address={address} label={t('编码或名称')} width={200} />
        <a className="download" href={withQuery('/api/catalogue/compare.xlsx', { from, to, ...filters })} download>
          {t('导出 Excel')}
        </a>
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

interface ChoiceProps {
  readonly label: string
  readonly name: string
  readonly words: Readonly<Record<string, string>>
  readonly address: Address
  readonly counts?: Comparison['counts'] | undefined
}

function Choice({ label, name, words, address, counts }: ChoiceProps) {
  const t = useText()
  const shown = (word: string, text: string) => (counts === undefined ? t(text) : `${t(text)} ${count(counts[word] ?? 0)}`)
  return (
    <div className="filter">
      <span id={`${name}-label`}>{label}</span>
      <Select
        aria-labelledby={`${name}-label`}
        style={{ width: 150 }}
        allowClear
        placeholder={t('全部')}
        value={address.of(name) ?? null}
        options={Object.entries(words).map(([word, text]) => ({ value: word, label: shown(word, text) }))}
        onChange={(next: string | null | undefined) => address.change({ [name]: next ?? undefined })}
      />
    </div>
  )
}
