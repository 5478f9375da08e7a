// What documents say of unified pooling beside figures that can be computed with: the "six unifications" (覆盖范围、筹资政策、保障待遇、
// 医保目录、定点管理、基金管理, 国发〔2016〕3号), and agency and information where a city's own six name them (制度、经办、信息). The points
// are a closed list, so that two areas can stand side by side row by row.
import type { Citation } from './citation.js'

export type UnificationGroup = 'coverage' | 'financing' | 'benefits' | 'catalogue' | 'providers' | 'fund' | 'agency' | 'information'

export const GROUP_NAMES: Readonly<Record<UnificationGroup, string>> = {
  coverage: '统一覆盖范围',
  financing: '统一筹资政策',
  benefits: '统一保障待遇',
  catalogue: '统一医保目录',
  providers: '统一定点管理',
  fund: '统一基金管理',
  agency: '统一经办服务',
  information: '统一信息系统',
}

export const UNIFICATION_GROUPS: readonly UnificationGroup[] = Object.keys(GROUP_NAMES).filter(isGroup)

export function isGroup(text: string): text is UnificationGroup {
  return Object.hasOwn(GROUP_NAMES, text)
}

export const POINTS: Readonly<Record<UnificationGroup, readonly string[]>> = {
  coverage: ['统筹层次', '参保对象', '参保地', '灵活就业人员', '常住非户籍人员'],
  financing: [
    '筹资方式',
    '缴费基数',
    '缴费比例',
    '缴费年限',
    '个人账户划入',
    '个人缴费',
    '财政补助',
    '财政补助分担',
    '筹资下限',
    '困难群体资助',
    '大病保险筹资',
    '门诊统筹筹资',
    '征收机关',
  ],
  benefits: [
    '待遇政策',
    '待遇享受时间',
    '欠费与断缴',
    '门诊',
    '门诊慢特病',
    '住院',
    '异地就医',
    '大病保险',
    '限额激励',
    '医疗救助',
    '生育保险',
    '第三人责任',
    '家庭账户',
    '重大疾病救治',
    '总体水平',
  ],
  catalogue: ['药品目录', '诊疗项目与服务设施', '医用耗材', '分类支付', '价格与采购'],
  providers: ['协议管理', '准入与退出', '考核', '监督检查'],
  fund: [
    '收支管理',
    '财政专户',
    '预决算',
    '统筹前清理',
    '统筹前结余',
    '统筹前缺口',
    '缺口分担',
    '收益归属',
    '省级调剂金',
    '市级风险调剂金',
    '总额控制',
    '支付方式',
    '预付与清算',
    '医共体',
    '基金监管',
    '考核激励',
  ],
  agency: ['经办规程', '分级管理', '一站式结算', '政策权限', '启动期纪律'],
  information: ['信息系统', '即时结算'],
}

/** One point of one document, as it says it. */
export interface Statement {
  readonly group: UnificationGroup
  readonly point: string
  readonly says: string
  readonly from: Citation
}
