// The money of the proof's world as its owners see it: payers, governments, hospitals, persons, insurers, and the statement of every bank
// account of every fund. Money only ever changes hands here, so that what the books say can be held against somebody else's memory.
import type { Fen } from '@tongchou/domain/base/money.js'

/** `out:…` somebody outside the funds, else an account at a bank: book, account, detail, unit. */
export type Place = string

export interface Move {
  readonly from: Place
  readonly to: Place
  readonly fen: Fen
}

export type World = Map<Place, Fen>

export type BankAccount = '1003' | '1004' | '1005'

export function bank(book: string, account: BankAccount, unit: string, detail = ''): Place {
  return `${book}|${account}|${detail}|${unit}`
}

export function outside(who: string): Place {
  return `out:${who}`
}

export function isOutside(place: Place): boolean {
  return place.startsWith('out:')
}

export function held(world: World, place: Place): Fen {
  return world.get(place) ?? 0n
}

export function handOver(world: World, moves: readonly Move[]): void {
  for (const { from, to, fen } of moves) {
    world.set(from, held(world, from) - fen)
    world.set(to, held(world, to) + fen)
  }
}

export interface Statement {
  readonly book: string
  readonly account: string
  readonly detail: string
  readonly unit: string
  readonly fen: string
}

/** What the banks say of the accounts of some books. */
export function bankStatements(world: World, books: ReadonlySet<string>): Statement[] {
  return [...world].flatMap(([place, fen]) => {
    const [book = '', account = '', detail = '', unit = ''] = place.split('|')
    return isOutside(place) || fen === 0n || !books.has(book) ? [] : [{ book, account, detail, unit, fen: fen.toString() }]
  })
}

export function heldOutside(world: World): Fen {
  let sum = 0n
  for (const [place, fen] of world) if (isOutside(place)) sum += fen
  return sum
}

/** What the special fiscal account of a book holds without what county finance keeps. */
export function freeOfBook(world: World, book: string): Fen {
  let sum = 0n
  for (const [place, fen] of world) if (place.startsWith(`${book}|1003||`)) sum += fen
  return sum
}
