// Texts in the operator's language, and the one error that commands end with.
import { texts } from './texts.js'

export type Language = 'en' | 'zh'
export type TextKey = keyof typeof texts
export type Text = readonly [en: string, zh: string]
export type Values = Readonly<Record<string, string | number>>
export type Message = readonly [key: TextKey, values?: Values]
export type Say = (text: TextKey | Text, values?: Values) => string

/** What stops a command: every message is printed as one line. */
export class CommandError extends Error {
  override readonly name = 'CommandError'
  constructor(
    readonly messages: readonly Message[],
    /** Printed above the messages. */
    readonly heading?: Message,
  ) {
    super(messages.map((message) => translate('en', ...message)).join('\n'))
  }
}

/** @param chosen the value of `--lang`. Without it, `LC_ALL` or `LANG` that begins with `zh` selects Chinese. */
export function languageOf(chosen: string | undefined, env: NodeJS.ProcessEnv): Language {
  const locale = chosen || env.LC_ALL || env.LC_MESSAGES || env.LANG || ''
  return locale.toLowerCase().startsWith('zh') ? 'zh' : 'en'
}

export function translate(language: Language, text: TextKey | Text, values: Values = {}): string {
  const [en, zh] = typeof text === 'string' ? texts[text] : text
  return (language === 'zh' ? zh : en).replace(/\{(\w+)\}/g, (place, name: string) =>
    String(values[name] ?? place),
  )
}
