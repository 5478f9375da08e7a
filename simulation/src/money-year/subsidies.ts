// Subsidies of the residents' fund: what each government owes for the benefit year and when it pays (B2, B4); and the money that
// finance gives the assistance fund, with which the needy are enrolled (B5, B9).
import { type Day, monthOf, yearOf } from '@tongchou/domain/base/day.js'
import { portion, sumOf } from '@tongchou/domain/base/money.js'
import { shareOut } from '@tongchou/domain/base/split.js'
import type { BookFact } from '@tongchou/domain/facts/fact.js'
import { AID_MONTH, residentPremium } from './premiums.js'
import { dayIn, headsIn, make, type YearContext } from './year-context.js'

interface Share {
  readonly government: 'central' | 'province' | 'city' | 'county'
  readonly perHeadFen: bigint
  readonly dueFen: bigint
  /** By instalment, in the order of their months. */
  readonly parts: readonly { readonly month: number; readonly fen: bigint }[]
}

/** Shares of all governments for a unit and year; they add up to heads × standard. */
function sharesOf(context: YearContext, unit: string, year: number): Share[] {
  const { heads } = headsIn(context, 'resident', unit, year)
  const { subsidyFen } = context.data.standard(year)
  const { governments } = context.data
  const perHead = shareOut(
    subsidyFen,
    governments.map(({ share }) => (share.num * 10_000n) / share.den),
  )
  return governments.map(({ government, instalments }, i) => {
    const perHeadFen = perHead[i] ?? 0n
    const dueFen = perHeadFen * BigInt(heads)
    const parts = shareOut(
      dueFen,
      instalments.map(({ share }) => (share.num * 10_000n) / share.den),
    )
    return { government, perHeadFen, dueFen, parts: instalments.map(({ month }, n) => ({ month, fen: parts[n] ?? 0n })) }
  })
}

/** Due in January for the whole year; in the first month of a later start only what is still to come. */
export function subsidiesDue(context: YearContext, month: Day): BookFact[] {
  if (monthOf(month) !== 1 && month !== context.from) return []
  const benefitYear = yearOf(month)
  return context.units.flatMap(({ unit }) =>
    sharesOf(context, unit, benefitYear).flatMap(({ government, perHeadFen, parts }) => {
      const amountFen = sumOf(parts.filter((part) => part.month >= monthOf(month)).map((part) => part.fen))
      const { heads } = headsIn(context, 'resident', unit, benefitYear)
      if (amountFen === 0n) return []
      return [make(context, 'subsidy_due', context.books.resident, dayIn(month, 10), { unit, government, benefitYear, heads, perHeadFen, amountFen })]
    }),
  )
}

/** One county pays only part of its last instalment and still owes the rest. */
export function subsidiesReceived(context: YearContext, month: Day): BookFact[] {
  const benefitYear = yearOf(month)
  return context.units.flatMap(({ unit }) =>
    sharesOf(context, unit, benefitYear).flatMap(({ government, parts }) => {
      const part = parts.find((candidate) => candidate.month === monthOf(month))
      const late = government === 'county' && unit === context.lateUnit && part === parts.at(-1)
      const amountFen = late ? portion(part?.fen ?? 0n, context.data.ratio('late_county_share')) : (part?.fen ?? 0n)
      if (amountFen === 0n) return []
      return [make(context, 'subsidy_received', context.books.resident, dayIn(month, 12), { unit, government, benefitYear, amountFen, dueRecorded: true })]
    }),
  )
}

/** Finance gives the assistance fund its money in March and August, half from the centre, half from the county. */
export function assistanceMoney(context: YearContext, month: Day): BookFact[] {
  if (monthOf(month) !== 3 && monthOf(month) !== 8) return []
  return context.units.flatMap(({ unit }) => {
    const year = yearOf(month)
    const total = (context.data.fen('assistance_per_head_yuan') * BigInt(headsIn(context, 'resident', unit, year).heads)) / 2n
    return (['central', 'county'] as const).flatMap((government, i) => {
      const amountFen = shareOut(total, [1n, 1n])[i] ?? 0n
      const fields = { unit, government, benefitYear: year, amountFen, dueRecorded: false }
      return amountFen > 0n ? [make(context, 'subsidy_received', context.books.assistance, dayIn(month, 12), fields)] : []
    })
  })
}

/** The assistance fund pays next year's premium of the needy out of its own account; the residents' book receives it. */
export function aidedPremiums(context: YearContext, month: Day): BookFact[] {
  if (monthOf(month) !== AID_MONTH) return []
  const benefitYear = yearOf(month) + 1
  return context.units.flatMap(({ unit }) => {
    const { aided, aidedHeads } = residentPremium(context, unit, benefitYear)
    if (aided === 0n) return []
    const ticket = `资助参保${benefitYear}-${unit}`
    return [
      make(context, 'premium_aided', context.books.assistance, dayIn(month, 16), {
        unit,
        toBook: context.books.resident,
        benefitYear,
        heads: aidedHeads,
        amountFen: aided,
      }),
      make(context, 'premium_received', context.books.resident, dayIn(month, 17), {
        unit,
        arrives: 'special',
        paidBy: 'assistance',
        assessed: false,
        period: month,
        benefitYear,
        poolFen: aided,
        accountFen: 0n,
        ticket,
      }),
    ]
  })
}
