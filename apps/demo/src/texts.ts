// The shop's texts in the language of the visitor.
import { createRequire } from 'node:module'

/** Checked by the compiler: each language has every text. */
type Table = typeof import('./texts.json')
export type Locale = keyof Table
export type Texts = Table['zh-CN'] & Table['zh-HK'] & Table['en']

export const texts: Record<Locale, Texts> = createRequire(import.meta.url)('./texts.json')

/** The chosen language, else the browser's first, else simplified Chinese. */
export function localeOf(chosen: string | undefined, acceptLanguage = ''): Locale {
  if (isLocale(chosen)) return chosen
  const [first = ''] = acceptLanguage.split(',')
  if (/^en\b/i.test(first)) return 'en'
  return /^zh-(hk|tw|mo|hant)/i.test(first) ? 'zh-HK' : 'zh-CN'
}

export function isLocale(value: unknown): value is Locale {
  return typeof value === 'string' && Object.hasOwn(texts, value)
}
