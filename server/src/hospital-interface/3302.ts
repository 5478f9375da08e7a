// 3302 目录对照撤销: ends a mapping whole, from the first day it had.
import { refused } from '@tongchou/domain/base/refusal.js'
import type { Row } from './codec.js'
import { actOnce } from './institution-act.js'
import { insertMappings, type Mapping, mappingsOf } from './mapping-store.js'
import type { Transaction } from './message.js'

export const withdrawMapping: Transaction = async (message, counter) => {
  const rows = message.input['data'] ?? []
  const foreign = rows.find((row) => row.text('fixmedins_code') !== message.provider.code)
  if (foreign !== undefined) return refused('not_own', '只能撤销本机构的目录对照，请核对医药机构编号（fixmedins_code）')
  return actOnce(counter, message, async (client) => {
    const stored = await mappingsOf(
      client,
      message.provider.code,
      rows.map((row) => row.text('fixmedins_hilist_id')),
    )
    const ended = []
    for (const row of rows) {
      const mapping = stored.find((one) => same(one, row))
      if (mapping === undefined)
        return refused('not_mapped', `院内编码${row.text('fixmedins_hilist_id').slice(0, 40)}与该国家编码没有有效对照，或已撤销，请核对`)
      ended.push({ ...mapping, withdrawn: true, own_name: '', attributes: {} })
    }
    await insertMappings(client, { institution: message.provider.code, operator: message.operator, day: message.today }, ended)
    return undefined
  })
}

function same(mapping: Mapping, row: Row): boolean {
  return (
    mapping.own_code === row.text('fixmedins_hilist_id') && mapping.list_type === row.text('list_type') && mapping.national_code === row.text('med_list_codg')
  )
}
