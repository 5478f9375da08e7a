// Which fund a payment desk is about; it stands in the address.
import { useQuery } from '@tanstack/react-query'
import Select from 'antd/es/select'
import type { ReactNode } from 'react'
import { booksQuery } from '../../../api/queries.js'
import { useText } from '../../../language/language.js'
import { useAddress } from '../../../session/address.js'
import { Answer, Empty } from '../../../shell/states.js'

export function ChooseFund({ children }: { readonly children: (book: string) => ReactNode }) {
  const t = useText()
  const address = useAddress()
  const books = useQuery(booksQuery)
  return (
    <Answer of={books}>
      {(all) => {
        const book = address.of('book') ?? all[0]?.book
        if (book === undefined) return <Empty title={t('还没有开立账套')} />
        return (
          <>
            <div className="filters">
              <div className="filter">
                <span id="fund-of-desk">{t('基金')}</span>
                <Select
                  aria-labelledby="fund-of-desk"
                  style={{ width: 280 }}
                  value={book}
                  options={all.map((one) => ({ value: one.book, label: one.name }))}
                  onChange={(next: string) => address.change({ book: next, open: undefined })}
                />
              </div>
            </div>
            {children(book)}
          </>
        )
      }}
    </Answer>
  )
}
