// Pages are HTML files with holes: {{name}} for a value, escaped, and {{> part}} for another file.
import { readFileSync } from 'node:fs'

/** Fills the holes of `pages/<name>.html`; a hole without a value is a mistake, not an empty string. */
export function render(
  name: string,
  locale: string,
  values: Readonly<Record<string, string>>,
): string {
  return source(name)
    .replace('<html lang="zh-CN">', `<html lang="${locale}">`)
    .replace(/\{\{> ([\w-]+)\}\}/g, (_, part: string) => source(part))
    .replace(/\{\{([\w.-]+)\}\}/g, (_, key: string) => {
      const value = values[key]
      if (value === undefined) throw new Error(`pages/${name}.html needs a value for ${key}`)
      return escapeHtml(value)
    })
}

function source(name: string): string {
  return readFileSync(new URL(`../pages/${name}.html`, import.meta.url), 'utf8')
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
