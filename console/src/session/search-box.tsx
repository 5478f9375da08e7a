// Words to search for, kept in the address; Enter searches.
import Input from 'antd/es/input'
import type { Address } from './address.js'

interface SearchBoxProps {
  readonly address: Address
  readonly label: string
  readonly name?: string
}

export function SearchBox({ address, label, name = 'q' }: SearchBoxProps) {
  return (
    <div className="filter">
      <span id={`${name}-label`}>{label}</span>
      <Input.Search
        aria-labelledby={`${name}-label`}
        key={address.of(name) ?? ''}
        defaultValue={address.of(name) ?? ''}
        allowClear
        style={{ width: 260 }}
        maxLength={40}
        onSearch={(text) => address.change({ [name]: text.trim() })}
      />
    </div>
  )
}
