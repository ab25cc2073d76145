// Pages are HTML files with holes: {{name}} for a value, escaped; {{> part}} for another file; {{@ name}} for the file
// that a value names; {{* part list}} for another file once for each entry of a list.
import { readFileSync } from 'node:fs'

export type Values = Readonly<Record<string, string | readonly Values[]>>

/** Fills the holes of `pages/<name>.html`; a hole without a value is a mistake, not an empty string. */
export function render(name: string, locale: string, values: Values): string {
  return fill(name, values).replace('<html lang="zh-CN">', `<html lang="${locale}">`)
}

/** In one pass: what a value brings is never read as a hole. */
function fill(name: string, values: Values): string {
  const holes = /\{\{(?:([>@]) ([\w-]+)|\* ([\w-]+) ([\w.-]+)|([\w.-]+))\}\}/g
  return source(name).replace(
    holes,
    (_, kind?: string, part = '', each?: string, list = '', key = '') => {
      if (kind) return fill(kind === '@' ? String(values[part]) : part, values)
      const value = values[each ? list : key]
      if (each && typeof value === 'object') {
        return value.map((entry) => fill(each, { ...values, ...entry })).join('')
      }
      if (typeof value === 'string' && !each) return escapeHtml(value)
      throw new Error(`pages/${name}.html needs a value for ${each ? list : key}`)
    },
  )
}

function source(name: string): string {
  return readFileSync(new URL(`../pages/${name}.html`, import.meta.url), 'utf8')
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
