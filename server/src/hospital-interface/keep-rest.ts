// What a settling message (2207, 2304) says beside what the settlement is made from: unknown fields and nodes are kept with the message.
import type { RegisterCipher } from '../enrolment/register-cipher.js'
import { attributesOf, only } from './codec.js'
import type { Message } from './message.js'
import { sealRow } from './seal-fields.js'

/** Used by the settlement, reckoned anew by it, or naming a person. */
const NOT_KEPT: ReadonlySet<string> = new Set([
  ...['psn_no', 'psn_name', 'psn_type', 'psn_cert_type', 'certno', 'mdtrt_cert_type', 'mdtrt_cert_no', 'card_sn', 'hcard_basinfo', 'hcard_chkinfo'],
  ...['med_type', 'medfee_sumamt', 'psn_setlway', 'mdtrt_id', 'chrg_bchno', 'insutype', 'acct_used_flag', 'mid_setl_flag', 'dscgTime'],
  ...['fulamt_ownpay_amt', 'overlmt_selfpay', 'preselfpay_amt', 'inscp_scp_amt'],
])

export function keepingRest(message: Message, cipher: RegisterCipher): Message {
  const { fields } = sealRow(cipher, attributesOf(only(message.input, 'data'), NOT_KEPT))
  const nodes = Object.entries(message.input).filter(([node, rows]) => node !== 'data' && rows.length > 0)
  const kept = { ...fields, ...Object.fromEntries(nodes.map(([node, rows]) => [node, rows.map((row) => sealRow(cipher, row.fields).fields)])) }
  return Object.keys(kept).length === 0 ? message : { ...message, key: { ...message.key, kept: JSON.stringify(kept) } }
}
