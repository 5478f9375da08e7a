// An amount on a page: tabular figures, negative in red with its minus.
import { wan, yuan } from './money.js'

export function Yuan({ fen, strong = false }: { readonly fen: number; readonly strong?: boolean }) {
  const Tag = strong ? 'strong' : 'span'
  return <Tag className={fen < 0 ? 'num negative' : 'num'}>{yuan(fen)}</Tag>
}

export function Wan({ fen }: { readonly fen: number }) {
  return (
    <span className={fen < 0 ? 'num negative' : 'num'} title={`${yuan(fen)} 元`}>
      {wan(fen)}
    </span>
  )
}
