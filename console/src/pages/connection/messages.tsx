// Finds messages of the hospital interface by institution, transaction, number, result and day.
import { useQuery } from '@tanstack/react-query'
import { messagesQuery } from '../../api/queries.js'
import { useText } from '../../language/language.js'
import { useAddress } from '../../session/address.js'
import { ExcelLink, PageHead } from '../../session/list-section.js'
import { Guarded } from '../../shell/guarded.js'
import '../../style/pages.css'
import { FoundMessages, MessageFilters, messageFilters } from './message-search.js'

export function Messages() {
  return (
    <Guarded permission="provider.see">
      <MessagesPage />
    </Guarded>
  )
}

function MessagesPage() {
  const t = useText()
  const address = useAddress()
  const answer = useQuery(messagesQuery({ ...messageFilters(address), page: address.page, size: address.size }))
  return (
    <>
      <PageHead title={t('接口报文')} says={t('您管理的机构发来的报文和答复；不给日期时查昨天和今天。内容已隐去姓名和证件号码。')}>
        <ExcelLink path="/api/messages.xlsx" query={messageFilters(address)} />
      </PageHead>
      <MessageFilters address={address} institution />
      <FoundMessages answer={answer} address={address} institution />
    </>
  )
}
