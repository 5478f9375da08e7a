// The window of one institution: numbers messages, signs them, sends them, sends them again where a reply was lost, and holds the
// two replies to the same message against each other.
import { CALL_SERVICE, type Centre, type Institution } from '../centre.js'
import type { Chance } from '../chance.js'
import { envelopeOf, msgidOf, type Reply, replyOf, rowOf, textOf } from '../wire/envelope.js'
import type { Answer, Line, Posted } from '../wire/send.js'
import type { Signer } from '../wire/sign.js'
import type { Loss } from './act.js'
import type { Tally } from './tally.js'

export interface Saying {
  readonly infno: string
  readonly input: unknown
  /** Played time. */
  readonly at: string
  readonly loss?: Loss
}

export interface Said {
  readonly reply: Reply
  readonly msgid: string
}

/** The case can not go on; what happened is in the tally already. */
export class CaseBroken extends Error {}

export interface Clerk {
  readonly institution: Institution
  readonly run: string
  signNo: string
  /** Throws `CaseBroken` where the message is refused. */
  say(saying: Saying): Promise<Said>
  /** A refusal is an answer like another. */
  ask(saying: Saying): Promise<Said>
  /** The bytes of a file (9102), or the reply that refuses them. */
  download(saying: Saying): Promise<Buffer | Reply>
}

export interface ClerkOptions {
  readonly centre: Centre
  readonly institution: Institution
  readonly line: Line
  readonly tally: Tally
  readonly chance: Chance
  readonly signer: Signer
  /** Eight characters that no other run has. */
  readonly run: string
}

const TRIES = 6
const LONGEST_CUT = 25

export function clerkOf(options: ClerkOptions): Clerk {
  const { institution, tally, run } = options
  let serial = 0
  const clerk: Clerk = {
    institution,
    run,
    signNo: '',
    ask: async (saying) => {
      const msgid = msgidOf(institution, run, ++serial)
      return { msgid, reply: await exchanged(options, clerk, saying, msgid) }
    },
    say: async (saying) => {
      const said = await clerk.ask(saying)
      if (said.reply.infcode === 0) return said
      tally.fault(saying.infno, said.reply.err_msg)
      throw new CaseBroken(said.reply.err_msg)
    },
    download: (saying) => settledAnswer(options, saying.infno, written(options, clerk, saying, msgidOf(institution, run, ++serial))),
  }
  return clerk
}

async function exchanged(options: ClerkOptions, clerk: Clerk, saying: Saying, msgid: string): Promise<Reply> {
  const { line, tally, chance } = options
  const message = written(options, clerk, saying, msgid)
  if (saying.loss === 'unread') {
    await line.sendAndLose(signed(options, saying.infno, message), chance.between(0, LONGEST_CUT))
    tally.resent(saying.infno)
  }
  const reply = await replied(options, saying.infno, message)
  if (saying.loss !== 'repeated') return reply
  tally.resent(saying.infno)
  const again = await replied(options, saying.infno, message)
  const same = again.infcode === reply.infcode && JSON.stringify(again.output) === JSON.stringify(reply.output)
  if (!same) tally.fault(saying.infno, `同一报文（msgid）两次答复不同：${again.infcode === 0 ? '输出不一致' : again.err_msg}`)
  return reply
}

function written({ centre, institution }: ClerkOptions, clerk: Clerk, { infno, input, at }: Saying, msgid: string): string {
  return JSON.stringify(envelopeOf(centre.area, institution, { infno, input, at, msgid, signNo: clerk.signNo }))
}

/** Signed anew each time that the message is sent: no gateway takes a signature twice. */
function signed({ centre, institution, signer }: ClerkOptions, infno: string, body: string): Posted {
  const headers = { 'content-type': 'application/json;charset=UTF-8', ...signer.sign(institution.key, infno) }
  return { path: (centre.path ?? CALL_SERVICE).replace('{infno}', infno), body, headers }
}

/** The centre asks for the same message again while it cannot say what became of it. */
const AGAIN = /同一报文/

async function replied(options: ClerkOptions, infno: string, message: string): Promise<Reply> {
  const answer = await settledAnswer(options, infno, message)
  if (!Buffer.isBuffer(answer)) return answer
  options.tally.fault(infno, '答复不是接口报文，是一个文件')
  throw new CaseBroken('a file instead of a reply')
}

/** A reply, or the bytes of a file: whichever it is, the message is sent again where the centre asks for it again. */
async function settledAnswer(options: ClerkOptions, infno: string, message: string): Promise<Buffer | Reply> {
  for (let tries = 1; ; tries++) {
    const answer = await sent(options, infno, message)
    if (answer.contentType.includes('application/octet-stream')) {
      options.tally.answered(infno, answer.ms, true)
      return answer.body
    }
    const reply = answer.status === 200 ? replyOf(answer) : undefined
    if (reply === undefined) {
      options.tally.fault(infno, `答复不是接口报文：HTTP ${answer.status} ${answer.body.toString('utf8').slice(0, 120)}`)
      throw new CaseBroken('no reply of the interface')
    }
    options.tally.answered(infno, answer.ms, reply.infcode === 0)
    if (reply.infcode === 0 || !AGAIN.test(reply.err_msg) || tries >= TRIES) return reply
    options.tally.resent(infno)
    await rest(tries)
  }
}

async function sent(options: ClerkOptions, infno: string, message: string): Promise<Answer> {
  for (let tries = 1; ; tries++) {
    try {
      return await options.line.send(signed(options, infno, message))
    } catch (error) {
      if (tries >= TRIES) {
        options.tally.fault(infno, `没有答复：${(error as Error).message}`)
        throw new CaseBroken('no reply')
      }
      options.tally.resent(infno)
      await rest(tries)
    }
  }
}

function rest(tries: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 200 * 2 ** tries))
}

const NOT_OFFERED = /未开通|未开放|未提供|不支持该?交易/

/** Says that the centre has no such transaction, whatever was asked. */
export function isNotOffered(reply: Reply): boolean {
  return reply.infcode !== 0 && NOT_OFFERED.test(reply.err_msg)
}

/** 9001; answers the time at the centre. */
export async function signIn(clerk: Clerk, at: string): Promise<string> {
  clerk.signNo = ''
  const { reply } = await clerk.say({ infno: '9001', input: { signIn: { opter_no: '001', mac: '00-00-00-00-00-01', ip: '127.0.0.1' } }, at })
  const row = rowOf(reply.output, 'signinoutb')
  clerk.signNo = textOf(row['sign_no'])
  return textOf(row['sign_time'])
}

export async function signOut(clerk: Clerk, at: string): Promise<void> {
  await clerk.say({ infno: '9002', input: { signOut: { sign_no: clerk.signNo, opter_no: '001' } }, at })
  clerk.signNo = ''
}
