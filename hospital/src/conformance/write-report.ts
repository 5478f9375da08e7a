// The report for people: text for a terminal, Markdown and one HTML page, transaction by transaction.
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { type Chapter, isWhole, type PaperLine, type Report, type Verdict } from './paper.js'

const WORDS: Readonly<Record<Verdict, string>> = { pass: '符合', fail: '不符合', note: '提示' }
const OFFERED: Readonly<Record<Chapter['offered'], string>> = { offered: '已开通', not_offered: '未开通', untried: '未考察' }

/** Writes report.json, report.txt, report.md and report.html into the folder. */
export async function writeReport(report: Report, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  await writeFile(path.join(folder, 'report.json'), `${JSON.stringify(report, null, 1)}\n`)
  await writeFile(path.join(folder, 'report.txt'), textOf(report))
  await writeFile(path.join(folder, 'report.md'), markdownOf(report))
  await writeFile(path.join(folder, 'report.html'), htmlOf(report))
}

const SIGNED: Readonly<Record<Report['gateway'], string>> = { api: '，_api_*签名', tif: '，x-tif-*签名', none: '' }

export function summaryOf({ totals, url, profile, gateway }: Report): string {
  return `${url}（${profile}${SIGNED[gateway]}）：${totals.offered} 个交易已开通，${totals.not_offered} 个未开通；完整报文与有误报文都按规范答复的 ${totals.whole} 个；符合 ${totals.pass} 项，不符合 ${totals.fail} 项，提示 ${totals.note} 项（报文 ${totals.messages} 条）`
}

/** One line for each transaction that was examined, with what is not in order below it. */
export function textOf(report: Report): string {
  return `${[summaryOf(report), ...report.chapters.flatMap(chapterText)].join('\n')}\n`
}

function chapterText(chapter: Chapter): string[] {
  const { infno, label, offered, lines } = chapter
  const title = `${infno.padEnd(6)}${label}`
  if (lines.length === 0 || offered === 'not_offered') return [`${title}：${OFFERED[offered]}`]
  const of = (verdict: Verdict): PaperLine[] => lines.filter((line) => line.verdict === verdict)
  const wrong = [...of('fail'), ...of('note')].map((line) => `        ${WORDS[line.verdict]}  ${line.what}（${line.says}）：${cell(line.came)}`)
  return [`${title}：符合${of('pass').length}项，不符合${of('fail').length}项，提示${of('note').length}项，${messagesOf(chapter)}`, ...wrong]
}

/** How often it was asked, how it was answered, and whether a whole message was among it. */
function messagesOf(chapter: Chapter): string {
  const whole = /^\d/.test(chapter.infno) && !isWhole(chapter) ? '，没有以完整报文考察' : ''
  return `报文${chapter.messages}条（受理${chapter.accepted}，拒绝${chapter.refused}${whole}）`
}

export function markdownOf(report: Report): string {
  const shown = report.chapters.filter(({ offered }) => offered !== 'not_offered')
  const closed = report.chapters.filter(({ offered }) => offered === 'not_offered').map(({ infno, label }) => `${infno} ${label}`)
  return [
    '# 接口符合性报告',
    '',
    summaryOf(report),
    '',
    `机构 ${report.institution}，${report.at}，用时 ${report.seconds} 秒。“提示”所依据的条文系由真实答复归纳，各版本没有明文。`,
    '',
    ...shown.flatMap(chapterMarkdown),
    '## 未开通的交易',
    '',
    closed.length === 0 ? '无。' : closed.join('、'),
    '',
  ].join('\n')
}

function chapterMarkdown(chapter: Chapter): string[] {
  return [
    `## ${chapter.infno} ${chapter.label}`,
    '',
    `${OFFERED[chapter.offered]}，${messagesOf(chapter)}。`,
    '',
    '| | 考察 | 规范 | 出处 | 次数 | 发送 | 答复 |',
    '|---|---|---|---|--:|---|---|',
    ...worstFirst(chapter.lines).map((line) => `| ${WORDS[line.verdict]} | ${cells(line).map(cell).join(' | ')} |`),
    '',
  ]
}

function cells(line: PaperLine): string[] {
  const times = line.fails === 0 ? String(line.passes) : `${line.passes}/${line.passes + line.fails}`
  return [line.what, line.says, line.section, times, line.asked, line.came]
}

const ORDER: readonly Verdict[] = ['fail', 'note', 'pass']

function worstFirst(lines: readonly PaperLine[]): PaperLine[] {
  return [...lines].sort((a, b) => ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict))
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ')
}

const STYLE = `body{font:15px/1.6 system-ui,sans-serif;margin:2rem auto;max-width:75rem;padding:0 1rem;color:#1f2328}table{border-collapse:collapse;width:100%}
td,th{border-bottom:1px solid #d8dee4;padding:.3rem .5rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}td:nth-child(6),td:nth-child(7){font-size:12px;max-width:18rem}
.fail{color:#b42318;font-weight:600}.note{color:#8a5a00}.pass{color:#1a6b3c}summary{cursor:pointer;font-weight:600;padding:.3rem 0}`

export function htmlOf(report: Report): string {
  const shown = report.chapters.filter(({ offered }) => offered !== 'not_offered')
  const closed = report.chapters.filter(({ offered }) => offered === 'not_offered').map(({ infno, label }) => `${infno} ${label}`)
  return `<!doctype html>
<html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>接口符合性报告</title><style>${STYLE}</style>
<h1>接口符合性报告</h1>
<p>${html(summaryOf(report))}</p>
<p>机构 ${html(report.institution)}，${html(report.at)}，用时 ${report.seconds} 秒。“提示”所依据的条文系由真实答复归纳，各版本没有明文。</p>
${shown.map(chapterHtml).join('\n')}
<h2>未开通的交易</h2>
<p>${closed.length === 0 ? '无。' : html(closed.join('、'))}</p>
</html>
`
}

function chapterHtml(chapter: Chapter): string {
  const wrong = chapter.lines.filter(({ verdict }) => verdict === 'fail').length
  const rows = worstFirst(chapter.lines).map(
    (line) =>
      `<tr><td class="${line.verdict}">${WORDS[line.verdict]}</td>${cells(line)
        .map((text) => `<td>${html(text)}</td>`)
        .join('')}</tr>`,
  )
  return `<details${wrong > 0 ? ' open' : ''}><summary class="${wrong > 0 ? 'fail' : 'pass'}">${html(`${chapter.infno} ${chapter.label}`)}：${wrong > 0 ? `${wrong} 项不符合` : '符合'}（${chapter.lines.length} 项，${messagesOf(chapter)}）</summary>
<table><tr><th></th><th>考察</th><th>规范</th><th>出处</th><th>次数</th><th>发送</th><th>答复</th></tr>
${rows.join('\n')}</table></details>`
}

function html(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
