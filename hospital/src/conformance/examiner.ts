// Asks the questions: sends one message after the other to the centre, lets every reply be checked for its form, and writes the paper.
import type { Centre, Institution, Person } from '../centre.js'
import { isNotOffered } from '../play/clerk.js'
import { envelopeOf, type Json, msgidOf, type Reply, replyOf } from '../wire/envelope.js'
import type { Answer, Line } from '../wire/send.js'
import type { Headers, Signer } from '../wire/sign.js'
import { envelopeChecks } from './check-envelope.js'
import { outputChecks } from './check-output.js'
import type { InterfaceTables } from './interface-tables.js'
import { ACCEPTED, type Examined, type Paper } from './paper.js'
import type { Profile } from './profile.js'
import { shown } from './shown.js'

/** The chain of questions can not go on; the paper says why. */
export class ChainBroken extends Error {}

export interface Asking {
  readonly by?: Institution
  readonly signNo?: string
  readonly msgid?: string
  /** Changes of the envelope's fields. */
  readonly envelope?: Json
}

export interface Asked {
  readonly answer: Answer
  readonly reply: Reply | undefined
  readonly msgid: string
}

export interface Examiner {
  readonly centre: Centre
  readonly profile: Profile
  readonly tables: InterfaceTables
  readonly paper: Paper
  readonly hospital: Institution | undefined
  readonly pharmacy: Institution | undefined
  /** Time at the centre; begins as our own. */
  now: string
  /** A small examination leaves out the questions that only repeat others with another field. */
  readonly small: boolean
  /** A person that no other chain uses. */
  nextPerson(): Person
  newMsgid(by?: Institution): string
  readonly signer: Signer
  /** Of a message of that institution, signed where it has a key. */
  headers(by: Institution, infno: string, type?: string): Headers
  ask(infno: string, input: unknown, asking?: Asking): Promise<Asked>
  /** The output; breaks the chain where the message is refused. */
  accepted(infno: string, input: unknown, asking?: Asking): Promise<Json>
  /** The message must be refused; `about` is what the sentence must speak of. */
  refused(infno: string, input: unknown, rule: Rule, asking?: Asking): Promise<void>
  send(body: string | Buffer, headers: Readonly<Record<string, string>>, infno: string): Promise<Asked>
  examine(infno: string, examined: Examined): void
}

export interface Rule {
  readonly what: string
  readonly says: string
  readonly section: string
  readonly about?: RegExp
}

export interface ExaminerOptions {
  readonly centre: Centre
  readonly profile: Profile
  readonly tables: InterfaceTables
  readonly paper: Paper
  readonly line: Line
  readonly signer: Signer
  readonly run: string
  readonly small: boolean
}

export function examinerOf(options: ExaminerOptions): Examiner {
  const { centre, paper, tables, run } = options
  const of = (kind: Institution['kind']): Institution | undefined => centre.institutions.find((one) => one.kind === kind)
  const first = centre.institutions[0]
  if (first === undefined) throw new Error('a centre without institutions')
  let serial = 0
  let person = 0
  const examiner: Examiner = {
    ...options,
    hospital: of('hospital'),
    pharmacy: of('pharmacy'),
    now: new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' '),
    nextPerson: () => {
      const found = centre.persons[person++ % centre.persons.length]
      if (found === undefined) throw new Error('a centre without persons')
      return found
    },
    newMsgid: (by = first) => msgidOf(by, run, ++serial),
    headers: (by, infno, type = 'application/json;charset=UTF-8') => ({ 'content-type': type, ...options.signer.sign(by.key, infno) }),
    ask: async (infno, input, asking = {}) => {
      const by = asking.by ?? (infno.startsWith('21') ? examiner.pharmacy : examiner.hospital) ?? first
      const msgid = asking.msgid ?? examiner.newMsgid(by)
      const sent = { infno, msgid, input, at: examiner.now, ...(asking.signNo === undefined ? {} : { signNo: asking.signNo }) }
      const body = JSON.stringify({ ...envelopeOf(centre.area, by, sent), ...asking.envelope })
      const asked = await examiner.send(body, examiner.headers(by, infno), infno)
      checkForm(examiner, infno, input, asked)
      return { ...asked, msgid }
    },
    accepted: async (infno, input, asking) => {
      const { reply } = await examiner.ask(infno, input, asking)
      return acceptedOutput(examiner, infno, input, reply)
    },
    refused: async (infno, input, rule, asking) => {
      const { reply } = await examiner.ask(infno, input, asking)
      const about = rule.about === undefined || rule.about.test(reply?.err_msg ?? '')
      const came = reply?.infcode === 0 ? '受理了' : (reply?.err_msg ?? '没有答复')
      paper.examine(infno, { ...rule, holds: reply?.infcode === -1 && about, asked: shown(input), came })
    },
    send: async (body, headers, infno) => {
      const path = (centre.path ?? options.profile.path).replace('{infno}', infno)
      const answer = await options.line.send({ path, body, headers })
      return { answer, reply: replyOf(answer), msgid: '' }
    },
    examine: (infno, examined) => paper.examine(infno, examined),
  }
  return examiner

  function checkForm(to: Examiner, infno: string, input: unknown, { answer, reply }: Asked): void {
    const chapter = paper.chapter(infno)
    chapter.messages++
    if (reply?.infcode === 0) chapter.accepted++
    if (reply?.infcode === -1) chapter.refused++
    const file = answer.contentType.includes('application/octet-stream')
    if (reply !== undefined) chapter.offered = isNotOffered(reply) ? 'not_offered' : 'offered'
    else if (file) chapter.offered = 'offered'
    if (file) return
    const checks = [...envelopeChecks(infno, answer, reply), ...(reply?.infcode === 0 ? outputChecks(tables, infno, reply.output) : [])]
    // Of what is in order, nobody needs to see the message.
    for (const check of checks) to.examine(infno, check.holds ? { ...check, came: '' } : { ...check, asked: shown(input) })
  }
}

/** Writes down whether the message was carried out; breaks the chain where it was not. */
export function acceptedOutput(examiner: Examiner, infno: string, input: unknown, reply: Reply | undefined): Json {
  examiner.examine(infno, {
    what: ACCEPTED,
    says: '符合规范的报文应被受理',
    section: `${infno} 输入`,
    holds: reply?.infcode === 0,
    asked: shown(input),
    came: reply?.infcode === 0 ? shown(reply.output) : (reply?.err_msg ?? '没有答复'),
  })
  if (reply?.infcode === 0) return reply.output
  throw new ChainBroken(`${infno}: ${reply?.err_msg ?? 'no reply'}`)
}

/** Carries out a chain; where it breaks, the paper has the reason and the next chain begins. */
export async function chain(work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof ChainBroken)) throw error
  }
}
