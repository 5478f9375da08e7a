// The places of the console: where they are, which permission opens them, and who may when the officer may not.
export interface Place {
  readonly path: string
  readonly label: string
  readonly permission: string
  readonly who: string
}

export const PLACES: readonly Place[] = [
  { path: '/fund/cockpit', label: '基金驾驶舱', permission: 'fund.see', who: '基金管理岗、基金财务岗、审计岗' },
  { path: '/fund/books', label: '账簿', permission: 'book.see', who: '基金管理岗、基金财务岗、审计岗' },
  { path: '/fund/vouchers', label: '凭证', permission: 'book.see', who: '基金管理岗、基金财务岗、审计岗' },
  { path: '/fund/ledgers', label: '总账与明细账', permission: 'book.see', who: '基金管理岗、基金财务岗、审计岗' },
  { path: '/fund/closing', label: '结账', permission: 'book.see', who: '基金管理岗、基金财务岗、审计岗' },
  { path: '/fund/forms', label: '预算决算与合并报表', permission: 'book.see', who: '基金管理岗、基金财务岗、审计岗' },
  { path: '/fund/reports', label: '统计报表', permission: 'book.see', who: '基金管理岗、基金财务岗、审计岗' },
  { path: '/fund/archives', label: '会计档案', permission: 'book.see', who: '基金管理岗、基金财务岗、审计岗' },
  { path: '/fund/budget', label: '基金预算', permission: 'fund.see', who: '基金管理岗、基金财务岗、财政局' },
  { path: '/fund/year-end', label: '年终清算', permission: 'fund.see', who: '基金管理岗、基金财务岗、财政局' },
  { path: '/payment/requests', label: '用款申请', permission: 'payment.see', who: '基金财务岗、基金管理岗、定点机构管理岗、财政局' },
  { path: '/payment/cycles', label: '机构月结', permission: 'payment.see', who: '基金财务岗、基金管理岗、定点机构管理岗、财政局' },
  { path: '/payment/batches', label: '支付批次', permission: 'payment.see', who: '基金财务岗、基金管理岗、定点机构管理岗、财政局' },
  { path: '/payment/payers', label: '其他付款方', permission: 'payment.see', who: '基金财务岗、基金管理岗、定点机构管理岗、财政局' },
  { path: '/fund/risk', label: '风险监测', permission: 'fund.see', who: '基金管理岗、基金财务岗、财政局' },
  { path: '/fund/projection', label: '五年预测', permission: 'fund.see', who: '基金管理岗、基金财务岗、财政局' },
  { path: '/fund/appraisal', label: '年度考核', permission: 'fund.see', who: '基金管理岗、基金财务岗、财政局' },
  { path: '/fund/adjustment', label: '调剂金', permission: 'fund.see', who: '基金管理岗、基金财务岗、财政局' },
  { path: '/take-overs', label: '接管看板', permission: 'takeover.see', who: '基金管理岗、基金财务岗、财政局、审计岗' },
  { path: '/reconciliation/four-ways', label: '四方对账', permission: 'reconcile.see', who: '基金管理岗、基金财务岗、税务、财政局、审计岗' },
  { path: '/persons', label: '参保人', permission: 'person.search', who: '参保经办岗、待遇经办岗、审计岗' },
  { path: '/settlements', label: '结算单', permission: 'settlement.see', who: '待遇经办岗、基金管理岗、审计岗' },
  { path: '/filings', label: '备案审核', permission: 'filing.handle', who: '待遇经办岗' },
  { path: '/settlement-lists', label: '结算清单', permission: 'settlement.see', who: '待遇经办岗、基金管理岗、审计岗' },
  { path: '/findings', label: '审核疑点', permission: 'finding.see', who: '基金监管岗、分管局领导、审计岗' },
  { path: '/medical-records', label: '诊疗记录', permission: 'finding.see', who: '基金监管岗、分管局领导、审计岗' },
  { path: '/recomputations', label: '重算与差额', permission: 'settlement.see', who: '待遇经办岗、基金管理岗、审计岗' },
  { path: '/accidents', label: '意外伤害与先行支付', permission: 'claim.handle', who: '待遇经办岗' },
  { path: '/trials', label: '基金测算', permission: 'policy.try', who: '待遇政策岗、待遇政策复核岗' },
  { path: '/replays', label: '夜间复算', permission: 'policy.see', who: '待遇政策岗、基金管理岗、审计岗' },
  { path: '/catalogue', label: '目录版本', permission: 'catalogue.see', who: '医保局、经办中心、服务站、审计局的岗位' },
  { path: '/catalogue-items', label: '目录项目', permission: 'catalogue.see', who: '医保局、经办中心、服务站、审计局的岗位' },
  { path: '/areas', label: '行政区划', permission: 'catalogue.see', who: '医保局、经办中心、服务站、审计局的岗位' },
  { path: '/code-lists', label: '码表', permission: 'catalogue.see', who: '医保局、经办中心、服务站、审计局的岗位' },
  { path: '/reconciliation/differences', label: '对账差异', permission: 'provider.see', who: '定点机构管理岗、基金监管岗、审计岗' },
  { path: '/clearing', label: '清算申请', permission: 'provider.see', who: '定点机构管理岗、基金监管岗、审计岗' },
  { path: '/payment-methods', label: '支付方式', permission: 'provider.see', who: '定点机构管理岗、基金监管岗、审计岗' },
  { path: '/mappings', label: '目录对照', permission: 'provider.see', who: '定点机构管理岗、基金监管岗、审计岗' },
  { path: '/connections', label: '接口连接', permission: 'provider.see', who: '定点机构管理岗、基金监管岗、审计岗' },
  { path: '/conformance', label: '接口符合性', permission: 'provider.see', who: '定点机构管理岗、基金监管岗、审计岗' },
  { path: '/messages', label: '接口报文', permission: 'provider.see', who: '定点机构管理岗、基金监管岗、审计岗' },
  { path: '/own-connection', label: '本机构接口', permission: 'own_institution.see', who: '医院医保办、药店医保岗' },
  { path: '/policy/documents', label: '政策库', permission: 'policy.see', who: '市、县医保部门和税务、财政、审计的业务岗位' },
  { path: '/policy/timeline', label: '版本时间线', permission: 'policy.see', who: '市、县医保部门和税务、财政、审计的业务岗位' },
  { path: '/policy/compare', label: '六统一对照', permission: 'policy.see', who: '市、县医保部门和税务、财政、审计的业务岗位' },
  { path: '/policy/drafts', label: '政策草案', permission: 'policy.see', who: '市、县医保部门和税务、财政、审计的业务岗位' },
  { path: '/policy/freeze', label: '启动期', permission: 'policy.see', who: '市、县医保部门和税务、财政、审计的业务岗位' },
]

/** The first page of an officer: the first place that is open to them. */
export function firstPlace(permissions: readonly string[]): Place | undefined {
  return PLACES.find((place) => permissions.includes(place.permission))
}
