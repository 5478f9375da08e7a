// The menu: places by desk in groups that fold and remember it, and a box that finds a page by its name or pinyin initials.
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { NavLink, useLocation, useNavigate } from 'react-router'
import { useText } from '../language/language.js'
import { findPlaces, type MenuGroup, menuFor, placeOf } from '../session/menu-groups.js'
import type { Place } from '../session/places.js'
import { useSession } from '../session/session.js'

/** Up to so many places every group stands open at first; with more, only the one that is worked in. */
const FEW = 20

export function Menu() {
  const t = useText()
  const groups = menuFor(useSession().permissions)
  const [typed, type] = useState('')
  const found = findPlaces(groups, typed, t)
  return (
    <div className="menu-sticky">
      <Finder found={found} typed={typed} type={type} />
      {typed.trim() === '' ? <Groups groups={groups} /> : found.length === 0 && <p className="menu-none">{t('没有找到这个页面')}</p>}
    </div>
  )
}

interface FinderProps {
  readonly found: readonly Place[]
  readonly typed: string
  readonly type: (text: string) => void
}

function Finder({ found, typed, type }: FinderProps) {
  const t = useText()
  const go = useNavigate()
  const [at, point] = useState(0)
  const box = useRef<HTMLInputElement>(null)
  useSlash(() => box.current?.focus())
  const change = (text: string) => {
    type(text)
    point(0)
  }
  const open = (place: Place | undefined) => {
    if (place === undefined) return
    change('')
    void go(place.path)
    document.getElementById('main')?.focus()
  }
  const keys: Readonly<Record<string, () => void>> = {
    ArrowDown: () => point(Math.min(at + 1, found.length - 1)),
    ArrowUp: () => point(Math.max(at - 1, 0)),
    Enter: () => open(found[at]),
    Escape: () => change(''),
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const act = event.nativeEvent.isComposing ? undefined : keys[event.key]
    if (act === undefined) return
    event.preventDefault()
    act()
  }
  return (
    <div className="menu-finder">
      <input
        ref={box}
        type="search"
        role="combobox"
        aria-label={t('查找页面')}
        aria-controls="menu-found"
        aria-expanded={found.length > 0}
        aria-autocomplete="list"
        {...(found[at] === undefined ? {} : { 'aria-activedescendant': `menu-found-${at}` })}
        placeholder={t('查找页面（/）')}
        value={typed}
        autoComplete="off"
        spellCheck={false}
        onChange={({ target }) => change(target.value)}
        onKeyDown={onKeyDown}
      />
      <div id="menu-found" role="listbox" aria-label={t('找到的页面')} className="menu-found">
        {found.map((place, index) => (
          <div
            key={place.path}
            id={`menu-found-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            onMouseDown={(event) => {
              event.preventDefault()
              open(place)
            }}
          >
            {t(place.label)}
          </div>
        ))}
      </div>
    </div>
  )
}

/** The slash key puts the cursor into the box, unless something is being written. */
function useSlash(act: () => void) {
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      const at = event.target as HTMLElement
      const writing = at.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName)
      if (event.key !== '/' || writing || event.ctrlKey || event.metaKey || event.altKey) return
      event.preventDefault()
      act()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [act])
}

function Groups({ groups }: { readonly groups: readonly MenuGroup[] }) {
  const t = useText()
  const { pathname } = useLocation()
  const [folds, fold] = useFolds()
  const many = groups.reduce((sum, { places }) => sum + places.length, 0) > FEW
  const current = placeOf(pathname)
  const held = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the place decides which link is the current one
  useEffect(() => showCurrent(held.current), [pathname])
  const isOpen = (group: MenuGroup) => folds[group.key] ?? (!many || group.places.some((place) => place === current))
  return (
    <div className="menu-groups" ref={held}>
      <NavLink to="/" end className="menu-start">
        {t('今日待办')}
      </NavLink>
      {groups.map((group) => (
        <section key={group.key}>
          <button
            type="button"
            aria-expanded={isOpen(group)}
            aria-controls={`menu-${group.key}`}
            onClick={() => fold({ ...folds, [group.key]: !isOpen(group) })}
          >
            {t(group.label)}
          </button>
          <ul id={`menu-${group.key}`} hidden={!isOpen(group)}>
            {group.places.map((place) => (
              <li key={place.path}>
                <NavLink to={place.path} end={current !== undefined && current.path !== place.path}>
                  {t(place.label)}
                </NavLink>
              </li>
            ))}
          </ul>
        </section>
      ))}
      <NavLink to="/password" className="menu-own">
        {t('改密码')}
      </NavLink>
    </div>
  )
}

/** Moves the menu, not the page; bringing a link into view would also make it the place from which the tab key goes on. */
function showCurrent(menu: HTMLElement | null): void {
  const frame = menu?.closest('.menu-sticky')
  const link = menu?.querySelector('[aria-current=page]')
  if (!frame || !link) return
  const [shown, place] = [frame.getBoundingClientRect(), link.getBoundingClientRect()]
  if (place.bottom > shown.bottom) frame.scrollTop += place.bottom - shown.bottom
  if (place.top < shown.top) frame.scrollTop += place.top - shown.top
}

const STORED = 'tongchou.menu'
type Folds = Readonly<Record<string, boolean>>

/** Which groups the officer opened or folded, kept in this browser. */
function useFolds(): readonly [Folds, (next: Folds) => void] {
  const [folds, setFolds] = useState<Folds>(stored)
  const keep = (next: Folds) => {
    localStorage.setItem(STORED, JSON.stringify(next))
    setFolds(next)
  }
  return [folds, keep]
}

function stored(): Folds {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(STORED) ?? '{}')
    return typeof found === 'object' && found !== null ? (found as Folds) : {}
  } catch {
    return {}
  }
}
