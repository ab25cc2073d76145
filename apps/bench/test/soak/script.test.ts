import { magicNames } from '@faceid-h5/sandbox'
import { describe, expect, it } from 'vitest'
import { createRandom } from '../../src/soak/random.js'
import { scenes } from '../../src/soak/scenes.js'
import { scripts } from '../../src/soak/script.js'
import { nextShower } from '../../src/soak/weather.js'

describe('the scripts', () => {
  it('are for every scene, and have every kind of end in each', () => {
    for (const scene of Object.keys(scenes)) {
      const ends = scripts.filter((one) => one.scene === scene).map((one) => one.expected.status)
      expect(new Set(ends), scene).toEqual(new Set(['passed', 'failed', 'expired']))
    }
  })

  it('use every magic name of the sandbox', () => {
    const used = new Set(scripts.map(({ magicName }) => magicName))
    for (const name of Object.keys(magicNames)) expect(used, name).toContain(name)
  })

  it('say a reason where they fail, and only there', () => {
    for (const { expected, kind } of scripts)
      expect(expected.reason !== undefined, kind).toBe(expected.status === 'failed')
  })
})

describe('the weather', () => {
  const kinds = (late: boolean) => {
    const random = createRandom(1)
    return Array.from({ length: 1_000 }, () => nextShower(random, late).behaviour)
  }

  it('has every way in which the sandbox can misbehave', () => {
    const all = new Set(kinds(false).map(({ kind }) => kind))
    const every = ['slow', 'hang', 'reset', 'status', 'empty', 'html', 'truncated', 'error', 'ok']
    expect([...all].sort()).toEqual(every.sort())
  })

  it('forgets no token once its time is over, for that would be believed', () => {
    const codes = kinds(true).map((one) => (one.kind === 'error' ? one.code : ''))
    expect(codes).not.toContain('InvalidParameterValue.BizTokenExpired')
  })

  it('is the same with the same seed', () => {
    expect(kinds(false)).toEqual(kinds(false))
  })
})
