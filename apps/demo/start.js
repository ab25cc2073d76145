// `npm start`: installs, builds, and runs sandbox, relay and demo until Ctrl-C.
// Plain Node only, because nothing is installed before the first run.
import { randomBytes } from 'node:crypto'
import { buildIfChanged } from '../../.ci/build.js'
import { install } from '../../.ci/install.js'
import { chooseAddresses } from './start/addresses.js'
import { answering, requireFreePorts } from './start/ports.js'
import { startRelay } from './start/relay.js'

const [major, minor] = process.versions.node.split('.').map(Number)

/** Of the staff page; a new one at each start. */
const staffPassword = randomBytes(8).toString('hex')

/** Stops what was started, the latest first. */
const stops = []
let stopping

try {
  if (major < 20 || (major === 20 && minor < 19)) {
    throw new Error(`This is Node ${process.versions.node}; Node 20.19 or later is needed.`)
  }
  const addresses = chooseAddresses(process.env)
  await requireFreePorts(addresses)
  await install()
  await buildIfChanged()
  await run(addresses)
  console.log(welcome(addresses))
} catch (error) {
  console.error(error.message)
  process.exitCode = 1
  await stop()
}

async function run({ listen, demo, relay, sandbox }) {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop)
  stopWithNpm()
  console.log('启动中 · starting …')

  const { createSandbox, sandboxCredential } = await import('@faceid-h5/sandbox')
  const sandboxServer = await createSandbox({
    host: listen,
    port: sandbox.port,
    publicUrl: sandbox.url,
    allowRemote: true,
  })
  stops.unshift(() => sandboxServer.close())

  const relayProcess = await startRelay({ listen, demo, relay, sandbox, sandboxCredential })
  stops.unshift(relayProcess.stop)
  relayProcess.ended.then(() => {
    if (stopping) return
    console.error('The relay has ended: see above.')
    process.exitCode = 1
    return stop()
  })

  const { createDemo } = await import('./dist/index.js')
  const demoServer = await createDemo({
    relayUrl: relay.url,
    apiKey: relayProcess.apiKey,
    webhookSecret: relayProcess.webhookSecret,
    host: listen,
    port: demo.port,
    allowSandbox: true,
    staffPassword,
  })
  stops.unshift(() => demoServer.close())

  await answering(`${relay.url}/healthz`, relayProcess.ended)
}

/** Stops everything, once. */
function stop() {
  stopping ??= (async () => {
    if (stops.length === 0) return
    console.log('\nStopping …')
    for (const end of stops) await end()
    console.log('Stopped. Goodbye, 再见！')
  })()
  return stopping
}

/** A SIGTERM to npm ends npm and its shell, but is not handed on: then the parent is another one. */
function stopWithNpm() {
  const parent = process.ppid
  if (process.env.npm_lifecycle_event === undefined) return
  setInterval(() => process.ppid !== parent && stop(), 500).unref()
}

function welcome({ demo, relay, sandbox, phone }) {
  return `
  faceid-h5 已启动 · is running

    商店 Shop     ${demo.url}   请打开这个地址 · open this one
    店员 Staff    ${demo.url}/staff   用户 user staff，密码 password ${staffPassword}
    中继 Relay    ${relay.url}   由商户部署 · what a merchant deploys
    沙箱 Sandbox  ${sandbox.url}   模拟腾讯云，一切都不是真的 · nothing is real

  ${phone}
  停止 · stop: Ctrl-C
`
}
