// Facts with their names, as a list of terms; what is empty is shown as a dash.
import type { ReactNode } from 'react'

export function TitledFacts({ of, wide = false }: { readonly of: readonly (readonly [string, ReactNode])[]; readonly wide?: boolean }) {
  return (
    <dl className={wide ? 'facts wide-terms' : 'facts'}>
      {of.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value === null || value === '' || value === undefined ? '—' : value}</dd>
        </div>
      ))}
    </dl>
  )
}
