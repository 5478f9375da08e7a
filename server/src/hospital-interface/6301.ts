// 6301 结算结果查询: where an order of mobile payment stands and how it was split, for whoever can name its token and person.
import { isRefusal } from '@tongchou/domain/base/refusal.js'
import { only } from './codec.js'
import { reply, type Transaction } from './message.js'
import { identityFault, orderAsked, orderOutput } from './mobile-order.js'

export const askOrder: Transaction = async (message, counter) => {
  const row = only(message.input, 'data')
  const standing = await orderAsked(counter, message, row, true)
  if (isRefusal(standing)) return standing
  const fault = await identityFault(counter, standing.order.person, row)
  if (fault !== undefined) return fault
  const { order, settled } = standing
  const data = {
    ...orderOutput(counter, standing),
    callType: 'QUERY',
    medOrgOrd: order.institution_order,
    traceTime: (settled?.fact.settledAt ?? order.ordered_at).replace(/\D/g, ''),
    orgCodg: order.institution,
    orgName: message.provider.name,
    setlType: 'HI',
    revsToken: counter.cipher.decrypt(order.token_cipher),
    extData: '',
  }
  return reply({ data })
}
