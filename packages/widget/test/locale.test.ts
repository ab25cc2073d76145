import { expect, test } from 'vitest'
import { localeOf } from '../src/client/locale.js'
import { messagesIn } from '../src/element/messages.js'

test.each([
  [['zh-CN'], 'zh-CN'],
  [['zh'], 'zh-CN'],
  [['zh-Hans-HK'], 'zh-CN'],
  [['zh-HK'], 'zh-HK'],
  [['zh-Hant'], 'zh-HK'],
  [['zh-TW'], 'zh-HK'],
  [['ZH-hk'], 'zh-HK'],
  [['zh_CN'], 'zh-CN'],
  [['en-GB'], 'en'],
  [['fr', 'zh-HK'], 'zh-HK'],
  [[undefined, null, '', 'en'], 'en'],
  [['enx', 'zhx'], 'en'],
  [['fr'], 'en'],
  [[], 'en'],
])('%j is answered in %s', (tags, locale) => {
  expect(localeOf(tags)).toBe(locale)
})

test.each(['zh-CN', 'zh-HK', 'en'] as const)(
  'every text is there in %s, with its places',
  (locale) => {
    const words = messagesIn(locale)
    expect(Object.values(words).filter((text) => !text || text === 'undefined')).toEqual([])
    expect(words.consent).toContain('{link}')
    expect(words.scanUntil).toContain('{time}')
  },
)
