// Words of the catalogue's changes and kinds, as the pages write them.
export const CHANGES: Readonly<Record<string, string>> = {
  added: '新增',
  removed: '停用',
  class: '类别',
  share: '自付比例',
  ceiling: '限价',
  other: '其他变化',
}

export const KINDS: Readonly<Record<string, string>> = {
  western_drug: '西药',
  patent_drug: '中成药',
  herb: '中药饮片',
  service: '医疗服务',
  consumable: '医用耗材',
  other: '其他',
}
