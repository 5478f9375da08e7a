// The examination paper: one chapter for each transaction, one line for each thing examined. A line that was examined many times
// says how often it held, and shows the first time it did not.
export type Verdict = 'pass' | 'fail' | 'note'

export interface PaperLine {
  readonly what: string
  /** What the specification says. */
  readonly says: string
  readonly section: string
  passes: number
  fails: number
  asked: string
  came: string
  verdict: Verdict
}

export interface Chapter {
  readonly infno: string
  readonly label: string
  /** `untried`: the suite has no use for it, or a chain broke before it. */
  offered: 'offered' | 'not_offered' | 'untried'
  messages: number
  /** Of those, how many were carried out and how many refused in good form. */
  accepted: number
  refused: number
  readonly lines: PaperLine[]
}

export interface Examined {
  readonly what: string
  readonly says: string
  readonly section: string
  readonly holds: boolean
  readonly asked?: string
  readonly came?: string
  /** Derived from replies that were seen rather than printed: a contradiction is a note, not a failure. */
  readonly derived?: boolean
}

export interface Paper {
  readonly chapters: readonly Chapter[]
  chapter(infno: string): Chapter
  examine(infno: string, examined: Examined): void
}

/** What concerns the envelope, or the gateway before it, and no transaction of its own. */
export const ENVELOPE = '报文'
export const GATEWAY = '网关'
const OWN_LABELS: ReadonlyMap<string, string> = new Map([
  [ENVELOPE, '信封与传输'],
  [GATEWAY, '网关签名'],
])

export function newPaper(labels: ReadonlyMap<string, string>): Paper {
  const chapters: Chapter[] = []
  const byNumber = new Map<string, Chapter>()
  const chapter = (infno: string): Chapter => {
    const found = byNumber.get(infno)
    if (found !== undefined) return found
    const fresh: Chapter = {
      infno,
      label: OWN_LABELS.get(infno) ?? labels.get(infno) ?? '',
      offered: 'untried',
      messages: 0,
      accepted: 0,
      refused: 0,
      lines: [],
    }
    byNumber.set(infno, fresh)
    chapters.push(fresh)
    return fresh
  }
  return { chapters, chapter, examine: (infno, examined) => write(chapter(infno), examined) }
}

function write(chapter: Chapter, { what, says, section, holds, asked = '', came = '', derived = false }: Examined): void {
  const known = chapter.lines.find((line) => line.what === what)
  const line: PaperLine = known ?? { what, says, section, passes: 0, fails: 0, asked, came, verdict: 'pass' }
  if (known === undefined) chapter.lines.push(line)
  if (holds) line.passes++
  else if (line.fails++ === 0) {
    Object.assign(line, { says, asked, came })
    line.verdict = derived ? 'note' : 'fail'
  }
}

export interface Report {
  readonly kind: 'conformance'
  readonly url: string
  readonly profile: string
  readonly institution: string
  /** How the messages were signed. */
  readonly gateway: 'api' | 'tif' | 'none'
  /** ISO time. */
  readonly at: string
  readonly seconds: number
  /** `whole`: transactions of which a whole message was carried out and a faulty one refused. */
  readonly totals: Readonly<Record<Verdict | 'offered' | 'not_offered' | 'messages' | 'whole', number>>
  readonly chapters: readonly Chapter[]
}

export function totalsOf(chapters: readonly Chapter[]): Report['totals'] {
  const lines = chapters.flatMap((chapter) => chapter.lines)
  const of = (verdict: Verdict): number => lines.filter((line) => line.verdict === verdict).length
  const counted = chapters.filter(({ infno }) => !OWN_LABELS.has(infno))
  return {
    pass: of('pass'),
    fail: of('fail'),
    note: of('note'),
    offered: counted.filter(({ offered }) => offered === 'offered').length,
    not_offered: counted.filter(({ offered }) => offered === 'not_offered').length,
    whole: counted.filter((chapter) => chapter.offered === 'offered' && isWhole(chapter)).length,
    messages: chapters.reduce((sum, { messages }) => sum + messages, 0),
  }
}

/** Of a whole message and of a faulty one, both answered as they must be. */
export function isWhole({ lines }: Chapter): boolean {
  const kept = (found: (line: PaperLine) => boolean): boolean => lines.some((line) => found(line) && line.fails === 0)
  return kept(({ what }) => what === ACCEPTED) && kept(({ what }) => what.includes('拒绝') && what !== EMPTY_REFUSED)
}

export const ACCEPTED = '受理'
export const EMPTY_REFUSED = '空输入拒绝'

/** What is no transaction comes first, then the transactions by number. */
export function inOrder(chapters: readonly Chapter[]): Chapter[] {
  const rank = ({ infno }: Chapter): string => `${OWN_LABELS.has(infno) ? 0 : 1}${infno}`
  return [...chapters].sort((a, b) => (rank(a) < rank(b) ? -1 : 1))
}
