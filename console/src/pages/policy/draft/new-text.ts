// What a new document begins with: the head, one article, one block of rules to fill in.
export function newText(title: string, area: string): string {
  const nextYear = new Date().getFullYear() + 1
  return [
    '---',
    `document: ${title.replaceAll('\n', ' ')}（草案）`,
    `area: "${area}"`,
    'status: consultation_draft',
    '---',
    '## 第一条',
    '用自己的话概述这一条。',
    '',
    '```policy',
    'scheme: resident',
    `in_force: ${nextYear}-01-01`,
    'certainty: official',
    '```',
    '',
  ].join('\n')
}
