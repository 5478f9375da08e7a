// The places of the console by desk, as the menu shows them; and finding one by what is typed: its name, or the first letters of its
// pinyin (jz finds 结账).
import { PLACES, type Place } from './places.js'

export interface MenuGroup {
  readonly key: string
  readonly label: string
  readonly places: readonly Place[]
}

const GROUPS: readonly (readonly [string, string, readonly string[]])[] = [
  ['benefit', '参保与待遇', ['/persons', '/settlements', '/filings', '/reimbursements', '/settlement-lists', '/recomputations', '/accidents']],
  [
    'fund',
    '基金运行',
    [
      '/fund/cockpit',
      '/fund/budget',
      '/fund/execution',
      '/fund/performance',
      '/fund/year-end',
      '/fund/units',
      '/fund/risk',
      '/fund/projection',
      '/fund/appraisal',
      '/fund/adjustment',
      '/take-overs',
    ],
  ],
  [
    'books',
    '财务账簿',
    [
      '/fund/books',
      '/fund/vouchers',
      '/fund/ledgers',
      '/fund/interest',
      '/fund/bridge',
      '/fund/closing',
      '/fund/forms',
      '/fund/reports',
      '/fund/archives',
      '/fund/book-openings',
    ],
  ],
  ['payment', '拨付与对账', ['/payment/requests', '/payment/cycles', '/payment/batches', '/payment/payers', '/reconciliation/four-ways']],
  [
    'institutions',
    '定点机构',
    ['/clearing', '/payment-methods', '/reconciliation/differences', '/mappings', '/connections', '/messages', '/conformance', '/own-connection'],
  ],
  ['supervision', '基金监管', ['/findings', '/medical-records']],
  ['policy', '待遇政策', ['/policy/documents', '/policy/timeline', '/policy/compare', '/policy/drafts', '/policy/freeze', '/trials', '/replays']],
  ['catalogue', '目录与码表', ['/catalogue', '/catalogue-items', '/areas', '/code-lists']],
  ['accounts', '账号与审计', ['/officers', '/officer-requests', '/audit']],
]

const OTHERS = '其他'

/** The groups with what is open to the officer; a group without anything is left out. */
export function menuFor(permissions: readonly string[]): readonly MenuGroup[] {
  const open = PLACES.filter((place) => permissions.includes(place.permission))
  const grouped = new Set(GROUPS.flatMap(([, , paths]) => paths))
  const named = GROUPS.map(([key, label, paths]) => ({ key, label, places: paths.flatMap((path) => open.filter((place) => place.path === path)) }))
  const rest = { key: 'others', label: OTHERS, places: open.filter(({ path }) => !grouped.has(path)) }
  return [...named, rest].filter(({ places }) => places.length > 0)
}

/** The place a page belongs to: the longest address that the page's begins with. */
export function placeOf(pathname: string): Place | undefined {
  const fitting = PLACES.filter(({ path }) => pathname === path || pathname.startsWith(`${path}/`))
  return fitting.sort((a, b) => b.path.length - a.path.length)[0]
}

/** What fits the words typed; a name that begins with them comes first. */
export function findPlaces(groups: readonly MenuGroup[], typed: string, name: (label: string) => string): readonly Place[] {
  const words = typed.trim().toLowerCase()
  if (words === '') return []
  const ranked = groups
    .flatMap(({ places }) => places)
    .map((place) => ({ place, rank: Math.min(rankOf(name(place.label).toLowerCase(), words), rankOf(initialsOf(place.label), words)) }))
    .filter(({ rank }) => rank < NOT_FOUND)
  return ranked.sort((a, b) => a.rank - b.rank).map(({ place }) => place)
}

const NOT_FOUND = 9

function rankOf(text: string, words: string): number {
  const at = text.indexOf(words)
  return at < 0 ? NOT_FOUND : Math.min(at, 1)
}

const LETTERS = 'abcdefghjklmnopqrstwxyz'
/** The first character of each letter in the order of Chinese dictionaries. */
const FIRST = '阿八嚓哒妸发旮哈讥咔垃痳拏噢妑七呥扨它穵夕丫帀'
/** Characters of our names whose usual reading is not the one meant. */
const READ: Readonly<Record<string, string>> = { 重: 'c', 调: 't', 会: 'k' }
const ORDER = new Intl.Collator('zh-Hans-CN')

export function initialsOf(label: string): string {
  return [...label].map((one) => READ[one] ?? initialOf(one)).join('')
}

function initialOf(one: string): string {
  if (!/\p{Script=Han}/u.test(one)) return one.toLowerCase()
  const after = [...FIRST].findIndex((first) => ORDER.compare(one, first) < 0)
  return LETTERS.at(after < 0 ? -1 : after - 1) ?? ''
}
