// Claim/$submit → ClaimResponse: a purchase or one outpatient visit settles by the same act as 2102; a predetermination is tried and
// leaves nothing behind. A claim is known by its identifier: the same again gives the same answer.
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { carryOut, look } from '../hospital-interface/carry-out.js'
import type { Message } from '../hospital-interface/message.js'
import { purchaseAct } from '../hospital-interface/pharmacy.js'
import type { Read } from '../hospital-interface/read-json.js'
import type { Room } from '../hospital-interface/room.js'
import type { Provider, Reference } from '../settlement/reference.js'
import { storedBill, triedBill } from './bill.js'
import type { Caller } from './caller.js'
import type { Resource } from './elements.js'
import { claimResponse } from './explain-bill.js'
import { type ClaimRead, readClaim } from './read-claim.js'
import { messageFor } from './send-message.js'

export interface Submitted {
  readonly resource: Resource
  readonly person: bigint
}

export async function submitClaim(room: Room, reference: Reference, caller: Caller, provider: Provider, body: Read): Promise<Submitted | Refusal> {
  const claim = readClaim(room.counter, body)
  if (isRefusal(claim)) return claim
  const { system, value } = claim.identifier
  const infno = claim.visit.kind === 'pharmacy' ? '2102' : '2207'
  // The purchase node serves both: an outpatient claim has the same fields.
  const message = messageFor(room, reference, provider, { infno: '2102', key: `${system}|${value}`, body, input: claim.input })
  if (isRefusal(message)) return message
  const keyed: Message = { ...message, infno, key: { ...message.key, infno } }
  return claim.trial ? tryClaim(room, keyed, claim) : settleClaim(room, caller, keyed, claim)
}

async function settleClaim({ counter }: Room, caller: Caller, message: Message, claim: ClaimRead): Promise<Submitted | Refusal> {
  const act = await purchaseAct(message, counter, claim.visit)
  if (isRefusal(act)) return act
  const done = await carryOut(counter, message, act)
  if (isRefusal(done)) return done
  const settlement = done.kind === 'done' ? done.saved.settlement : done.fact
  if (settlement === null) throw new Error('a claim was carried out and made no settlement')
  const bill = await caller.read((db) => storedBill(db, act.person, settlement))
  if (bill === undefined) throw new Error('a settlement was stored and is not there')
  return { resource: claimResponse(counter, bill, claim.identifier), person: act.person }
}

async function tryClaim({ counter }: Room, message: Message, claim: ClaimRead): Promise<Submitted | Refusal> {
  const act = await purchaseAct(message, counter, claim.visit)
  if (isRefusal(act)) return act
  const known = await look(counter, act.person, null)
  if (known === undefined) return refused('unknown_person', '患者（patient）不在参保库，请核对人员编号')
  const changes = act.decide(known)
  if (isRefusal(changes)) return changes
  if (changes.settlement === null) throw new Error('a claim was decided and made no settlement')
  const { provider, reference } = message
  const lines = changes.batches.flatMap((batch) => batch.lines)
  const bill = triedBill({ person: act.person, provider, fact: changes.settlement.fact, lines, reference })
  return { resource: claimResponse(counter, bill, claim.identifier), person: act.person }
}
