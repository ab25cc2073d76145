import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { translateFault } from '../src/cli/messages.js'
import { defaultLimits, sceneDefaults } from '../src/config/schema.js'
import { configuration, shop } from './relay-under-test.js'

const root = new URL('..', import.meta.url)
const file: object = JSON.parse(readFileSync(new URL('config.schema.json', root), 'utf8'))
// As an editor does it: by the published file alone, with a validator that is not the relay's.
const ajv = new Ajv2020({ allErrors: true, discriminator: true })
const validate = ajv.compile(file)

describe('the published JSON Schema of the configuration', () => {
  it('is JSON Schema 2020-12', () => {
    expect(ajv.validateSchema(file)).toBe(true)
  })

  it('explains every field, in Chinese too', () => {
    const unexplained: string[] = []
    const walk = (schema: unknown, path: string) => {
      if (typeof schema !== 'object' || schema === null) return
      const { properties, patternProperties, oneOf, items, description, ...rest } =
        schema as Record<string, object>
      const chinese = translateFault('zh', `x must be ${description}`)
      const explained = !chinese.includes(String(description))
      // A branch is explained by the whole.
      if (!explained && !('const' in rest) && !/\d$/.test(path)) unexplained.push(path)
      const fields = { ...properties, ...patternProperties, ...oneOf, items }
      for (const [name, field] of Object.entries(fields)) walk(field, `${path}.${name}`)
    }
    walk(file, '')
    expect(unexplained).toEqual([])
  })

  it('allows what the relay allows', () => {
    const more = { $schema: 'x', hostedPageHosts: ['shop.example'], limits: defaultLimits }
    const member = { ...sceneDefaults, ...configuration.scenes.member, webhookUrl: shop }
    const scenes = { ...configuration.scenes, member }
    expect(validate({ ...configuration, ...more, scenes })).toBe(true)
    expect(validate({ ...configuration, scene: {} })).toBe(false)
  })
})
