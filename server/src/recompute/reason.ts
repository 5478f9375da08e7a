// Why a bill comes to something else, in sentences that the person and both officers can check: what changed, and each layer before
// and after with its rule and article.
import { yuanText } from '@tongchou/domain/base/money.js'
import { identityOf } from '@tongchou/domain/policy/national-lists.js'
import type { ChangedLayer } from '@tongchou/domain/settlement/difference.js'
import type { Settled } from '@tongchou/domain/settlement/outcome.js'
import { LAYERS, payerName, wordOf } from '../settlement/words.js'
import type { Change, Ground } from './circumstances.js'
import type { FoundDifference } from './recompute-person.js'

export function reasonOf(change: Change, found: FoundDifference): string {
  const { difference, before, after, grounds, refusal } = found
  const layers = difference.layers.map((layer) => layerText(layer, before, after))
  const none = layers.length === 0 ? ['各层支付不变，只更正年度累计'] : layers
  return `${changeText(change, grounds.stands, grounds.now, refusal)}。${none.join('；')}。${owedText(difference.person)}`
}

function changeText(change: Change, stands: Ground, now: Ground, refusal: string | undefined): string {
  if (stands === now) return '本年度前面的结算更正后，年度累计随之改变'
  switch (change.kind) {
    case 'rules':
      return `待遇政策对已过日期作了改变（规则${stands.ruleHash.slice(0, 8)}改为${now.ruleHash.slice(0, 8)}）${refusal === undefined ? '' : `，${trimmed(refusal)}`}`
    case 'identity':
      return identityText(stands.person.identities, now.person.identities)
    case 'enrolment':
      if (now.refusal !== null) return `参保待遇更正后不能支付：${trimmed(now.refusal)}`
      return stands.refusal === null ? '参保信息更正' : '参保待遇已恢复，原收回的支付重新计算'
  }
}

function trimmed(sentence: string): string {
  return sentence.replace(/。$/, '')
}

function identityText(before: readonly string[], after: readonly string[]): string {
  const named = (kinds: readonly string[]): string => kinds.map((kind) => `“${identityOf(kind)?.name ?? kind}”`).join('、')
  const [more, less] = [after.filter((kind) => !before.includes(kind)), before.filter((kind) => !after.includes(kind))]
  return [...(more.length === 0 ? [] : [`追认身份${named(more)}`]), ...(less.length === 0 ? [] : [`取消身份${named(less)}`])].join('，')
}

function layerText({ layer, payer, before: was, after: is }: ChangedLayer, before: Settled | null, after: Settled | null): string {
  const who = payer === 'fund' ? '' : `（${payerName(payer, '')}）`
  return `${wordOf(LAYERS, layer)}${who}原支付${yuanText(was)}元${ruleText(before, layer)}，应支付${yuanText(is)}元${ruleText(after, layer)}`
}

function ruleText(settled: Settled | null, name: string): string {
  const layer = settled?.layers.find((one) => one.layer === name)
  if (layer === undefined) return ''
  const articles = [...new Set(layer.from.map(({ document, article }) => `${document} ${article}`))].join('、')
  return `（${trimmed(layer.rule)}；${articles}）`
}

function owedText(person: bigint): string {
  if (person === 0n) return '个人不补不退。'
  return person > 0n ? `应补付个人${yuanText(person)}元。` : `个人应退回${yuanText(-person)}元。`
}
