import { readdirSync, readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { readConfiguration } from '../src/config/load.js'
import { configurationSchema } from '../src/config/schema.js'
import { configuration, shop } from './relay-under-test.js'

const root = new URL('..', import.meta.url)
const file: object = JSON.parse(readFileSync(new URL('config.schema.json', root), 'utf8'))
// As an editor does it: by the published file alone, with a validator that is not the relay's.
const ajv = new Ajv2020({ allErrors: true, discriminator: true })
const validate = ajv.compile(file)

const scene = { rules: { overlay: '1' }, returnUrls: [`${shop}/`] }

describe('the published JSON Schema of the configuration', () => {
  it('is what the build makes of the code (if not: build, and commit it)', () => {
    expect(file).toMatchObject(JSON.parse(JSON.stringify(configurationSchema)))
  })

  it('is JSON Schema 2020-12', () => {
    expect(ajv.validateSchema(file)).toBe(true)
  })

  it('explains every field, and states the default of every field that has one', () => {
    const unexplained: string[] = []
    const walk = (schema: unknown, path: string) => {
      if (typeof schema !== 'object' || schema === null) return
      const { properties, patternProperties, oneOf, items } = schema as Record<string, object>
      for (const [name, field] of Object.entries(properties ?? {})) {
        const literal = 'const' in field
        if (!literal && !('description' in field)) unexplained.push(`${path}.${name}`)
        walk(field, `${path}.${name}`)
      }
      for (const inner of Object.values({ ...patternProperties, ...oneOf, items }))
        walk(inner, `${path}.*`)
    }
    walk(file, '')
    expect(unexplained).toEqual([])

    const defaults = readConfiguration({ publicUrl: shop, scenes: { member: scene } })
    const { properties } = file as { properties: Record<string, Record<string, never>> }
    const sceneFields = Object.values<{ properties: object }>(
      properties.scenes?.patternProperties ?? {},
    )[0]?.properties
    const member = Object.entries(defaults.scenes.get('member') ?? {})
    for (const [name, value] of member.filter(([name]) => !(name in scene)))
      expect(sceneFields, name).toHaveProperty([name, 'default'], value)
    for (const [name, value] of Object.entries(defaults.limits))
      expect(properties.limits?.properties, name).toHaveProperty([name, 'default'], value)
  })

  it('takes the configuration of the relay’s own tests', () => {
    expect(validate(configuration), JSON.stringify(validate.errors)).toBe(true)
  })

  it('is shipped', () => {
    const manifest = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'))
    expect(manifest.files).toContain('config.schema.json')
    expect(readdirSync(root)).toContain('config.schema.json')
    expect(manifest.exports['./config.schema.json']).toBe('./config.schema.json')
  })
})
