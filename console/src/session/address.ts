// The address bar is the state of a page: filters, page, order, tab.
import { useCallback } from 'react'
import { useSearchParams } from 'react-router'

export interface Address {
  readonly of: (name: string) => string | undefined
  readonly page: number
  readonly size: number
  /** Whether it asks for less than the page shows by itself. */
  readonly narrowed: boolean
  /** Changes some of the state; anything but a change of page starts at page 1 again. */
  readonly change: (next: Readonly<Record<string, string | number | undefined>>) => void
}

/** State that chooses where and how, not what. */
const SHAPE = new Set(['page', 'size', 'sort', 'tab', 'view', 'book', 'job'])

export function useAddress(): Address {
  const [search, setSearch] = useSearchParams()
  const change = useCallback<Address['change']>(
    (next) =>
      setSearch((before) => {
        const after = new URLSearchParams(before)
        if (!('page' in next)) after.delete('page')
        for (const [name, value] of Object.entries(next)) {
          if (value === undefined || value === '') after.delete(name)
          else after.set(name, String(value))
        }
        return after
      }),
    [setSearch],
  )
  return {
    of: (name) => search.get(name) ?? undefined,
    page: whole(search.get('page'), 1),
    size: whole(search.get('size'), 20),
    narrowed: [...search.keys()].some((name) => !SHAPE.has(name)),
    change,
  }
}

function whole(text: string | null, otherwise: number): number {
  return text !== null && /^[1-9]\d{0,5}$/.test(text) ? Number(text) : otherwise
}
