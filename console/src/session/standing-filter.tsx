// Filter by where a difference stands; its state is the address.
import Select from 'antd/es/select'
import { useText } from '../language/language.js'
import type { Address } from './address.js'

const STANDINGS: Readonly<Record<string, string>> = { open: '未处理', proposed: '待复核', carried: '挂账跟踪', closed: '已关闭' }

export function StandingFilter({ address }: { readonly address: Address }) {
  const t = useText()
  return (
    <div className="filter">
      <span id="standing-label">{t('状态')}</span>
      <Select
        aria-labelledby="standing-label"
        style={{ width: 130 }}
        allowClear
        placeholder={t('全部')}
        value={address.of('standing') ?? null}
        options={Object.entries(STANDINGS).map(([value, label]) => ({ value, label: t(label) }))}
        onChange={(value: string | null | undefined) => address.change({ standing: value ?? undefined })}
      />
    </div>
  )
}
