/** The locales users are addressed in. */
export type Locale = 'zh-CN' | 'zh-HK' | 'en'

/** The first of the language tags that is one of the three, in its closest form; English where none is. */
export function localeOf(tags: readonly (string | null | undefined)[]): Locale {
  for (const tag of tags) {
    if (/^en(?![a-z])/i.test(tag || '')) return 'en'
    if (/^zh.(hant|hk|tw|mo)/i.test(tag || '')) return 'zh-HK'
    if (/^zh(?![a-z])/i.test(tag || '')) return 'zh-CN'
  }
  return 'en'
}
