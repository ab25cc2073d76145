// Everything the shop says, in the language of the visitor.
import type { RefusalCode } from './signing.js'
import { en } from './texts/en.js'
import { zhCn } from './texts/zh-cn.js'
import { zhHk } from './texts/zh-hk.js'

/** English is written first; a text that another language lacks, or a refusal without words, does not compile. */
export type Texts = Record<keyof typeof en | `refused.${RefusalCode}`, string>

export type Locale = 'zh-CN' | 'zh-HK' | 'en'

export const texts: Record<Locale, Texts> = { 'zh-CN': zhCn, 'zh-HK': zhHk, en }

/** The language chosen, else the browser's first, else simplified Chinese. */
export function localeOf(chosen: string | undefined, acceptLanguage = ''): Locale {
  if (isLocale(chosen)) return chosen
  const [first = ''] = acceptLanguage.split(',')
  if (/^en\b/i.test(first)) return 'en'
  return /^zh-(hk|tw|mo|hant)/i.test(first) ? 'zh-HK' : 'zh-CN'
}

export function isLocale(value: unknown): value is Locale {
  return typeof value === 'string' && Object.hasOwn(texts, value)
}
