/** Texts of the hosted pages, in Chinese and English. */
import { createRequire } from 'node:module'

export type Language = 'zh-CN' | 'en'

export const texts: Record<
  keyof typeof import('./texts.json'),
  Record<Language, string>
> = createRequire(import.meta.url)('./texts.json')

export type TextKey = keyof typeof texts
export type Say = (key: TextKey) => string

export function speaker(language: Language): Say {
  return (key) => texts[key][language]
}

/** The language of a person: their own choice, or what their browser prefers; English for the others. */
export function languageOf(chosen: string | undefined, acceptLanguage: string): Language {
  if (chosen === 'zh-CN' || chosen === 'en') return chosen
  const first = acceptLanguage.split(',')[0] ?? ''
  return /^zh/i.test(first.trim()) ? 'zh-CN' : 'en'
}
