// Names of areas that arrive as codes: the areas with rules, the provinces above them, and the officer's own pool.
import { useQuery } from '@tanstack/react-query'
import { documentsQuery, policyAreasQuery } from '../../api/policy-queries.js'
import { useSession } from '../../session/session.js'

export function useAreaNames(): (code: string) => string {
  const { pool, pool_name } = useSession()
  const areas = useQuery(policyAreasQuery)
  const documents = useQuery(documentsQuery)
  const names = new Map<string, string>([
    ...(documents.data ?? []).map(({ area, area_name }) => [area, area_name] as const),
    ...(areas.data ?? []).flatMap(({ area, area_name, province, province_name }) => [[province, province_name] as const, [area, area_name] as const]),
    [pool, pool_name],
  ])
  return (code) => names.get(code) ?? code
}
