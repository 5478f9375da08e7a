// 1161 读卡获取人员信息 and 1162 电子凭证获取人员信息: 1101 by the card or the voucher that was read, with what was read beside the person
// (cardecinfo). No edition prints them; they are here as the clients of two provinces send and read them.
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { byCertificate, byVoucher, personReply } from './1101.js'
import { type Row, rowOf } from './codec.js'
import type { Counter, Message, Transaction } from './message.js'

export const findByCard: Transaction = async (message, counter) => {
  const row = rowRead(message)
  const card = (row.text('cardno') || row.text('mdtrt_cert_no')).split('|')[0] ?? ''
  const person = await cardHolder(counter, row, card)
  if (isRefusal(person)) return person
  return personReply(message, counter, person, row, ({ person: holder }) => ({
    cardecinfo: {
      psn_cert_type: holder.certType,
      certno: counter.cipher.decrypt(holder.certCipher),
      psn_name: holder.name,
      cardno: card,
      card_sn: row.text('card_sn'),
      ecToken: '',
    },
  }))
}

export const findByVoucher: Transaction = async (message, counter) => {
  const row = rowRead(message)
  // At one client this transaction also serves a card that was read.
  if (row.text('mdtrt_cert_type') === '0') return findByCard(message, counter)
  const code = row.text('ecQrCode') || row.text('ecToken') || row.text('mdtrt_cert_no')
  if (code === '') return refused('bad_input', '请填写扫到的电子凭证码（ecQrCode）')
  const person = byVoucher(counter, code)
  if (isRefusal(person)) return person
  return personReply(message, counter, person, row, ({ person: holder }) => ({
    cardecinfo: {
      psn_cert_type: holder.certType,
      certno: counter.cipher.decrypt(holder.certCipher),
      psn_name: holder.name,
      cardno: '',
      card_sn: '',
      ecToken: code,
    },
  }))
}

/** A client whose card reader stands in front of this server leaves the node empty. */
function rowRead({ input }: Message): Row {
  return input['data']?.[0] ?? rowOf({})
}

async function cardHolder(counter: Counter, row: Row, card: string): Promise<bigint | Refusal> {
  if (card === '' && !row.has('certno')) return refused('bad_input', '没有收到读卡结果，请先读卡，并填写社保卡卡号（cardno）或证件号码（certno）')
  const certificate: (readonly [string, string])[] = row.has('certno') ? [[row.text('psn_cert_type') || '01', row.text('certno')]] : []
  return byCertificate(counter, [...certificate, ...(card === '' ? [] : ([['90', card]] as const))])
}
