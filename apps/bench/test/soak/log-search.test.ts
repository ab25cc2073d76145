import { describe, expect, it } from 'vitest'
import { searchLog } from '../../src/soak/log-search.js'
import { personOf } from '../../src/soak/person.js'

const { name, idCard } = personOf(4_711, '沙箱通过')
const bizToken = '0A1B2C3D-0000-4000-8000-0123456789AB'
const ticket = `v1-${'q7Zt_x'.repeat(40)}`
const secrets = [name, idCard, bizToken, ticket]
const clean = `{"level":30,"msg":"request","requestId":"5f0c2b1e-7d1a-4c3e-9a0b-1c2d3e4f5a6b"}`

describe('the search through the logs', () => {
  it('finds nothing where nothing is', () => {
    expect(searchLog([clean], secrets)).toEqual([])
  })

  it.each([
    ['a BizToken', `{"token":"${bizToken}"}`],
    ['a BizToken', `{"url":"/return?BizToken=${bizToken.toLowerCase()}"}`],
    ['an ID number', `{"idCard":"${idCard}"}`],
    ['a ticket or a state', `Bearer ${ticket}`],
    ['a ticket or a state', `…${ticket.slice(-30)}`],
    ['a name', `{"name":"${name}"}`],
    ['a name', `/apply?name=${encodeURIComponent(name)}`],
    ['a name', '{"name":"\\u6c99\\u7bb1\\u901a\\u8fc7"}'],
  ])('finds %s in %s', (kind, line) => {
    expect(new Set(searchLog([clean, line], secrets))).toEqual(new Set([kind]))
  })

  it('does not show what it has found', () => {
    const found = searchLog([ticket, name, idCard], secrets).join()
    for (const secret of secrets) expect(found).not.toContain(secret)
  })
})
