// 1304 民族药品目录查询: ethnic drugs of the catalogue, page by page; they have no file.
import { catalogueQuestion, rowEnd, USUAL_FILTERS } from './catalogue-question.js'

interface EthnicDrug {
  readonly code: string
  readonly name: string
  readonly in_force: string
  readonly valid_until: string | null
  readonly as_printed: Readonly<Record<string, string>>
  readonly known_at: string
  readonly version: bigint
  readonly rid: string
}

const { query_date, vali_flag, updt_time } = USUAL_FILTERS

export const findEthnicDrugs = catalogueQuestion<EthnicDrug>({
  rows: `SELECT e.code, e.name, e.in_force, e.until AS valid_until, e.as_printed, e.version, v.known_at, md5(e.code || e.in_force || e.version) AS rid
         FROM catalogue_entry e JOIN catalogue_version v USING (version) WHERE e.catalogue = '1304'`,
  filters: { query_date, vali_flag, updt_time, med_list_codg: 'r.code = ?', drug_genname: 'position(? IN r.name) > 0' },
  order: 'r.code, r.in_force, r.version',
  shown: (row, { reference }) => ({
    ...row.as_printed,
    med_list_codg: row.code,
    drug_genname: row.name,
    begndate: row.in_force,
    enddate: row.valid_until ?? '',
    ...rowEnd(row, reference.pool),
  }),
})
