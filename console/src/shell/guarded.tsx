// Opens a page only to those who may see it, and says who may to the others.
import type { ReactNode } from 'react'
import { useText } from '../language/language.js'
import { PLACES } from '../session/places.js'
import { useMay } from '../session/session.js'
import { NotAllowed } from './states.js'

export function Guarded({ permission, children }: { readonly permission: string; readonly children: ReactNode }) {
  const may = useMay()
  const t = useText()
  if (may(permission)) return children
  const who = PLACES.find((place) => place.permission === permission)?.who
  return <NotAllowed sentence={t('这个页面不对您的岗位开放。')} {...(who === undefined ? {} : { who })} />
}
