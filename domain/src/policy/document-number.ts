// Whether a document may enter into force. Only an issued text does: one with its document number (发文字号), or a law or regulation
// by its name (立法法: a law, an administrative or a local regulation takes effect on promulgation). What only stands in for a document
// that was not found (an unverified compilation, figures of a demonstration) says so, and is kept out of a real installation.

export type DocumentStatus = 'published' | 'consultation_draft' | 'stand_in' | 'not_adopted'

export const DOCUMENT_STATUSES: readonly DocumentStatus[] = ['published', 'consultation_draft', 'stand_in', 'not_adopted']

export const STATUS_NAMES: Readonly<Record<DocumentStatus, string>> = {
  published: '已发布',
  consultation_draft: '征求意见稿，不生效',
  stand_in: '代用资料（没有发文），只在演示中生效',
  not_adopted: '存疑资料，不采用',
}

/** A document number such as 某政办〔2024〕1号, an order of a ministry by its number (令第15号), or the name of a law or regulation; 办法 are not laws and need a number. */
export function isNumbered(document: string): boolean {
  return /〔\d{4}〕\d+号|令第\d+号|(?<!办)法$|条例$/.test(document)
}

/** What is wrong with the status that a document claims, and what to do; undefined when it may have it. */
export function statusFinding(document: string, status: DocumentStatus): string | undefined {
  if (status !== 'published' || isNumbered(document)) return undefined
  return `“${document}”没有发文字号，不能作为已发布的文件生效；请在 document 写上文号（如 某政办〔2024〕1号），还没有发文的写 status: consultation_draft，二手、凭记忆或演示的资料写 status: stand_in。`
}
