// What an institution's own officer sees of its connection, and the search in its own messages. Nothing can be changed here.
import { useQuery } from '@tanstack/react-query'
import { ownConnectionQuery, ownMessagesQuery } from '../../api/queries.js'
import { useText } from '../../language/language.js'
import { useAddress } from '../../session/address.js'
import { ExcelLink } from '../../session/list-section.js'
import { Guarded } from '../../shell/guarded.js'
import { Answer } from '../../shell/states.js'
import { ConnectionView } from './connection.js'
import { FoundMessages, MessageFilters, messageFilters } from './message-search.js'

export function OwnConnection() {
  return (
    <Guarded permission="own_institution.see">
      <Own />
    </Guarded>
  )
}

function Own() {
  const t = useText()
  const address = useAddress()
  const connection = useQuery(ownConnectionQuery)
  const { institution: _own, ...filters } = messageFilters(address)
  const messages = useQuery(ownMessagesQuery({ ...filters, page: address.page, size: address.size }))
  return (
    <>
      <Answer of={connection}>{(page) => <ConnectionView page={page} own />}</Answer>
      <section className="own-messages">
        <h2>{t('查找报文')}</h2>
        <MessageFilters address={address} institution={false} />
        <ExcelLink path="/api/own-connection/messages.xlsx" query={filters} />
        <FoundMessages answer={messages} address={address} institution={false} />
      </section>
    </>
  )
}
