// Filings of a person that stand, with the names under which they were applied for (5301, 5302).
import type { Queries } from '../fund/transaction.js'

export interface FilingFound {
  readonly kind: string
  readonly disease: string | null
  readonly disease_name: string | null
  readonly provider: string | null
  readonly provider_name: string | null
  readonly in_force: string
  readonly until: string | null
  readonly insutype: string
  readonly rank: string
}

export async function standingFilings(database: Queries, person: bigint, kinds: readonly string[]): Promise<FilingFound[]> {
  const { rows } = await database.query<FilingFound>(
    `SELECT f.kind, f.disease, coalesce(a.disease_name, e.name) AS disease_name, f.provider, p.name AS provider_name, f.in_force, f.until,
            coalesce(a.attributes ->> 'insutype', '') AS insutype, coalesce(a.attributes ->> 'fix_srt_no', '') AS rank
       FROM filing f
       LEFT JOIN provider p ON p.code = f.provider
       LEFT JOIN LATERAL (SELECT x.disease_name, x.attributes FROM filing_step s JOIN filing_application x ON x.person = s.person AND x.application = s.application
                           WHERE s.person = f.person AND s.filing = f.filing ORDER BY s.step DESC LIMIT 1) a ON true
       LEFT JOIN LATERAL (SELECT c.name FROM catalogue_entry c WHERE c.catalogue = '1309' AND c.code = f.disease ORDER BY c.in_force DESC, c.version DESC LIMIT 1) e ON true
      WHERE f.person = $1 AND f.kind = ANY ($2::text[]) AND f.withdraws IS NULL
        AND NOT EXISTS (SELECT 1 FROM filing w WHERE w.person = f.person AND w.withdraws = f.filing) ORDER BY f.in_force, f.filing`,
    [person, kinds],
  )
  return rows
}
