import { createServer } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { listen } from '../../../.config/listen.js'
import { chooseAddresses } from '../start/addresses.js'
import { requireFreePorts } from '../start/ports.js'

describe('the addresses of `npm start`', () => {
  test('are fixed unless the environment says otherwise', () => {
    expect(chooseAddresses({})).toMatchObject({
      listen: '127.0.0.1',
      demo: { url: 'http://127.0.0.1:4170' },
      relay: { url: 'http://127.0.0.1:4171' },
      sandbox: { url: 'http://127.0.0.1:4172' },
    })
    expect(chooseAddresses({ HOST: '192.168.1.20', DEMO_PORT: '8000' })).toMatchObject({
      listen: '192.168.1.20',
      demo: { url: 'http://192.168.1.20:8000' },
    })
  })

  test('are ones that a browser can open, also when the demo listens everywhere', () => {
    const { listen, demo } = chooseAddresses({ HOST: '0.0.0.0' })
    expect(listen).toBe('0.0.0.0')
    expect(demo.url).not.toContain('0.0.0.0')
  })

  test.each([
    [{ DEMO_PORT: 'http' }, 'DEMO_PORT'],
    [{ RELAY_PORT: '0' }, 'RELAY_PORT'],
    [{ SANDBOX_PORT: '65536' }, 'SANDBOX_PORT'],
    [{ DEMO_PORT: '4171' }, 'different'],
    [{ HOST: '203.0.113.1' }, 'https'],
    [{ HOST: 'shop.example' }, 'https'],
  ])('are refused in one line where they cannot be (%j)', (env, word) => {
    expect(() => chooseAddresses(env)).toThrow(word)
  })
})

test('a port that is taken is named, with the variable that changes it', async () => {
  const server = createServer()
  onTestFinished(() => void server.close())
  const { port } = new URL(await listen(server))
  const free = { port: 0 }
  const addresses = { ...chooseAddresses({}), demo: free, relay: { port }, sandbox: free }
  const line = await requireFreePorts(addresses).catch((error: Error) => error.message)
  expect(line).toContain(port)
  expect(line).toContain('RELAY_PORT')
  expect(line).not.toContain('\n')
})

test('a HOST that is no address of this computer is said so', async () => {
  const addresses = chooseAddresses({ HOST: '10.255.255.254' })
  await expect(requireFreePorts(addresses)).rejects.toThrow('HOST=10.255.255.254')
})
