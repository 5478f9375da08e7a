// Imports a catalogue file as a new version: an official layout or an office's price list. A dry run tells the same and stores nothing.
import { createHash } from 'node:crypto'
import type { Day } from '@tongchou/domain/base/day.js'
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type { Scheme } from '@tongchou/domain/base/scheme.js'
import type { Queryable } from '../policy/store.js'
import type { Difference } from './compare-versions.js'
import { entryDifferences, itemDifferences } from './draft-differences.js'
import { ITEM_KINDS } from './file-layout.js'
import { type Plan, planEntries, planItems } from './plan-import.js'
import { readOfficialFile } from './read-official-file.js'
import { readPriceList } from './read-price-list.js'
import type { RowFault, SentFile } from './sent-row.js'
import {
  entriesOf,
  insertEntries,
  insertItems,
  insertVersion,
  itemsOfCodes,
  itemsStanding,
  type StoredEntry,
  type StoredItem,
  type Told,
  type VersionRow,
  waitForImports,
} from './version-store.js'

export interface ImportAsked {
  readonly fileName: string
  readonly bytes: Buffer
  /** Number of the official layout; read from the file's name where missing. Workbooks need none. */
  readonly layout?: string
  readonly inForce: Day
  readonly edition: string
  /** For new class-乙 items of which nothing says a share. */
  readonly shares?: Readonly<Record<Scheme, string>>
  /** The file is the whole list: standing items of its kinds that it leaves out end. */
  readonly complete: boolean
  readonly dryRun: boolean
  readonly by: string
  readonly today: Day
}

export interface ImportReport {
  readonly layout: string
  /** null: nothing was stored. */
  readonly version: bigint | null
  readonly rows: number
  readonly added: number
  readonly changed: number
  readonly ended: number
  readonly unchanged: number
  readonly faults: readonly RowFault[]
  readonly notices: readonly string[]
}

export async function readCatalogueFile(asked: Pick<ImportAsked, 'fileName' | 'bytes' | 'layout'>): Promise<SentFile | Refusal> {
  if (/\.xlsx$/i.test(asked.fileName)) return readPriceList(asked.bytes)
  const layout = asked.layout ?? /(?:^|[^0-9])(13\d\d)(?:[^0-9]|$)/.exec(asked.fileName)?.[1]
  if (layout === undefined) return refused('unknown_layout', '看不出是哪种目录：文件名中应有交易编号（如1301），或另行指定；价格表请用.xlsx')
  return readOfficialFile(layout, asked.bytes)
}

/** What a file would do to the catalogue as it stands, and how it is stored. */
export interface Planned {
  /** Nothing stored: `version` is null. */
  readonly report: ImportReport
  readonly inserts: number
  readonly differences: () => Difference[]
  /** Gives the version; `told` hears of each part that was written. */
  readonly store: (told?: (rows: number) => void) => Promise<bigint>
}

/** Inside the caller's transaction. */
export async function importCatalogue(client: Queryable, asked: ImportAsked): Promise<ImportReport | Refusal> {
  if (!asked.dryRun) await waitForImports(client)
  const planned = await planCatalogue(client, asked)
  if (isRefusal(planned) || asked.dryRun) return isRefusal(planned) ? planned : planned.report
  return storePlanned(planned)
}

/** Refused as a whole while a row has a fault, or where nothing would change. */
export async function storePlanned(planned: Planned, told?: (rows: number) => void): Promise<ImportReport | Refusal> {
  const { faults } = planned.report
  const [first] = faults
  if (first !== undefined) return refused('faulty_file', `文件有${faults.length}处错误，未导入；第${first.row}行：${first.sentence}。请先试导入，逐条改正`)
  if (planned.inserts === 0) return refused('nothing_new', '文件内容与现行目录一致，没有需要导入的变化')
  return { ...planned.report, version: await planned.store(told) }
}

export async function planCatalogue(client: Queryable, asked: ImportAsked): Promise<Planned | Refusal> {
  const file = await readCatalogueFile(asked)
  if (isRefusal(file)) return file
  if (file.rows.length === 0 && file.faults.length === 0) return refused('empty_file', '文件里没有数据行，未导入')
  const priced = file.layout === 'price_list' || ITEM_KINDS[file.layout] !== undefined
  return priced ? planPriced(client, asked, file) : planPlain(client, asked, file)
}

async function planPriced(client: Queryable, asked: ImportAsked, file: SentFile): Promise<Planned> {
  const codes = file.rows.map((row) => row.code)
  const stored = await itemsOfCodes(client, codes)
  const missing = asked.complete ? await leftOut(client, asked, file, stored) : []
  const plan = planItems(file, stored, missing, { ...asked, layout: file.layout })
  const store = (version: bigint, told?: Told) => insertItems(client, version, asked.edition, plan.inserts, told)
  return planned(client, asked, file, plan, () => itemDifferences(plan.inserts, [...stored, ...missing]), store)
}

async function planPlain(client: Queryable, asked: ImportAsked, file: SentFile): Promise<Planned> {
  const stored = await entriesOf(client, file.layout)
  const plan = planEntries(file, stored, { layout: file.layout, inForce: asked.inForce })
  const store = (version: bigint, told?: Told) => insertEntries(client, version, file.layout, plan.inserts, told)
  return planned(client, asked, file, plan, () => entryDifferences(plan.inserts, stored), store)
}

/** Standing items of the kinds that the file speaks of, without those it names. */
async function leftOut(client: Queryable, asked: ImportAsked, file: SentFile, stored: readonly StoredItem[]): Promise<StoredItem[]> {
  const named = new Set(file.rows.map((row) => row.code))
  const kinds = ITEM_KINDS[file.layout] ?? [...new Set(stored.map((item) => item.kind))]
  return (await itemsStanding(client, kinds, asked.inForce)).filter((item) => !named.has(item.code))
}

function planned(
  client: Queryable,
  asked: ImportAsked,
  file: SentFile,
  plan: Plan<StoredItem> | Plan<StoredEntry>,
  differences: Planned['differences'],
  storeRows: (version: bigint, told?: Told) => Promise<void>,
): Planned {
  const { added, changed, ended, unchanged, faults } = plan
  const counts = { added, changed, ended, unchanged }
  const report = {
    layout: file.layout,
    version: null,
    rows: file.rows.length,
    ...counts,
    faults,
    notices: [...(file.notices ?? []), ...noticesOf(asked, plan)],
  }
  const store = async (told?: Told): Promise<bigint> => {
    const version = await insertVersion(client, versionRow(asked, file, plan, counts))
    await storeRows(version, told)
    return version
  }
  return { report, inserts: plan.inserts.length, differences, store }
}

function versionRow(
  asked: ImportAsked,
  file: SentFile,
  plan: Plan<StoredItem> | Plan<StoredEntry>,
  counts: Pick<VersionRow, 'added' | 'changed' | 'ended' | 'unchanged'>,
): VersionRow {
  return {
    layout: file.layout,
    edition: asked.edition,
    in_force: plan.inserts.reduce((latest, row) => (row.in_force > latest ? row.in_force : latest), asked.inForce),
    file_name: asked.fileName,
    file_hash: createHash('sha256').update(asked.bytes).digest('hex'),
    complete: asked.complete,
    ...counts,
    brought_by: asked.by,
    booked_on: asked.today,
  }
}

function noticesOf(asked: ImportAsked, plan: Plan<StoredItem> | Plan<StoredEntry>): string[] {
  return [
    ...(asked.inForce < asked.today ? [`生效日期${asked.inForce}早于今天：已结算的不变，之后补传该日起的费用按新目录计算`] : []),
    ...(plan.ended > 0 ? [`将停用${plan.ended}个项目，停用后的费用按目录外处理`] : []),
  ]
}
