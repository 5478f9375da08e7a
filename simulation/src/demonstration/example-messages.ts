// Two messages of a pharmacy for the person who tries the hospital interface with curl: read a person (1101), settle a purchase
// (2102). They are written to files, because a message does not fit a line of a screen.
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fenOfYuan, sumOf, yuanText } from '@tongchou/domain/base/money.js'
import { cell, readTable } from '@tongchou/server/catalogue/table.js'
import { personNumber } from '@tongchou/server/enrolment/person-number.js'
import type { City } from '../city/city.js'
import { generatePeople } from '../people/generate-people.js'
import { coverOn, type SyntheticPerson } from '../people/synthetic-person.js'

export interface ExampleMessages {
  readonly person: SyntheticPerson
  readonly number: string
  /** Files with the bodies. */
  readonly files: { readonly read: string; readonly settle: string }
}

/** `now` is `yyyy-MM-dd HH:mm:ss`; the purchase is a new one each time the files are written. */
export async function writeExamples(city: City, firstPerson: bigint, folder: string, now: string): Promise<ExampleMessages | undefined> {
  const person = generatePeople(city, 0).find(
    (candidate) => candidate.age >= 30 && candidate.account !== null && coverOn(candidate, now.slice(0, 10))?.scheme === 'employee',
  )
  const pharmacy = city.demonstration.providers.find((code) => code.startsWith('P'))
  if (person === undefined || pharmacy === undefined) return undefined
  const number = personNumber(city.pool.pool, firstPerson + BigInt(person.index))
  await mkdir(folder, { recursive: true })
  const files = { read: path.join(folder, '1101.json'), settle: path.join(folder, '2102.json') }
  await writeFile(files.read, body(city, pharmacy, now, '1101', { data: { mdtrt_cert_type: '02', mdtrt_cert_no: person.certificate } }))
  await writeFile(files.settle, body(city, pharmacy, now, '2102', purchase(person, number, now)))
  return { person, number, files }
}

function body(city: City, pharmacy: string, now: string, infno: string, input: object): string {
  const message = {
    infno,
    msgid: `${pharmacy}${now.replace(/\D/g, '')}${infno}`,
    mdtrtarea_admvs: city.pool.pool,
    insuplc_admdvs: city.pool.pool,
    recer_sys_code: 'MBS_LOCAL',
    infver: 'V1.0',
    opter_type: '1',
    opter: '001',
    opter_name: '收费员',
    inf_time: now,
    fixmedins_code: pharmacy,
    fixmedins_name: nameOf(pharmacy),
    input,
  }
  return `${JSON.stringify(message, null, 2)}\n`
}

function nameOf(code: string): string {
  const row = readTable('providers/generated.tsv').find((candidate) => cell(candidate, 'code') === code)
  return row === undefined ? code : cell(row, 'name')
}

function purchase(person: SyntheticPerson, number: string, now: string): object {
  const lines = readTable('drugs/demonstration-products.tsv')
    .slice(0, 3)
    .map((row, at) => ({
      feedetl_sn: String(at + 1),
      fee_ocur_time: now,
      med_list_codg: cell(row, 'code'),
      medins_list_codg: cell(row, 'code'),
      cnt: '1',
      pric: cell(row, 'price_illustrative'),
      det_item_fee_sumamt: cell(row, 'price_illustrative'),
      rx_circ_flag: '0',
      hosp_appr_flag: '0',
    }))
  const head = {
    psn_no: number,
    mdtrt_cert_type: '02',
    mdtrt_cert_no: person.certificate,
    begntime: now,
    medfee_sumamt: yuanText(sumOf(lines.map((line) => fenOfYuan(line.pric) ?? 0n))),
    insutype: '310',
    acct_used_flag: '1',
    med_type: '41',
    invono: 'DEMO0001',
  }
  return { druginfo: head, drugdetail: lines }
}
