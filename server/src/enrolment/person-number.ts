// 人员编号: twenty digits, the pool's code and the person key, so that a message naming a person needs no look-up to find the shard.
const PATTERN = /^(\d{6})(\d{14})$/

export function personNumber(pool: string, person: bigint): string {
  return `${pool}${person.toString().padStart(14, '0')}`
}

/** The person key of a number this pool issued; undefined for any other text. */
export function personOf(pool: string, number: string): bigint | undefined {
  const match = PATTERN.exec(number)
  return match !== null && match[1] === pool ? BigInt(match[2] ?? '0') : undefined
}
