// Ant Design dressed in the house's colours; loaded with the first page behind the sign-in.
import ConfigProvider from 'antd/es/config-provider'
import enUS from 'antd/es/locale/en_US'
import zhCN from 'antd/es/locale/zh_CN'
import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn'
import type { ReactNode } from 'react'
import { useLanguage } from '../language/language.js'

const TOKENS = {
  colorPrimary: '#0b6b62',
  colorInfo: '#0b6b62',
  colorLink: '#0b6b62',
  colorText: '#1c2b2a',
  colorTextSecondary: '#4a5b59',
  colorTextDescription: '#5b6b69',
  colorTextPlaceholder: '#667573',
  colorTextDisabled: '#667573',
  colorBorder: '#c9d3cf',
  colorBorderSecondary: '#e3e9e6',
  colorError: '#b3261e',
  colorWarning: '#9a5b00',
  borderRadius: 6,
  fontSize: 14,
  fontFamily: 'var(--font)',
}

/** Who asked the system for less motion gets none. */
const STILL = window.matchMedia('(prefers-reduced-motion: reduce)').matches

export function Design({ children }: { readonly children: ReactNode }) {
  const { language } = useLanguage()
  dayjs.locale(language === 'en' ? 'en' : 'zh-cn')
  return (
    <ConfigProvider
      button={{ autoInsertSpace: false }}
      locale={language === 'en' ? enUS : zhCN}
      theme={{
        token: { ...TOKENS, motion: !STILL },
        components: { Table: { headerBg: '#f3f6f4', headerColor: '#4a5b59', cellPaddingBlockSM: 7, rowHoverBg: '#f2f8f6' } },
      }}
    >
      {children}
    </ConfigProvider>
  )
}
