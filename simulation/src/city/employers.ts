// Made-up employers: offices, institutions and firms of each unit, of unequal size.
import type { PoolUnit } from '@tongchou/server/catalogue/pool-file.js'
import { type Random, randomFrom } from '../random/random.js'
import { weighted } from '../random/weighted.js'

export interface Employer {
  readonly employer: number
  readonly name: string
  readonly area: string
  /** 机关 office · 事业单位 institution · 企业 firm. */
  readonly kind: '机关' | '事业单位' | '企业'
  readonly weight: number
}

export interface Employers {
  readonly all: readonly Employer[]
  /** An employer of the person's own unit (a little over half) or of the whole city; officials work in offices. */
  choose(random: Random, unit: string, official: boolean): Employer
}

const KINDS = [
  { kind: '机关', per: 0.14 },
  { kind: '事业单位', per: 0.22 },
  { kind: '企业', per: 0.64 },
] as const

/** About one employer for every 60 active employees, at least one of each kind in each unit. */
export function makeEmployers(units: readonly PoolUnit[], activeEmployees: number, seed: string): Employers {
  const random = randomFrom(seed, 'employers')
  const all: Employer[] = []
  for (const unit of units)
    for (const { kind, per } of KINDS) {
      const many = Math.max(1, Math.round((activeEmployees * per) / 60 / units.length))
      for (let serial = 1; serial <= many; serial++)
        all.push({
          employer: all.length + 1,
          name: `${unit.name}示范${kind}${String(serial).padStart(3, '0')}`,
          area: unit.code,
          kind,
          // The city's own level keeps the large employers.
          weight: Math.exp(random.normal()) * (unit.kind === 'city_level' ? 6 : 1),
        })
    }
  const among = (list: readonly Employer[]): ((random: Random) => Employer) => weighted(list, (employer) => employer.weight)
  const offices = among(all.filter((employer) => employer.kind === '机关'))
  const others = among(all.filter((employer) => employer.kind !== '机关'))
  const own = new Map(
    units.map((unit) => [
      unit.code,
      {
        offices: among(all.filter((employer) => employer.area === unit.code && employer.kind === '机关')),
        others: among(all.filter((employer) => employer.area === unit.code && employer.kind !== '机关')),
      },
    ]),
  )
  return {
    all,
    choose(draw, unit, official) {
      const near = draw.chance(0.55) ? own.get(unit) : undefined
      return official ? (near?.offices ?? offices)(draw) : (near?.others ?? others)(draw)
    },
  }
}
