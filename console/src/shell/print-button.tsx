// Prints the page; its style sheets know what paper leaves out.
import { useText } from '../language/language.js'

export function PrintButton() {
  const t = useText()
  return (
    <button type="button" className="plain-button no-print" onClick={() => window.print()}>
      {t('打印')}
    </button>
  )
}
