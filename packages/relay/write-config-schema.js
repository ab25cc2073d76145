// Writes the JSON Schema of the configuration file for editors. Part of the build.
import { writeFileSync } from 'node:fs'
import { configurationSchema, configurationSchemaUrl } from './dist/config/schema.js'

const dialect = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: configurationSchemaUrl,
}
const text = JSON.stringify({ ...dialect, ...configurationSchema }, null, 2)
writeFileSync(new URL('config.schema.json', import.meta.url), `${text}\n`)
