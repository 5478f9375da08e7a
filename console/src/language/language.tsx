// Chinese is what the pages are written in; English is looked up by the Chinese text. A text without English stays Chinese.
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react'

export type Language = 'zh' | 'en'
export type Text = (chinese: string, values?: Readonly<Record<string, string | number>>) => string

interface Speech {
  readonly language: Language
  readonly choose: (language: Language) => void
  readonly text: Text
}

const STORED = 'tongchou.language'
const Spoken = createContext<Speech | null>(null)

function stored(): Language {
  return localStorage.getItem(STORED) === 'en' ? 'en' : 'zh'
}

export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(stored)
  const english = useEnglish(language)
  const choose = useCallback((next: Language) => {
    localStorage.setItem(STORED, next)
    setLanguage(next)
  }, [])
  useEffect(() => {
    document.documentElement.lang = language === 'en' ? 'en' : 'zh-CN'
  }, [language])
  const speech = useMemo<Speech>(
    () => ({ language, choose, text: (chinese, values) => filled(english[chinese] ?? chinese, values) }),
    [language, choose, english],
  )
  return <Spoken value={speech}>{children}</Spoken>
}

const NONE: Readonly<Record<string, string>> = {}

/** The dictionary is fetched only by those who switch to English. */
function useEnglish(language: Language): Readonly<Record<string, string>> {
  const [english, setEnglish] = useState(NONE)
  useEffect(() => {
    if (language === 'en') void import('./english.js').then((module) => setEnglish(module.ENGLISH))
  }, [language])
  return language === 'en' ? english : NONE
}

function filled(text: string, values: Readonly<Record<string, string | number>> = {}): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => (name in values ? String(values[name]) : whole))
}

export function useLanguage(): Speech {
  const speech = useContext(Spoken)
  if (speech === null) throw new Error('useLanguage outside of LanguageProvider')
  return speech
}

export function useText(): Text {
  return useLanguage().text
}
