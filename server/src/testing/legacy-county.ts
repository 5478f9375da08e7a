// A county's old system for tests: made-up people and files in the layouts of catalogues/files, for the small city.
import type { Scheme } from '@tongchou/domain/base/scheme.js'
import { ruleSetText } from '../policy/rule-set.js'
import { insertRuleSet } from '../policy/store.js'
import type { TestDatabase } from './database.js'
import { certificateOf } from './persons.js'
import { CLINIC, POOL } from './small-city.js'
import { smallPolicy } from './small-policy.js'

export const WEST = '980102'
export const AS_OF = '2026-02-28'
export const SWITCH_ON = '2026-03-20'
export const MINE = '城乡居民医保'
export const OLD = '新农合'

export const certificate = (n: number): string => certificateOf('1970-05-01', 500 + n, '000002')

const csv = (header: string, ...lines: readonly string[]): string => `${[header, ...lines].join('\n')}\n`

const PERSON = '证件类型,证件号码,姓名,性别,出生日期,手机号,待遇年度,人员类别,是否退休,待遇开始日期,待遇截止日期,身份类别,身份认定部门'
export const person = (n: number, more = ','): string => `居民身份证,${certificate(n)},接管人${n},男,1970-05-01,,2026,1701,否,2026-01-01,2026-12-31,${more}`

export const FILES = {
  persons: csv(PERSON, person(1), person(2), person(3, 'minimum_living,民政局')),
  providers: csv(
    '机构编码,机构名称,类型,机构等级,机构性质,协议开始日期,价格级别',
    'H98010200077,西县医院,医院,二级,综合医院,2024-01-01,二级',
    `${CLINIC},西县卫生院,医院,乡镇,乡镇卫生院,2021-01-01,一级`,
  ),
  accumulators: csv(
    '证件类型,证件号码,待遇年度,就医类别,住院次数,政策范围内费用,已付起付线,统筹基金已支付',
    `居民身份证,${certificate(1)},2026,普通住院,1,5000.00,200.00,3000.00`,
  ),
  chronic: csv('证件类型,证件号码,病种类型,病种编码,享受开始日期', `居民身份证,${certificate(2)},慢性病,M03900,2025-01-01`),
  filings: csv('证件类型,证件号码,原备案编号,备案类别,就医地区划,开始日期', `居民身份证,${certificate(3)},BA1,长期异地,970101,2026-01-10`),
  stays: csv('证件类型,证件号码,住院号,医院编码,入院日期,医疗类别', `居民身份证,${certificate(2)},ZY1,${CLINIC},2026-03-15,21`),
} as const

export const fund = (verified: boolean): string => {
  const line = (source: string, item: string, other: string, yuan: string): string =>
    `${source},${item},${other},${yuan},${verified ? yuan : ''},${verified ? '询证函2026-01' : ''}`
  return csv(
    '来源基金,项目,往来单位,账面数,核实数,核实依据',
    line(MINE, '财政专户存款（活期）', '', '1000.00'),
    line(MINE, '暂收款（其他往来）', OLD, '100.00'),
    line(MINE, '欠付定点医药机构', '西县医院', '300.00'),
    line(MINE, '基金结余', '', '900.00'),
    line(OLD, '财政专户存款（活期）', '', '200.00'),
    line(OLD, '暂付款（其他往来）', MINE, '100.00'),
    line(OLD, '财政补助未到位', '西县财政局', '50.00'),
    line(OLD, '基金结余', '', '300.00'),
  )
}

const FROM = { document: '小城统筹〔2026〕1号', article: '四', certainty: 'illustrative', inForce: '2026-01-01' } as const

/** The small city's rules, with what becomes of a county's money of before. */
export async function publishTakeOver(
  db: TestDatabase,
  surplus: 'frozen' | 'handed_up',
  basis: 'accrual' | 'cash',
  scheme: Scheme = 'resident',
): Promise<void> {
  const none = { mode: null, gap: null, gapSharing: null, managementGap: null, levy: null, allocation: null, indicators: null, appraisal: null }
  const pooling = {
    area: POOL,
    scheme,
    inForce: '2026-01-01',
    until: null,
    ...none,
    advance: null,
    disbursement: null,
    contribution: null,
  } as const
  const takeOver = { surplus, basis, gap: 'unit_government', from: FROM } as const
  const text = ruleSetText({ area: POOL, scheme, versions: [smallPolicy(POOL, scheme)], pooling: [{ ...pooling, takeOver }], entitlement: [], files: [] }, [])
  await insertRuleSet(db.batch, text)
}

/** The same county's employees: two of them, one retired, with what is left in their accounts. */
export const EMPLOYEES = {
  persons: csv(PERSON, person(11).replace(',1701,', ',11,'), person(12).replace(',1701,否,', ',12,是,')),
  accounts: csv('证件类型,证件号码,当年余额,历年余额', `居民身份证,${certificate(11)},120.50,800.00`, `居民身份证,${certificate(12)},79.50,0`),
  fund: csv(
    '来源基金,项目,往来单位,账面数,核实数,核实依据',
    ...[
      ['财政专户存款（活期）', '', '5000.00'],
      ['预收以后年度保险费（账外）', '西县税务局', '200.00'],
      ['欠付定点医药机构', '西县医院', '600.00'],
      ['个人账户基金结余', '', '1000.00'],
      ['基金结余', '', '4000.00'],
    ].map(([item, other, yuan]) => `职工医保,${item},${other},${yuan},${yuan},询证函2026-02`),
  ),
} as const

export const BILLS =
  '结算编号,证件类型,证件号码,就医类别,机构编码,就医地,入院日期,出院日期,结算日期,总费用,政策范围内费用,先行自付,超限价,目录外,统筹基金支付,大病保险支付,医疗救助支付,个人账户支付,个人现金支付'
export const bill = (number: string, n: number, day: string, [total, basic, cash]: readonly [string, string, string]): string =>
  `${number},居民身份证,${certificate(n)},普通住院,${CLINIC},统筹区内,${day},${day},${day},${total},${total},0,0,0,${basic},0,0,0,${cash}`
export const bills = (...lines: readonly string[]): string => csv(BILLS, ...lines)
