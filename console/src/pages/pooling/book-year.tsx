// Which fund and which year: both stand in the address.
import { useQuery } from '@tanstack/react-query'
import InputNumber from 'antd/es/input-number'
import Select from 'antd/es/select'
import dayjs from 'dayjs'
import type { ReactNode } from 'react'
import { booksQuery } from '../../api/queries.js'
import { useText } from '../../language/language.js'
import { useAddress } from '../../session/address.js'
import { Answer, Empty } from '../../shell/states.js'

export interface BookYear {
  readonly book: string
  readonly year: number
}

export function ChooseBookYear({ offset, children }: { readonly offset: number; readonly children: (of: BookYear) => ReactNode }) {
  const t = useText()
  const address = useAddress()
  const books = useQuery(booksQuery)
  const year = Number(address.of('year') ?? dayjs().year() + offset)
  return (
    <Answer of={books}>
      {(all) => {
        const list = all.filter(({ fund }) => fund === 'resident' || fund === 'employee')
        const book = address.of('book') ?? list[0]?.book
        if (book === undefined) return <Empty title={t('还没有开立账套')} />
        return (
          <>
            <div className="filters">
              <div className="filter">
                <span id="fund-of-year">{t('基金')}</span>
                <Select
                  aria-labelledby="fund-of-year"
                  style={{ width: 280 }}
                  value={book}
                  options={list.map((one) => ({ value: one.book, label: one.name }))}
                  onChange={(next: string) => address.change({ book: next, run: undefined, budget: undefined })}
                />
              </div>
              <div className="filter">
                <span id="year-of-fund">{t('年度')}</span>
                <InputNumber
                  aria-labelledby="year-of-fund"
                  min={2010}
                  max={2100}
                  value={year}
                  onChange={(next) => address.change({ year: next ?? undefined, run: undefined, budget: undefined })}
                />
              </div>
            </div>
            {children({ book, year })}
          </>
        )
      }}
    </Answer>
  )
}
