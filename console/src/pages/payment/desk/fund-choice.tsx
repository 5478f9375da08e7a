// Which fund a payment desk is about; it stands in the address.
import type { ReactNode } from 'react'
import { useText } from '../../../language/language.js'
import { useAddress } from '../../../session/address.js'
import { ChooseBook } from '../../books/choose-book.js'

export function ChooseFund({ children }: { readonly children: (book: string) => ReactNode }) {
  const t = useText()
  return (
    <ChooseBook address={useAddress()} label={t('基金')} forget={['open']}>
      {({ book }) => children(book)}
    </ChooseBook>
  )
}
