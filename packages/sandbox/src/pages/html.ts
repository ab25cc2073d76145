/** HTML as a tagged template: everything put into it is escaped, but HTML made the same way. */
export interface Html {
  readonly html: string
}

type Value = string | number | Html | readonly Html[] | false | undefined

export function html(strings: TemplateStringsArray, ...values: Value[]): Html {
  return {
    html: strings.reduce((text, part, place) => text + write(values[place - 1]) + part),
  }
}

function write(value: Value): string {
  if (value === undefined || value === false) return ''
  if (typeof value === 'string') return escapeText(value)
  if (typeof value === 'number') return String(value)
  return 'html' in value ? value.html : value.map((part) => part.html).join('')
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => entities[letter] ?? letter)
}
