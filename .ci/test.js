// `npm test`: sets up what is missing, runs every check, and ends with `N passed, N failed` over what really ran.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from './build.js'
import { pnpm, root } from './command.js'
import { install } from './install.js'
import { findTools } from './tools.js'

const started = Date.now()
const total = { passed: 0, failed: 0 }
const reports = mkdtempSync(join(tmpdir(), 'faceid-h5-reports-'))

try {
  await install()
  const tools = await findTools()
  await build()
  const env = { ...tools, CI: process.env.CI ?? '' }
  await check('format and lint', [
    'exec',
    'biome',
    'ci',
    '--error-on-warnings',
    '--colors=off',
    '.',
  ])
  for (const folder of folders(['packages', 'apps', '.'], 'tsconfig.json')) {
    await check(`types of ${folder}`, ['exec', 'tsc', '--noEmit', '-p', folder])
  }
  await suite('unit and integration', 'vitest.json', vitestCounts, env, (file) => [
    ...['exec', 'vitest', 'run', '--config', '.config/vitest.config.js'],
    ...['--reporter=default', '--reporter=json', `--outputFile.json=${file}`],
  ])
  await suite('end to end', 'playwright.json', playwrightCounts, env, () => [
    ...['--dir', 'e2e', 'exec', 'playwright', 'test', `--output=${join(reports, 'artifacts')}`],
    ...[`--reporter=list,json`],
  ])
  if (tools.WEBKIT_DRIVER) {
    await suite('WebKit', 'webkit.json', vitestCounts, env, (file) => [
      ...['exec', 'vitest', 'run', '--config', '.config/vitest.webkit.config.js'],
      ...['--reporter=default', '--reporter=json', `--outputFile.json=${file}`],
    ])
  } else {
    console.log('\nWebKit: left out, WebKitGTK is for Linux only.')
  }
  await suite('packages', 'packages.json', vitestCounts, env, (file) => [
    ...['exec', 'vitest', 'run', '--config', '.config/vitest.packages.config.js'],
    ...['--reporter=default', '--reporter=json', `--outputFile.json=${file}`],
  ])
} catch (error) {
  console.error(error.message)
  total.failed += 1
} finally {
  rmSync(reports, { recursive: true, force: true })
}

console.log(`\nTook ${Math.round((Date.now() - started) / 1_000)} s.`)
console.log(`${total.passed} passed, ${total.failed} failed`)
process.exitCode = total.failed === 0 ? 0 : 1

/** One command that passes or fails as a whole. */
async function check(title, args) {
  const { code, output } = await pnpm(args)
  if (code !== 0) process.stderr.write(output)
  count(title, code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 })
}

/** A runner that writes what it counted into a file. */
async function suite(title, name, countsOf, env, argsFor) {
  const file = join(reports, name)
  console.log(`\n${title} …`)
  const { code } = await pnpm(argsFor(file), {
    env: { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: file },
    echo: true,
  })
  let counts = { passed: 0, failed: 1 }
  try {
    counts = countsOf(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    console.error(`${title}: the runner wrote no report`)
  }
  // A runner can fail beside its tests: an unhandled rejection, a suite that does not load.
  if (code !== 0 && counts.failed === 0) counts.failed = 1
  if (counts.passed === 0) counts.failed += 1
  count(title, counts)
}

function count(title, { passed, failed }) {
  total.passed += passed
  total.failed += failed
  console.log(`${failed === 0 ? '✓' : '✗'} ${title}: ${passed} passed, ${failed} failed`)
}

function vitestCounts(report) {
  return {
    passed: report.numPassedTests,
    failed:
      report.numFailedTests +
      (report.numFailedTestSuites > 0 && report.numFailedTests === 0 ? 1 : 0),
  }
}

function playwrightCounts({ stats }) {
  // A test that passed only when repeated has failed once: flaky counts as failed.
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky }
}

function folders(parents, file) {
  return parents.flatMap((parent) =>
    readdirSync(join(root, parent), { withFileTypes: true })
      .filter(
        (entry) =>
          entry.isDirectory() &&
          !entry.name.startsWith('.') &&
          readdirSync(join(root, parent, entry.name)).includes(file),
      )
      .map((entry) => (parent === '.' ? entry.name : `${parent}/${entry.name}`)),
  )
}
