// Which set of accounts: it stands in the address.
import { useQuery } from '@tanstack/react-query'
import Select from 'antd/es/select'
import type { ReactNode } from 'react'
import type { Book } from '../../api/fund-types.js'
import { booksQuery } from '../../api/queries.js'
import { useText } from '../../language/language.js'
import type { Address } from '../../session/address.js'
import { Answer, Empty } from '../../shell/states.js'

interface ChooseBookProps {
  readonly address: Address
  readonly label?: string
  /** What of the address belongs to the book before and goes with it. */
  readonly forget?: readonly string[]
  readonly children: (book: Book) => ReactNode
}

export function ChooseBook({ address, label, forget = [], children }: ChooseBookProps) {
  const t = useText()
  const books = useQuery(booksQuery)
  return (
    <Answer of={books}>
      {(all) => {
        const chosen = all.find((one) => one.book === address.of('book')) ?? all[0]
        if (chosen === undefined) return <Empty title={t('还没有开立账套')} />
        return (
          <>
            <div className="filters no-print">
              <div className="filter">
                <span id="book-label">{label ?? t('账套')}</span>
                <Select
                  aria-labelledby="book-label"
                  style={{ width: 320 }}
                  value={chosen.book}
                  options={all.map((one) => ({ value: one.book, label: one.name }))}
                  onChange={(book: string) => address.change({ ...Object.fromEntries(forget.map((name) => [name, undefined])), book })}
                />
              </div>
            </div>
            {children(chosen)}
          </>
        )
      }}
    </Answer>
  )
}
