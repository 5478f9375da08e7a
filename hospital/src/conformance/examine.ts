// The whole examination of a centre: the chains one after the other, then everything else that editions print.
import type { Centre } from '../centre.js'
import { openLine } from '../wire/send.js'
import { openSigner } from '../wire/sign.js'
import { chain, type Examiner, examinerOf } from './examiner.js'
import { readInterfaceTables } from './interface-tables.js'
import { inOrder, newPaper, type Report, totalsOf } from './paper.js'
import type { Profile } from './profile.js'
import { walkBill } from './walk-bill.js'
import { walkClearing } from './walk-clearing.js'
import { walkDay, walkPersons } from './walk-day.js'
import { walkEnvelope } from './walk-envelope.js'
import { walkFilings } from './walk-filings.js'
import { walkGateway } from './walk-gateway.js'
import { walkInpatient, walkReversal } from './walk-inpatient.js'
import { walkLettered } from './walk-lettered.js'
import { walkLookups } from './walk-lookups.js'
import { walkMobile } from './walk-mobile.js'
import { walkOutpatient } from './walk-outpatient.js'
import { walkOwnData } from './walk-own-data.js'
import { walkPharmacy } from './walk-pharmacy.js'
import { walkQuestions } from './walk-questions.js'
import { walkReconcile } from './walk-reconcile.js'
import { walkRecords } from './walk-records.js'
import { walkReview } from './walk-review.js'
import { walkStock } from './walk-stock.js'

export interface ExamineOptions {
  readonly url: string
  readonly profile: Profile
  readonly small: boolean
  /** What time it is at the gateway, in milliseconds since 1970. */
  readonly clock?: () => number
  /** Told at the beginning of each chain. */
  readonly progress?: (what: string) => void
}

const CHAINS: readonly (readonly [string, (examiner: Examiner) => Promise<void>])[] = [
  ['网关签名', walkGateway],
  ['信封与传输', walkEnvelope],
  ['签到与机构', walkDay],
  ['人员与待遇', walkPersons],
  ['药店', walkPharmacy],
  ['门诊', walkOutpatient],
  ['住院', walkInpatient],
  ['冲正', walkReversal],
  ['对账', walkReconcile],
  ['目录与代码表', walkLookups],
  ['备案', walkFilings],
  ['审核', walkReview],
  ['机构信息', walkOwnData],
  ['进销存与追溯码', walkStock],
  ['结算查询与清单', walkBill],
  ['门诊（A）', walkLettered],
  ['诊疗记录与自费', walkRecords],
  ['移动支付', walkMobile],
  ['清算', walkClearing],
  ['其他交易', walkQuestions],
]

export async function examineCentre(centre: Centre, { url, profile, small, clock, progress }: ExamineOptions): Promise<Report> {
  const tables = readInterfaceTables()
  const paper = newPaper(tables.transactions)
  const line = openLine(url, 4)
  const signer = openSigner(clock, profile.apiName)
  const began = Date.now()
  const run = began.toString(36).slice(-8).padStart(8, '0')
  try {
    const examiner = examinerOf({ centre, profile, tables, paper, line, signer, run, small })
    for (const [what, walk] of CHAINS) {
      progress?.(what)
      await chain(() => walk(examiner))
    }
    const chapters = inOrder(paper.chapters)
    const by = examiner.hospital ?? examiner.pharmacy
    return {
      kind: 'conformance',
      url,
      profile: profile.name,
      institution: by?.code ?? '',
      gateway: by?.key?.family ?? 'none',
      at: new Date(began).toISOString(),
      seconds: Math.round((Date.now() - began) / 1000),
      totals: totalsOf(chapters),
      chapters,
    }
  } finally {
    line.close()
  }
}
