// Runs the measurements for `npm run bench`. Plain Node, because it installs and builds first.
import { build } from '../../.ci/build.js'
import { pnpm } from '../../.ci/command.js'
import { install } from '../../.ci/install.js'
import { prepareTools } from '../../.ci/tools.js'

const args = process.argv.slice(2)
try {
  await install()
  const tools = await prepareTools()
  await build()
  const { runBench } = await import('./dist/main.js')
  const missed = await runBench(args, tools)
  // Aligns the columns of the written tables.
  if (!args.includes('--quick'))
    await pnpm(['exec', 'biome', 'format', '--write', 'docs', 'apps/bench'])
  console.log(missed === 0 ? '\nEvery target is met.' : `\n${missed} targets are missed.`)
  process.exit(0)
} catch (error) {
  console.error(error)
  process.exit(1)
}
