// Texts in the operator's language, and the one error that commands end with.
import { createRequire } from 'node:module'

export type Language = 'en' | 'zh'
type English = typeof import('./texts.en.json')
type Chinese = typeof import('./texts.zh.json')
export type TextKey = keyof English

// `require`, because an import of JSON prints a warning on Node 20.
const require = createRequire(import.meta.url)
/** Every text, complete in both languages; `\n` separates what, why it matters and what to do. */
export const texts: Readonly<Record<Language, Readonly<Record<TextKey, string>>>> = {
  // Safe: the types are those of the files.
  en: require('./texts.en.json') as English,
  zh: require('./texts.zh.json') as Chinese,
}

export const isTextKey = (key: string): key is TextKey => Object.hasOwn(texts.en, key)

type EnvironmentKey = Extract<TextKey, `env.${Uppercase<string>}`>
export type EnvironmentName = EnvironmentKey extends `env.${infer Name}` ? Name : never

/** Safe: the keys are those of the type. */
export const environmentNames = Object.keys(texts.en).flatMap(
  (key) => /^env\.([A-Z_]+)$/.exec(key)?.[1] ?? [],
) as EnvironmentName[]
export type Values = Readonly<Record<string, string | number>>
/** A text of this room, or an error of the configuration, of a secret or of a start, which other rooms write in English. */
export type Message = readonly [key: TextKey, values?: Values] | string
export type Say = (key: TextKey, values?: Values) => string

/** What stops a command: every message is printed as one line. */
export class CommandError extends Error {
  override readonly name = 'CommandError'
  constructor(
    readonly messages: readonly Message[],
    /** Printed above the messages. */
    readonly heading?: TextKey,
  ) {
    super(messages.map((message) => translateMessage('en', message)).join('\n'))
  }
}

/** @param chosen the value of `--lang`. Without it, `LC_ALL` or `LANG` that begins with `zh` selects Chinese. */
export function languageOf(chosen: string | undefined, env: NodeJS.ProcessEnv): Language {
  const locale = chosen || env.LC_ALL || env.LC_MESSAGES || env.LANG || ''
  return locale.toLowerCase().startsWith('zh') ? 'zh' : 'en'
}

export function translate(language: Language, key: TextKey, values: Values = {}): string {
  return texts[language][key].replace(/\{(\w+)\}/g, (place, name: string) =>
    String(values[name] ?? place),
  )
}

const catalogue = (Object.keys(texts.en) as TextKey[]).filter((key) =>
  /^(fault|expected)\./.test(key),
)

export function translateMessage(language: Language, message: Message): string {
  return typeof message === 'string'
    ? translateFault(language, message)
    : translate(language, ...message)
}

/** Translates an error of another room. */
export function translateFault(language: Language, text: string): string {
  if (language === 'en') return text
  for (const key of catalogue) {
    const escaped = texts.en[key].replace(/[.*+?^$()|[\]\\]/g, '\\$&')
    const pattern = escaped.replace(/\{(\w+)\}/g, '(?<$1>.+)')
    const found = new RegExp(`^${pattern}$`, 's').exec(text)
    if (found === null) continue
    const values: Record<string, string> = {}
    for (const [name, value] of Object.entries(found.groups ?? {}))
      values[name] = translateFault(language, value)
    return translate(language, key, values)
  }
  return text
}
