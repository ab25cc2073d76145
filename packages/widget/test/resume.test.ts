import { expect, test } from 'vitest'
import { codeOf, headless } from './headless.js'
import { platform } from './platform.js'

const here = headless()

test('the ticket goes into the header and never into an address', async () => {
  await here.page().start()
  await here.page().check()
  expect(here.relay.asked.at(-1)?.headers.authorization).toBe('Bearer ticket-0')
  expect(here.calls().join(' ')).not.toContain('ticket')
})

test('the language of the page is asked for, or the one that is wanted', async () => {
  await here.page().start()
  await here.page({ locale: 'zh-TW' }).check()
  expect(here.relay.asked.map(({ headers }) => headers['accept-language'])).toEqual([
    'zh-CN',
    'zh-HK',
  ])
})

test('another reference on the same phone sees nothing of the first', async () => {
  await here.page().start()
  expect(await here.page({ reference: 'order-2' }).resume()).toBeNull()
})

test('with nothing open, resuming asks nobody', async () => {
  expect(await here.page().resume()).toBeNull()
  expect(here.calls()).toEqual([])
})

test('resuming asks until there is an outcome', async () => {
  await here.page().start()
  here.relay.hold = async (call) => {
    if (call.startsWith('GET') && here.calls().length > 3) {
      here.relay.outcome = { status: 'passed', final: true, resultToken: 'token' }
    }
  }
  expect(await here.page().resume()).toMatchObject({ status: 'passed', resultToken: 'token' })
})

test('resuming says pending after 15 seconds, however slow the relay is', async () => {
  await here.page().start()
  let release: () => void = () => {}
  here.relay.hold = () => new Promise((resolve) => (release = resolve))
  const outcome = here.page().resume()
  here.around.elapse(15_000)
  expect(await outcome).toMatchObject({ id: '0', status: 'pending', final: false })
  release()
})

test('resuming with a relay that is out of reach says so', async () => {
  await here.page().start()
  await here.relay.close()
  expect(await codeOf(here.page().resume())).toBe('relay_unreachable')
})

test.each(['ticket_invalid', 'not_found'] as const)(
  'with %s nothing is open any more',
  async (code) => {
    await here.page().start()
    here.relay.problems.verifications = { status: 401, code, detail: 'No', retryable: false }
    expect(await here.page().check()).toBeNull()
    here.relay.problems.verifications = undefined
    expect(await here.page().check()).toBeNull()
  },
)

test('with ticket_expired the verification has expired', async () => {
  await here.page().start()
  const gone = { status: 410, code: 'ticket_expired', detail: 'No', retryable: false } as const
  here.relay.problems.verifications = gone
  expect(await here.page().check()).toMatchObject({ id: '0', status: 'expired', final: true })
})

test('a ticket handed in is read, and gone back to', async () => {
  await here.page().start()
  const emptied = platform()
  const url = `${here.relay.address}/v1/hosted/0`
  const ticket = { id: '0', ticket: 'ticket-0', url, openUntil: Date.now() + 7_200_000 }
  const faceid = here.page({ ticket, reference: 'order-9' }, emptied)
  expect((await faceid.check())?.id).toBe('0')
  await faceid.start()
  expect(emptied.went).toEqual([url])
  expect(here.starts()).toHaveLength(1)
})

test('an older ticket handed in does not replace a newer one', async () => {
  await here.page().start()
  const ticket = { id: '7', ticket: 'ticket-7', openUntil: Date.now() }
  expect((await here.page({ ticket }).check())?.id).toBe('0')
})
