// The reads of the interface that most messages ask for, gathered: what is known of a person and a visit, and who holds a certificate.
import type pg from 'pg'
import { gather } from '../database/gather.js'
import { loadKnown } from '../settlement/load-known.js'
import type { Known, Work } from '../settlement/work.js'

export interface Reads {
  /** Undefined where no such person is registered. */
  known(person: bigint, visit: bigint | null): Promise<Known | undefined>
  /** The person of the first certificate that is registered, by the hashes of their numbers. */
  personOf(certificates: readonly Buffer[]): Promise<bigint | undefined>
}

const AT_ONCE = 2
const LARGEST = 64

export function readsFrom(database: pg.Pool): Reads {
  const asked = gather<Work, Known | undefined>({
    atOnce: AT_ONCE,
    largest: LARGEST,
    answer: async (works) => (await loadKnown(database, works)).map(({ known }) => known),
  })
  return {
    known: (person, visit) => asked({ person, visit, message: null, decide }),
    personOf: gather<readonly Buffer[], bigint | undefined>({ atOnce: 1, largest: LARGEST, answer: (questions) => holdersOf(database, questions) }),
  }
}

function decide(): never {
  throw new Error('nothing is decided by looking')
}

async function holdersOf(database: pg.Pool, questions: readonly (readonly Buffer[])[]): Promise<(bigint | undefined)[]> {
  const { rows } = await database.query<{ person: bigint; cert_hash: Buffer }>({
    name: 'persons-by-certificate',
    text: 'SELECT person, cert_hash FROM person WHERE cert_hash = ANY ($1::bytea[])',
    values: [questions.flat()],
  })
  const holders = new Map(rows.map(({ person, cert_hash }) => [cert_hash.toString('hex'), person]))
  return questions.map((hashes) => hashes.map((hash) => holders.get(hash.toString('hex'))).find((person) => person !== undefined))
}
