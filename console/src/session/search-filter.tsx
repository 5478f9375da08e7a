// A search among the filters of a page: Enter searches, the text stands in the address as `q`.
import Input from 'antd/es/input'
import type { Address } from './address.js'

interface SearchFilterProps {
  readonly address: Address
  readonly label: string
  readonly width: number
}

export function SearchFilter({ address, label, width }: SearchFilterProps) {
  const q = address.of('q') ?? ''
  return (
    <div className="filter">
      <span id="q-label">{label}</span>
      <Input.Search
        aria-labelledby="q-label"
        key={q}
        defaultValue={q}
        allowClear
        maxLength={60}
        style={{ width }}
        onSearch={(text) => address.change({ q: text.trim() })}
      />
    </div>
  )
}
