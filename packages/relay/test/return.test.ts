import { describe, expect, it } from 'vitest'
import { configuration, memberBody, relayOfFile, shop } from './relay-under-test.js'
import { secretB } from './secrets.js'

const relay = relayOfFile()

const comeBack = (path: string) => relay.app.inject({ url: path })

describe('the return', () => {
  it.each([
    memberBody.returnUrl,
    `${shop}/member`,
    `${shop}/member?a=1&b=%20x#/route?tab=2`,
    'HTTPS://M.SHOP.example:443/member/%E6%9D%8E#a#b',
  ])('leads back to %s unchanged', async (returnUrl) => {
    const { pathname } = relay.redirectUrlOf(await relay.startMember({ returnUrl }))
    const response = await comeBack(pathname)
    expect(response.statusCode).toBe(303)
    expect(response.headers.location).toBe(returnUrl)
    expect(response.headers['cache-control']).toBe('no-store')
    expect(response.headers['referrer-policy']).toBe('no-referrer')
    expect(response.headers['set-cookie']).toBeUndefined()
  })

  it('ignores the query: no BizToken, one’s own, somebody else’s passed one, all lead to the same place', async () => {
    const mine = await relay.startMember()
    const theirs = await relay.startMember({ reference: 'order-2' })
    relay.finish(theirs)
    const { pathname } = relay.redirectUrlOf(mine)
    for (const query of [
      '',
      `?BizToken=${relay.bizTokenOf(mine)}&Extra=${mine.id}`,
      `?BizToken=${relay.bizTokenOf(theirs)}&Extra=${theirs.id}`,
      '?BizToken=x&BizToken=y&returnUrl=https://evil.example',
    ]) {
      expect((await comeBack(pathname + query)).headers.location).toBe(memberBody.returnUrl)
    }
    expect(await relay.read(mine)).toMatchObject({ status: 'pending' })
    expect(await relay.read(theirs)).toMatchObject({ status: 'passed' })
  })

  it('with a forged, swapped or foreign state is a plain page, never a redirect', async () => {
    const started = await relay.startMember()
    const state = relay.stateOf(started)
    const stranger = await relay.another({ relaySecret: secretB })
    const answers = [
      await comeBack(`/faceid/v1/return/${state.slice(0, -3)}AAA`),
      await comeBack(`/faceid/v1/return/${state.slice(1)}`),
      await comeBack(`/faceid/v1/return/${started.ticket}`),
      await comeBack('/faceid/v1/return/x'),
      await comeBack('/faceid/v1/return/https:%2F%2Fevil.example'),
      await stranger.inject({ url: `/faceid/v1/return/${state}` }),
    ]
    for (const answer of answers) {
      expect(answer.statusCode).toBe(400)
      expect(answer.headers.location).toBeUndefined()
      expect(answer.headers['content-type']).toContain('text/html')
      const policy = /^default-src 'none'; style-src 'sha256-/
      expect(answer.headers['content-security-policy']).toMatch(policy)
      expect(answer.body).toContain('<html lang="zh-CN">')
    }
  })

  it('with a state of three days ago says that it has expired', async () => {
    const { pathname } = relay.redirectUrlOf(await relay.startMember())
    relay.clock.now += 72 * 3_600_000
    expect((await comeBack(pathname)).statusCode).toBe(410)
  })

  it('does not lead to an address that the configuration no longer allows', async () => {
    const { pathname } = relay.redirectUrlOf(await relay.startMember())
    const member = { ...configuration.scenes.member, returnUrls: [`${shop}/elsewhere`] }
    const changed = await relay.another({
      configuration: { ...configuration, scenes: { ...configuration.scenes, member } },
    })
    const response = await changed.inject({ url: pathname })
    expect(response.statusCode).toBe(400)
    expect(response.headers.location).toBeUndefined()
  })

  it('of a verification continued on a phone is a page in the language of the browser', async () => {
    const shared = { scene: 'shared', modes: ['overlay'], returnUrl: `${shop}/` }
    const handoff = { handoff: true, consentVersion: '1' }
    const started = await relay.startMember({ ...shared, ...handoff })
    const headers = { 'accept-language': 'zh-TW,zh;q=0.9' }
    const url = relay.redirectUrlOf(started).pathname
    const response = await relay.app.inject({ url, headers })
    expect(response.statusCode).toBe(200)
    expect(response.headers.location).toBeUndefined()
    expect(response.body).toContain('<html lang="zh-HK">')
    expect(response.body.match(/<h1>/g)).toHaveLength(1)
  })

  it('is limited for each state, and for nobody else', async () => {
    const [mine, theirs] = [await relay.startMember(), await relay.startMember()]
    const statuses = new Set<number>()
    for (let turn = 0; turn < 25; turn += 1)
      statuses.add((await comeBack(relay.redirectUrlOf(mine).pathname)).statusCode)
    expect([...statuses]).toEqual([303, 429])
    expect((await comeBack(relay.redirectUrlOf(theirs).pathname)).statusCode).toBe(303)
  })

  it('stays within Tencent’s 1,024 characters for a return URL of 500', async () => {
    const returnUrl = `${shop}/member?q=`.padEnd(500, 'x')
    const { href } = relay.redirectUrlOf(await relay.startMember({ returnUrl }))
    expect(href.length).toBeLessThanOrEqual(1_024)
  })
})
