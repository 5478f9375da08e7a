// Puts people of a part of the city together as households: sizes as in the census (mean 2.62), couples near in age, children
// a generation younger, grandparents a generation older. Ages come from the quota, so the pyramid holds whatever is put together.
import type { Random } from '../random/random.js'
import { weighted } from '../random/weighted.js'
import { type AgeQuota, OLDEST, type Sex } from './age-quota.js'

export interface Member {
  readonly age: number
  readonly sex: Sex
  /** Children bear a parent's surname; a spouse and a grandparent on the mother's side have their own. */
  readonly kin: 'head' | 'spouse' | 'child' | 'parent'
}

const ADULT = 18
const GENERATION = 27

/** Census 2020, per cent of family households: 1 to 7 and more persons. */
export function householdSizes(shares: Readonly<Record<string, number>>): (random: Random) => number {
  const choose = weighted(Object.entries(shares), ([, share]) => share)
  return (random) => Number.parseInt(choose(random)[0], 10)
}

/** Empties the quota into households. */
export function formHouseholds(quota: AgeQuota, sizeOf: (random: Random) => number, random: Random): Member[][] {
  const households: Member[][] = []
  while (quota.left > 0) {
    const household = formHousehold(quota, sizeOf(random), random)
    if (household.length > 0) households.push(household)
    else placeRest(quota, households, random)
  }
  return households
}

function formHousehold(quota: AgeQuota, size: number, random: Random): Member[] {
  const head = headOf(quota, size, random)
  if (head === undefined) return []
  const members: Member[] = [head]
  if (size > 1) addSpouse(members, head, quota, size, random)
  while (members.length < size && quota.left > 0) if (!addKin(members, head, quota, random)) break
  return members
}

/** Families of three and more need children, so their heads are young enough as long as children are left. */
function headOf(quota: AgeQuota, size: number, random: Random): Member | undefined {
  const [from, to] = size >= 3 && quota.count(0, ADULT - 1) > 0 && random.chance(0.8) ? [22, 50] : size === 1 ? [ADULT, OLDEST] : [22, OLDEST]
  const head = quota.takeAny(random, from, to) ?? quota.takeAny(random, ADULT, OLDEST)
  return head === undefined ? undefined : { ...head, kin: 'head' }
}

function addSpouse(members: Member[], head: Member, quota: AgeQuota, size: number, random: Random): void {
  if (random.chance(size === 2 ? 0.2 : 0.06)) return
  const sex = head.sex === '1' ? '2' : '1'
  const spouse = quota.take(head.age + (head.sex === '1' ? -2 : 2) + random.below(3) - 1, Math.max(20, head.age - 12), head.age + 12, sex)
  if (spouse !== undefined) members.push({ ...spouse, kin: 'spouse' })
}

function addKin(members: Member[], head: Member, quota: AgeQuota, random: Random): boolean {
  const age = head.age - GENERATION + Math.round(random.normal() * 4)
  const wantsParent = members.length >= 3 && head.age < 62 && random.chance(0.5)
  const parent = wantsParent ? quota.take(head.age + GENERATION, head.age + 18, OLDEST) : undefined
  if (parent !== undefined) members.push({ ...parent, kin: 'parent' })
  else {
    const child = quota.take(Math.max(0, age), 0, Math.max(0, head.age - 18))
    if (child === undefined) return false
    members.push({ ...child, kin: 'child' })
  }
  return true
}

/** Nobody is left to head a household: the children join families that were already formed. */
function placeRest(quota: AgeQuota, households: Member[][], random: Random): void {
  const child = quota.takeAny(random, 0, OLDEST)
  if (child === undefined) return
  const family = households[random.below(households.length)]
  if (family === undefined) households.push([{ ...child, kin: 'head' }])
  else family.push({ ...child, kin: 'child' })
}
