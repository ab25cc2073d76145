import { Validator } from '@seriousme/openapi-schema-validator'
import Fastify from 'fastify'
import { describe, expect, it } from 'vitest'
import { faceidRelay } from '../src/server/plugin.js'
import { checkAnswer, openApi } from './openapi-document.js'
import { configuration, relayOptions } from './relay-under-test.js'

const operations = Object.entries(openApi.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, ...operation })),
)

// The tests of every route hold what it answers against this document: see relay-under-test.ts.
describe('the OpenAPI document', () => {
  it('is valid OpenAPI 3.1', async () => {
    const { valid, errors } = await new Validator().validate(structuredClone({ ...openApi }))
    expect(valid, JSON.stringify(errors)).toBe(true)
    expect(openApi.openapi).toMatch(/^3\.1\./)
  })

  it('has every route of the relay and nothing else, and is answered with publicUrl', async () => {
    const routes: string[] = []
    const host = Fastify({ routerOptions: { maxParamLength: 1_024 } })
    host.addHook('onRoute', ({ method, url }) => {
      for (const one of [method].flat()) {
        if (one !== 'HEAD' && one !== 'OPTIONS') routes.push(`${one.toLowerCase()} ${url}`)
      }
    })
    await host.register(faceidRelay, relayOptions)
    const answered = await host.inject('/faceid/openapi.json')
    await host.close()
    expect(answered.json()).toEqual({ ...openApi, servers: [{ url: configuration.publicUrl }] })
    const described = operations.map(
      ({ method, path }) => `${method} /faceid${path.replaceAll(/\{([a-z]+)\}/gi, ':$1')}`,
    )
    expect(described.sort()).toEqual(routes.sort())
    const ids = operations.flatMap(({ operationId }) => operationId ?? [])
    expect(new Set(ids).size).toBe(ids.length)
  })

  it.each(operations)('says what $method $path is for and what each answer means', (operation) => {
    expect(operation.summary).toBeTruthy()
    // Of a status without a schema Fastify would send undeclared fields.
    expect(operation.responses).toHaveProperty('default')
    for (const { description } of Object.values(operation.responses)) {
      expect(description).toBeTruthy()
      expect(description).not.toBe('Default Response')
    }
  })

  it('catches a field, a code, a type and a body that it does not have', () => {
    const [json, problem] = ['application/json', 'application/problem+json']
    const alive = { status: 'alive' }
    const check = (path: string, statusCode: number, type: string, value: unknown) => () => {
      const body = value === undefined ? '' : JSON.stringify(value)
      const headers = { 'content-type': type }
      checkAnswer('GET', path, { statusCode, headers, body, json: () => value })
    }
    expect(check('/healthz', 200, json, alive)).not.toThrow()
    expect(check('/healthz', 200, json, { ...alive, more: 1 })).toThrow('additional properties')
    expect(check('/healthz', 200, 'text/html', alive)).toThrow('is text/html')
    expect(check('/healthz', 404, problem, { code: 'new' })).toThrow('required')
    expect(check('/v1/return/x', 303, '', alive)).toThrow('has a body')
  })
})
