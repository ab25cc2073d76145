// Writes the JSON Schema of the configuration file, made of the relay's own schema. Part of the build.
import { writeFileSync } from 'node:fs'
import { publishedSchema } from './dist/config/published-schema.js'

const file = new URL('config.schema.json', import.meta.url)
writeFileSync(file, `${JSON.stringify(publishedSchema(), null, 2)}\n`)
