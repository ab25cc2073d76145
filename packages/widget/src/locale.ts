/** The locales users are addressed in. */
export type Locale = 'zh-CN' | 'zh-HK' | 'en'

/** The first of the language tags that is one of ours, in its closest form; English where none is. */
export function localeOf(tags: readonly (string | null | undefined)[]): Locale {
  for (const tag of tags) {
    if (/^en\b/i.test(tag || '')) return 'en'
    if (/^zh\b/i.test(tag || '')) return /hant|hk|tw|mo/i.test(tag || '') ? 'zh-HK' : 'zh-CN'
  }
  return 'en'
}
