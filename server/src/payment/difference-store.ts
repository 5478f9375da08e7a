// Differences as the office sees them: each matter once, as it was found last, with its age, who has to act, and its notes.
import type { Day } from '@tongchou/domain/base/day.js'
import type { Fen } from '@tongchou/domain/base/money.js'
import type pg from 'pg'

export interface DifferenceFilter {
  readonly areas: readonly string[]
  readonly provider: string | null
  readonly standing: string | null
  readonly kind: string | null
  readonly matter: string | null
  readonly today: Day
  readonly page: number
  readonly size: number
}

export type Standing = 'open' | 'closed' | 'gone'

export interface FoundDifference {
  readonly institution: string
  readonly area: string
  readonly institution_name: string
  readonly matter: string
  readonly kind: 'amount' | 'missing_here' | 'missing_there' | 'double' | 'cancelled_here' | 'cancelled_there'
  readonly standing: Standing
  readonly owner: 'institution' | 'office'
  readonly settlement: string
  readonly visit: string
  readonly psn_no: string
  readonly msgid: string
  readonly refund: boolean
  readonly settled_on: Day | null
  readonly theirs_total_fen: Fen | null
  readonly theirs_fund_fen: Fen | null
  readonly theirs_account_fen: Fen | null
  readonly ours_total_fen: Fen | null
  readonly ours_fund_fen: Fen | null
  readonly ours_account_fen: Fen | null
  readonly sentence: string
  readonly first_seen: string
  readonly last_seen: string
  readonly found: number
  readonly days: number
  readonly notes: { readonly kind: string; readonly owner: string | null; readonly text: string; readonly officer: string; readonly at: string }[]
  readonly total: number
}

const TIME = 'YYYY-MM-DD HH24:MI:SS'

/**
 * A matter is gone once a later comparison covered its bill (or, where the bill is not known here, its period) and did not find
 * it; it is closed by the office's word, until a later comparison finds it again. Amounts that differ are the office's to check,
 * everything else is the institution's to put right, unless a note says otherwise.
 */
const MATTERS = `
WITH last AS (
  SELECT DISTINCT ON (d.institution, d.matter) d.*, r.known_at AS seen, r.begins, r.ends, r.clearing_type, r.refunds
    FROM reconciliation_difference d JOIN reconciliation r USING (institution, reconciliation)
   WHERE d.area = ANY ($1::text[]) AND ($2::text IS NULL OR d.institution = $2) AND ($3::text IS NULL OR d.kind = $3) AND ($4::text IS NULL OR d.matter = $4)
   ORDER BY d.institution, d.matter, d.reconciliation DESC),
matter AS (
  SELECT last.*, p.name AS institution_name, n.notes, n.word, n.word_at, coalesce(n.owner, CASE WHEN last.kind = 'amount' THEN 'office' ELSE 'institution' END) AS owner,
         h.first, h.found,
         EXISTS (SELECT 1 FROM reconciliation g WHERE g.institution = last.institution AND g.kind = 'details' AND g.reconciliation > last.reconciliation
           AND g.refunds IN ('all', last.refunds) AND (g.clearing_type IS NULL OR g.clearing_type = last.clearing_type)
           AND CASE WHEN last.settled_on IS NULL THEN g.begins <= last.begins AND g.ends >= last.ends ELSE last.settled_on BETWEEN g.begins AND g.ends END) AS gone
    FROM last JOIN provider p ON p.code = last.institution
    CROSS JOIN LATERAL (
      SELECT min(r.known_at) AS first, count(*)::integer AS found FROM reconciliation_difference d JOIN reconciliation r USING (institution, reconciliation)
       WHERE d.institution = last.institution AND d.matter = last.matter) h
    CROSS JOIN LATERAL (
      SELECT coalesce(json_agg(json_build_object('kind', x.kind, 'owner', x.owner, 'text', x.text, 'officer', o.name, 'at', to_char(x.known_at, '${TIME}')) ORDER BY x.note), '[]') AS notes,
             (array_agg(x.owner ORDER BY x.note DESC) FILTER (WHERE x.owner IS NOT NULL))[1] AS owner,
             (array_agg(x.kind ORDER BY x.note DESC) FILTER (WHERE x.kind IN ('closed', 'reopened')))[1] AS word,
             max(x.note) FILTER (WHERE x.kind IN ('closed', 'reopened')) AS word_at
        FROM difference_note x JOIN officer o ON o.officer = x.officer WHERE x.institution = last.institution AND x.matter = last.matter) n),
judged AS (
  SELECT matter.*, CASE WHEN word = 'closed' AND word_at > reconciliation THEN 'closed' WHEN gone THEN 'gone' ELSE 'open' END AS standing FROM matter)`

const SHOWN = `institution, area, institution_name, matter, kind, standing, owner, settlement, visit, psn_no, msgid, refund, settled_on, theirs_total_fen, theirs_fund_fen,
  theirs_account_fen, ours_total_fen, ours_fund_fen, ours_account_fen, sentence, to_char(first, '${TIME}') AS first_seen, to_char(seen, '${TIME}') AS last_seen, found,
  greatest(0, $6::date - first::date) AS days, notes`

export async function differencePage(client: pg.ClientBase, filter: DifferenceFilter): Promise<FoundDifference[]> {
  const { rows } = await client.query<FoundDifference>(
    `${MATTERS} SELECT ${SHOWN}, count(*) OVER ()::integer AS total FROM judged WHERE ($5::text IS NULL OR standing = $5)
      ORDER BY standing <> 'open', first, institution, matter LIMIT $7 OFFSET $8`,
    [filter.areas, filter.provider, filter.kind, filter.matter, filter.standing, filter.today, filter.size, (filter.page - 1) * filter.size],
  )
  return rows
}

export interface NewNote {
  readonly institution: string
  readonly matter: string
  readonly area: string
  readonly kind: string
  readonly owner: string | null
  readonly text: string
  readonly officer: bigint
  readonly now: string
}

/** A note's number follows those of the comparisons, so that it stands before or after each of them. */
export async function insertNote(client: pg.ClientBase, note: NewNote): Promise<void> {
  await client.query(
    `INSERT INTO difference_note (institution, matter, note, area, kind, owner, text, officer, known_at)
     VALUES ($1, $2, nextval('fact_seq'), $3, $4, $5, $6, $7, $8::timestamptz)`,
    [note.institution, note.matter, note.area, note.kind, note.owner, note.text, note.officer, note.now],
  )
}
