import { describe, expect, it } from 'vitest'
import { translateFault } from '../src/cli/messages.js'
import { configurationFaults, readConfiguration } from '../src/config/load.js'
import { configuration, shop } from './relay-under-test.js'

const scene = { rules: { overlay: '1' }, returnUrls: [`${shop}/`] }
const file = { publicUrl: shop, scenes: { member: scene } }

describe('the configuration', () => {
  it('fills in what is left out', () => {
    const read = readConfiguration(file)
    expect(read.scenes.get('member')).toEqual({
      ...scene,
      startedBy: 'merchant',
      identity: 'captured',
      outsideWeChat: false,
      handoff: false,
      consent: false,
    })
    expect(read.limits).toEqual({
      browserStartsPerMinute: 120,
      merchantStartsPerMinute: 3_000,
      endUserStartsPerMinute: 10,
      readsPerSecond: 2,
      upstreamReadsPerSecond: 80,
    })
  })

  it('allows the origin of publicUrl by itself, and what is listed', () => {
    const { allowedOrigins } = readConfiguration(configuration)
    expect([...allowedOrigins]).toEqual([shop, 'https://club.example'])
  })

  it.each([
    ['https://m.shop.example', 'https://m.shop.example'],
    ['https://m.shop.example/', 'https://m.shop.example'],
    ['https://m.shop.example/faceid', 'https://m.shop.example/faceid'],
    ['https://m.shop.example/faceid/', 'https://m.shop.example/faceid'],
    ['http://127.0.0.1:4171', 'http://127.0.0.1:4171'],
    ['http://192.168.1.20:4171', 'http://192.168.1.20:4171'],
  ])('takes the publicUrl %s', (publicUrl, base) => {
    expect(readConfiguration({ ...file, publicUrl }).base).toBe(base)
  })

  it('says everything that is wrong at once, each with its path', () => {
    const faults = configurationFaults({
      publicUrl: 'http://m.shop.example',
      allowedOrigins: ['*', `${shop}/apply`],
      limits: { readsPerSecond: 0 },
      apiKeys: { loans: ['loan'] },
      scenes: {
        loan: { ...scene, startedBy: 'browser', identity: 'supplied', rule: {} },
        member: {
          ...scene,
          identity: 'suplied',
          returnUrls: ['/apply', `${shop}/a/../b`, `${shop}/%2e%2e/`, `${shop}/?a=1`],
        },
        none: null,
        Open: { ...scene, returnUrls: [1] },
      },
    })
    expect(faults.map((fault) => fault.split(/[ :]/)[0]).sort()).toEqual([
      'allowedOrigins.0',
      'allowedOrigins.1',
      'apiKeys.loans',
      'limits.readsPerSecond',
      'publicUrl',
      'scenes.Open',
      'scenes.loan',
      'scenes.loan.rule',
      'scenes.member.identity',
      'scenes.member.returnUrls.0',
      'scenes.member.returnUrls.1',
      'scenes.member.returnUrls.2',
      'scenes.member.returnUrls.3',
      'scenes.none',
    ])
    expect(faults.join()).toContain('write https://m.shop.example')
    expectChinese(faults)
  })

  const withScene = (more: object) => ({ ...file, scenes: { member: { ...scene, ...more } } })
  const words = (text: string) => ({ intention: { mode: 'reading', text } })
  const ruleless = { returnUrls: [shop] }

  it.each<[string, unknown, string]>([
    ['nothing', undefined, 'the configuration must be a JSON object'],
    ['a list', [], 'the configuration must be a JSON object'],
    ['no scenes', { publicUrl: shop }, 'scenes'],
    ['empty scenes', { ...file, scenes: {} }, 'scenes'],
    ['a scene without rules', { ...file, scenes: { member: ruleless } }, 'scenes.member.rules'],
    ['a scene with no RuleId', withScene({ rules: {} }), 'scenes.member.rules'],
    ['a RuleId as a number', withScene({ rules: { overlay: 1 } }), 'scenes.member.rules.overlay'],
    ['a RuleId with letters', withScene({ rules: { native: 'x1' } }), 'scenes.member.rules.native'],
    ['no return URL', withScene({ returnUrls: [] }), 'scenes.member.returnUrls'],
    ['words over the limit', withScene(words('长'.repeat(121))), 'scenes.member.intention.text'],
    ['words without a mode', withScene({ intention: { text: '同意' } }), 'scenes.member.intention'],
    ['another scheme in publicUrl', { ...file, publicUrl: 'ftp://m.shop.example' }, 'publicUrl'],
    ['a query in publicUrl', { ...file, publicUrl: `${shop}/?a=1` }, 'publicUrl'],
    ['user-info in publicUrl', { ...file, publicUrl: 'https://a:b@m.shop.example' }, 'publicUrl'],
    ['a long publicUrl', { ...file, publicUrl: `${shop}/${'a'.repeat(300)}` }, 'publicUrl'],
    [
      'http for webhooks',
      withScene({ webhookUrl: 'http://10.0.0.1/' }),
      'scenes.member.webhookUrl',
    ],
    ['a scene with a capital', { ...file, scenes: { Member: scene } }, 'scenes.Member has a name'],
    [
      'an API key of no scene',
      { ...file, apiKeys: { a: { scenes: ['x'] } } },
      'apiKeys.a.scenes.0',
    ],
    ['a typo', { ...file, scene: {} }, 'scene is not a known field; did you mean `scenes`'],
    ['an unknown field', { ...file, colour: 1 }, 'colour is not a known field'],
  ])('refuses %s, in Chinese too', (_title, value, path) => {
    const faults = configurationFaults(value)
    expect(faults).toContainEqual(expect.stringMatching(new RegExp(`^${path}`)))
    expectChinese(faults)
  })

  function expectChinese(faults: string[]) {
    for (const fault of faults) {
      const chinese = translateFault('zh', fault)
      expect(chinese).toMatch(/[一-鿿]/)
      expect(chinese).not.toMatch(/must be|is missing|not a known/)
    }
  }
})
