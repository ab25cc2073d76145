// The relay as a merchant runs it: its command, a configuration file, and secrets in the environment.
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isLoopback } from './addresses.js'

const command = fileURLToPath(new URL('../../../packages/relay/dist/cli/main.js', import.meta.url))

export async function startRelay({ listen, demo, relay, sandbox, sandboxCredential }) {
  const folder = mkdtempSync(join(tmpdir(), 'faceid-h5-'))
  const file = join(folder, 'relay.json')
  const origins = [demo.url, localhost(demo)].filter(Boolean)
  const webhookUrl = `http://127.0.0.1:${demo.port}/webhooks/faceid`
  writeFileSync(file, JSON.stringify({ ...configuration(relay.url, origins), webhookUrl }))

  const apiKey = randomBytes(24).toString('hex')
  const webhookSecret = `whsec_${randomBytes(32).toString('base64')}`
  const child = spawn(process.execPath, [command, '--config', file], {
    stdio: ['ignore', 'inherit', 'inherit'],
    // Ctrl-C goes to the whole group; the relay is stopped by us, after the demo.
    detached: process.platform !== 'win32',
    env: {
      ...process.env,
      TENCENTCLOUD_SECRET_ID: sandboxCredential.secretId,
      TENCENTCLOUD_SECRET_KEY: sandboxCredential.secretKey,
      RELAY_SECRET: randomBytes(32).toString('base64'),
      MERCHANT_API_KEY: apiKey,
      WEBHOOK_SECRET: webhookSecret,
      WEBHOOK_STORE: `file:${join(folder, 'webhooks')}`,
      FACEID_ENDPOINT: sandbox.url,
      HOST: listen,
      PORT: String(relay.port),
      LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn',
    },
  })
  const ended = new Promise((resolve) => {
    child.once('error', resolve)
    child.once('exit', resolve)
  }).then(() => rmSync(folder, { recursive: true, force: true }))
  // If this process ends in any other way than by `stop`.
  process.once('exit', () => child.kill())

  return { apiKey, webhookSecret, ended, stop }

  async function stop() {
    child.kill('SIGTERM')
    const impatience = setTimeout(() => child.kill('SIGKILL'), 5000)
    await ended
    clearTimeout(impatience)
  }
}

/** Three scenes: one that a page may start, one that only the merchant's back end may, one that a phone may do for a computer. */
export function configuration(publicUrl, allowedOrigins) {
  const returnUrls = allowedOrigins.map((origin) => `${origin}/`)
  return {
    publicUrl,
    allowedOrigins,
    scenes: {
      member: {
        rules: { native: '1000004', overlay: '1000003' },
        startedBy: 'browser',
        returnUrls,
      },
      loan: {
        rules: { native: '1000001', overlay: '1000002' },
        startedBy: 'merchant',
        identity: 'supplied',
        intention: {
          mode: 'questions',
          questions: [{ ask: '您是否同意订单中的内容？', answers: ['同意', '是的'] }],
        },
        returnUrls,
      },
      auction: {
        rules: { overlay: '1000005' },
        startedBy: 'browser',
        outsideWeChat: true,
        handoff: true,
        returnUrls,
      },
    },
  }
}

/** The other name under which people open the same page. */
function localhost({ url, port }) {
  return isLoopback(new URL(url).hostname) && `http://localhost:${port}`
}
