// Where a figure comes from: document, article, and a mark unless the issued text itself was read.
import type { Article } from '../../api/settlement-types.js'
import { useText } from '../../language/language.js'

const MEANING: Readonly<Record<string, string>> = {
  official: '依据正式印发的文本',
  quoted: '引自官方发布的解读或问答，未见全文',
  secondary: '引自第三方整理，尚未核对原文',
  recalled: '凭记忆，尚未核对',
  illustrative: '演示用数据，不代表任何地方的政策',
}

export function Articles({ of }: { readonly of: readonly Article[] }) {
  if (of.length === 0) return null
  return (
    <span className="articles">
      {of.map((article) => (
        <OneArticle key={`${article.document} ${article.article}`} article={article} />
      ))}
    </span>
  )
}

function OneArticle({ article }: { readonly article: Article }) {
  const t = useText()
  const meaning = t(MEANING[article.certainty] ?? article.certainty)
  return (
    <span className="article" title={article.reading === null ? meaning : `${meaning} — ${article.reading}`}>
      <cite>
        {article.document} {article.article}
      </cite>
      {article.certainty !== 'official' && <Certainty name={t(article.certainty_name)} meaning={meaning} />}
    </span>
  )
}

function Certainty({ name, meaning }: { readonly name: string; readonly meaning: string }) {
  return (
    <span className="certainty">
      <span className="sr">{meaning}：</span>
      {name}
    </span>
  )
}
