// `npm test`: installs what is missing, runs the checks and tests, and ends with `N passed, N failed`.
// `npm run test:all`, as CI: with those that take long and rarely fail.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { build } from './build.js'
import { root, run } from './command.js'
import { install } from './install.js'
import { prepareTools, testsLeftOut } from './tools.js'

const started = Date.now()
const all = process.argv.includes('--all')
const total = { passed: 0, failed: 0, skipped: 0 }
/** What failed, why, and the command that repeats it. */
const failures = []
const reports = mkdtempSync(join(tmpdir(), 'faceid-h5-reports-'))

try {
  await install()
  const env = await prepareTools()
  await build()
  const folders = ['packages', 'apps'].flatMap((parent) =>
    readdirSync(join(root, parent)).map((name) => `${parent}/${name}`),
  )
  await Promise.all([
    check('format, lint, imports', 'biome ci --error-on-warnings --colors=off .'),
    check('types', `tsc -b ${folders.join(' ')} e2e`),
    check('unused code', 'knip -c .config/knip.json --no-progress --no-config-hints'),
    check('links', 'remark --frail --quiet --use remark-validate-links=repository:false .'),
    check('words', 'node .ci/words.js'),
    // Each leaves the cores idle now and then.
    vitest(env),
    playwright(env),
  ])
  await countLeftOut()
} catch (error) {
  fail('npm test', error.message, 'npm test')
} finally {
  rmSync(reports, { recursive: true, force: true })
}

for (const { title, cause, command } of failures) {
  const lines = stripVTControlCharacters(cause).trim().split('\n').slice(0, 40)
  console.log(`\n✗ ${title}\n  ${lines.join('\n  ')}\n  To repeat it: ${command}`)
}
if (!all)
  console.log(
    '\nOnly `npm run test:all` runs WebKit, the packed packages, the deployment files and the site.',
  )
console.log(`\nTook ${Math.round((Date.now() - started) / 1_000)} s.`)
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : ''
console.log(`${total.passed} passed, ${total.failed} failed${skipped}`)
process.exitCode = total.failed === 0 ? 0 : 1

/** Runs one command of the workspace that passes or fails as a whole. */
async function check(title, command) {
  const [name, ...args] = command.split(' ')
  const { code, output } = await run(name === 'node' ? name : bin(name), args)
  if (code === 0) count(title, { passed: 1 })
  else fail(title, output, name === 'node' ? command : `npx ${command}`)
}

function bin(name, folder = '.') {
  return join(root, folder, 'node_modules/.bin', name)
}

async function vitest(env) {
  const config = '.config/vitest.config.js'
  const file = join(reports, 'vitest.json')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const args = ['run', '--config', config, ...(all ? [] : ['--project=!long *']), ...reporters]
  const report = await suite('vitest', bin('vitest'), args, file, env)
  for (const { name, message, assertionResults } of report?.testResults ?? []) {
    const path = relative(root, name)
    const repeat = `npx vitest run --config ${config} ${path}`
    const failed = assertionResults.filter(({ status }) => status === 'failed')
    for (const { fullName, failureMessages } of failed)
      fail(`${path}: ${fullName}`, failureMessages.join('\n'), `${repeat} -t ${quote(fullName)}`)
    // The file does not load, or a hook failed.
    if (failed.length === 0 && message) fail(path, message, repeat)
  }
  if (report) count('vitest', { passed: report.numPassedTests, skipped: report.numPendingTests })
}

/** Counts the tests that need a program which is missing. */
async function countLeftOut() {
  const parts = testsLeftOut()
  if (parts.length === 0) return
  const args = ['list', ...parts, '--json', '--config', '.config/vitest.config.js']
  const { output } = await run(bin('vitest'), args, { env: { LIST_LEFT_OUT: '1' } })
  count('left out', { passed: 0, skipped: JSON.parse(output.slice(output.indexOf('['))).length })
}

async function playwright(env) {
  if (!env.CHROMIUM_PATH) return
  const file = join(reports, 'playwright.json')
  const output = `--output=${join(reports, 'artifacts')}`
  const args = ['test', '--config', 'e2e', '--reporter=list,json', output]
  const report = await suite('Playwright', bin('playwright', 'e2e'), args, file, env)
  const specs = (parent) => [...(parent.specs ?? []), ...(parent.suites ?? []).flatMap(specs)]
  for (const { title, file: path, line, tests } of report ? specs(report) : []) {
    // A test that passes only when it is repeated has failed.
    for (const { results } of tests.filter(({ status }) => /^(unexpected|flaky)$/.test(status))) {
      const cause = results.flatMap(({ errors }) => errors.map(({ message }) => message)).join('\n')
      fail(`${path}: ${title}`, cause, `cd e2e && npx playwright test ${path}:${line}`)
    }
  }
  if (report) count('Playwright', { passed: report.stats.expected, skipped: report.stats.skipped })
}

/** @returns the runner's JSON report; undefined if there is none. */
async function suite(title, command, args, file, env) {
  console.log(`\n${title} …`)
  const { code } = await run(command, args, {
    env: { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: file },
    echo: true,
  })
  try {
    const report = JSON.parse(readFileSync(file, 'utf8'))
    // An error outside of a test, such as an unhandled rejection, fails the runner only.
    const known = report.numFailedTests ?? report.stats.unexpected + report.stats.flaky
    if (code !== 0 && known === 0)
      fail(title, `${title} ended with ${code}: see above.`, 'npm test')
    return report
  } catch (error) {
    fail(title, `There is no report: ${error.message}`, 'npm test')
    return undefined
  }
}

function fail(title, cause, command) {
  total.failed += 1
  failures.push({ title, cause, command })
}

function count(title, { passed, skipped = 0 }) {
  total.passed += passed
  total.skipped += skipped
  console.log(`${title}: ${passed} passed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
}

function quote(text) {
  const pattern = text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return `'${pattern.replaceAll("'", "'\\''")}'`
}
