import { readFileSync } from 'node:fs'
import { Registry } from 'prom-client'
import { beforeAll, describe, expect, it } from 'vitest'
import { createWebhookMetrics } from '../../webhooks/src/metrics.js'
import { createMetrics } from '../src/server/metrics.js'

const operations = readFileSync(new URL('../../../docs/operations.md', import.meta.url), 'utf8')
const rules = /^```yaml file=alerts\.yml\n([\s\S]*?)^```$/m.exec(operations)?.[1] ?? ''

/** Name → labels, of everything the relay counts; a histogram under each name it is exposed by. */
const counted = new Map<string, string[]>()

beforeAll(async () => {
  const registry = new Registry()
  const metrics = await createMetrics(registry)
  metrics.started('member', 'native', 'browser')
  metrics.judged({ status: 'passed', final: true })
  metrics.called({ action: 'DetectAuth', milliseconds: 1, code: 'Success', clockAheadMs: 0 })
  metrics.breaker('start', 'open')
  metrics.answered('/v1/verifications', 201, 1)
  const webhooks = await createWebhookMetrics(registry)
  webhooks.checked('final')
  webhooks.delivered({ kind: 'delivered' }, 1)
  webhooks.jobs({ waiting: 1, dead: 0 })
  for (const { name, type, values } of await registry.getMetricsAsJSON()) {
    const labels = [...new Set(values.flatMap((value) => Object.keys(value.labels)))].sort()
    counted.set(name, labels)
    if (String(type) === 'histogram') {
      for (const suffix of ['count', 'sum', 'bucket']) counted.set(`${name}_${suffix}`, labels)
    }
  }
})

describe('the operations manual', () => {
  it('names no metric that the relay does not have', () => {
    const named = [...operations.matchAll(/\bfaceid_[a-z_]+/g)].map(([name]) => name)
    expect(named.length).toBeGreaterThan(10)
    expect(named.filter((name) => !counted.has(name))).toEqual([])
  })

  it('has a row with the right labels for every metric', () => {
    const rows = [...operations.matchAll(/^\| `(faceid_\w+)` +\| ([^|]+)\|/gm)].map(
      ([, name, labels = '']) => [
        name,
        [...labels.matchAll(/`(\w+)`/g)].map(([, label]) => label).sort(),
      ],
    )
    const all = [...counted].filter(([name]) => !/_(count|sum|bucket)$/.test(name))
    expect(Object.fromEntries(rows)).toEqual(
      Object.fromEntries(all.map(([name, labels]) => [name, labels.filter((l) => l !== 'le')])),
    )
  })

  it('asks in its alerts only for labels that the metric has', () => {
    const selectors = [...rules.matchAll(/(faceid_\w+)\s*\{([^}]*)\}/g)]
    expect(selectors.length).toBeGreaterThan(5)
    for (const [, name = '', selector = ''] of selectors) {
      for (const [, label] of selector.matchAll(/(\w+)\s*=~?\s*"/g)) {
        expect(counted.get(name), `${name}{${label}}`).toContain(label)
      }
    }
  })
})
