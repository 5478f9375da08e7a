// The parts of a payment desk side by side; the part stands in the address, its list begins anew.
import Tabs from 'antd/es/tabs'
import type { ReactNode } from 'react'
import { useText } from '../../../language/language.js'
import { useAddress } from '../../../session/address.js'

export interface DeskTab {
  readonly key: string
  readonly label: string
  readonly show: () => ReactNode
}

export function DeskTabs({ tabs }: { readonly tabs: readonly DeskTab[] }) {
  const t = useText()
  const address = useAddress()
  const chosen = tabs.find(({ key }) => key === address.of('tab')) ?? tabs[0]
  return (
    <>
      <Tabs
        activeKey={chosen?.key ?? ''}
        items={tabs.map(({ key, label }) => ({ key, label: t(label) }))}
        onChange={(tab) => address.change({ tab, open: undefined, q: undefined, stage: undefined, sort: undefined })}
      />
      {chosen?.show()}
    </>
  )
}
