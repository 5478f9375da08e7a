// The browser's title says which page is open, so that tabs can be told apart.
import { useEffect } from 'react'
import { useText } from '../language/language.js'
import { placeOf } from '../session/menu-groups.js'

export function useTitle(pathname: string): void {
  const t = useText()
  const product = t('统筹')
  const place = placeOf(pathname)
  const name = pathname === '/' ? t('今日待办') : place === undefined ? '' : t(place.label)
  useEffect(() => {
    document.title = name === '' ? product : `${name} · ${product}`
  }, [name, product])
}
