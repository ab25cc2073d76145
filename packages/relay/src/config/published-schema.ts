// The JSON Schema of the configuration file as it is published: for editors, with one description that says what a
// field is for and what may stand there.
import { ConfigurationSchema } from './schema.js'

export const publishedSchemaUrl = 'https://unpkg.com/@faceid-h5/relay/config.schema.json'

export function publishedSchema(): object {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: publishedSchemaUrl,
    // Safe: a schema is an object, and stays one.
    ...(described(ConfigurationSchema) as object),
  }
}

/** Not every editor shows `title`, and none shows `title` and `description` in the same way. */
function described(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(described)
  if (typeof schema !== 'object' || schema === null) return schema
  // A field of the configuration may have one of these names too; it is a schema then, and no text.
  const isText = ([name, member]: [string, unknown]) =>
    (name === 'title' || name === 'description') && typeof member === 'string'
  const members = Object.entries(schema)
  // The title first.
  const texts = members
    .filter(isText)
    .sort(([one]) => (one === 'title' ? -1 : 1))
    .map(([, text]) => sentence(String(text)))
  const rest = members
    .filter((member) => !isText(member))
    .map(([name, member]) => [name, described(member)])
  return Object.fromEntries(texts.length === 0 ? rest : [['description', texts.join(' ')], ...rest])
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}
