// What `npm run bench` runs: installs, builds, finds Chromium and Redis, and measures.
// Plain Node and nothing else, because before the first install there is nothing else.
import { build } from '../../.ci/build.js'
import { pnpm } from '../../.ci/command.js'
import { install } from '../../.ci/install.js'
import { findTools } from '../../.ci/tools.js'

// What was started is ended by whoever started it, when this process exits.
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
]) {
  process.on(signal, () => process.exit(code))
}

const started = Date.now()
try {
  await install()
  const tools = await findTools()
  await build()
  const { runBench } = await import('./dist/main.js')
  const args = process.argv.slice(2)
  const missed = await runBench({ args, tools, print: console.log })
  if (!args.includes('--quick')) await layOut()
  console.log(`\nTook ${Math.round((Date.now() - started) / 1_000)} s.`)
  console.log(missed.length === 0 ? 'Every target is met.' : `${missed.length} targets are missed.`)
  process.exit(0)
} catch (error) {
  console.error(error)
  process.exit(1)
}

/** The written files as the formatter wants them. */
async function layOut() {
  const files = ['docs', 'README.md', 'README.zh-CN.md', 'apps/bench/results']
  const { code, output } = await pnpm(['exec', 'biome', 'format', '--write', ...files])
  if (code !== 0) process.stderr.write(output)
}
