// Which institution speaks: it must be known and designated on the day.
import type { Day } from '@tongchou/domain/base/day.js'
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type { Provider, Reference } from '../settlement/reference.js'

export function institutionOf(reference: Reference, code: string, day: Day): Provider | Refusal {
  const provider = reference.providers.get(code)
  if (provider === undefined) return refused('unknown_institution', `定点医药机构编号（fixmedins_code）${code.slice(0, 12)}不存在，请核对`)
  if (day < provider.designatedFrom) return refused('not_designated', `本机构自${provider.designatedFrom}起为定点医药机构，目前不能结算`)
  if (provider.designatedUntil !== null && day > provider.designatedUntil) {
    return refused('not_designated', `本机构的定点协议已于${provider.designatedUntil}到期或解除，不能结算，请联系经办机构`)
  }
  return provider
}
