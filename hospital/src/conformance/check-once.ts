// Exactly once: the same message again, one after the other and two at the same time, settles one bill and is answered alike.
import type { Institution } from '../centre.js'
import type { Json } from '../wire/envelope.js'
import { ChainBroken, type Examiner } from './examiner.js'
import { shown } from './shown.js'

const SECTION = '幂等'
const SAYS = '同一fixmedins_code、msgid、infno再次发送，答复与第一次相同，不重复办理'

export async function checkSameReply(examiner: Examiner, infno: string, input: Json, by: Institution): Promise<Json> {
  const msgid = examiner.newMsgid(by)
  const output = await examiner.accepted(infno, input, { by, msgid })
  const { reply } = await examiner.ask(infno, input, { by, msgid })
  const same = reply?.infcode === 0 && JSON.stringify(reply.output) === JSON.stringify(output)
  examiner.examine(infno, {
    what: '同一报文再发，答复相同',
    says: SAYS,
    section: SECTION,
    holds: same,
    asked: shown(input),
    came: reply?.infcode === 0 ? '输出不同' : (reply?.err_msg ?? ''),
  })
  return output
}

/** Two at once; `undo` takes back what they did. */
export async function checkTogether(examiner: Examiner, infno: string, input: Json, by: Institution, undo: (output: Json) => Promise<void>): Promise<void> {
  const msgid = examiner.newMsgid(by)
  const [one, two] = await Promise.all([examiner.ask(infno, input, { by, msgid }), examiner.ask(infno, input, { by, msgid })])
  const outputs = [one.reply, two.reply].flatMap((reply) => (reply?.infcode === 0 ? [reply.output] : []))
  const [first, second] = outputs
  const same = second === undefined || JSON.stringify(first) === JSON.stringify(second)
  examiner.examine(infno, {
    what: '同一报文同时发两次，只办一次',
    says: SAYS,
    section: SECTION,
    holds: first !== undefined && same,
    came: `${outputs.length}次受理`,
  })
  if (first === undefined) throw new ChainBroken(`${infno} twice at once`)
  await undo(first)
}
