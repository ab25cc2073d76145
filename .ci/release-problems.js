// What stands in the way of a release. Each problem says what to do about it.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isReleased } from './changelog.js'
import { root, run } from './command.js'
import { pendingChangesets } from './prepare-release.js'

/** What can be seen without building anything. */
export async function problemsOfTree({ version, repository }) {
  const problems = []
  const { printed: changed } = await run('git', ['status', '--porcelain'])
  if (changed !== '') problems.push(`The working tree is not clean:\n${changed.trimEnd()}`)
  const { printed: branch } = await run('git', ['rev-parse', '--abbrev-ref', 'HEAD'])
  if (branch.trim() !== 'main') problems.push(`The branch is ${branch.trim()}: release from main.`)
  if (!/^https:\/\/github\.com\/[\w.-]+\/[\w.-]+$/.test(repository ?? '')) {
    problems.push(
      'package.json has no `repository`. Set it to https://github.com/<owner>/<name>: npm’s provenance needs the public address of the source.',
    )
  }
  const pending = pendingChangesets()
  if (pending.length > 0) {
    problems.push(
      `Not in a version yet: ${pending.join(', ')}. Run \`npm run release -- prepare\`.`,
    )
  }
  const other = manifests().filter((manifest) => manifest.version !== version)
  for (const { name, version: its } of other) {
    problems.push(`${name} is ${its}, not ${version}: all have one version.`)
  }
  if (!isReleased(readFileSync(join(root, 'docs/CHANGELOG.md'), 'utf8'), version)) {
    problems.push(`docs/CHANGELOG.md has no section \`## ${version} (<date>)\`.`)
  }
  const { printed: tag } = await run('git', ['tag', '--list', `v${version}`])
  if (tag !== '') problems.push(`The tag v${version} is there already.`)
  return problems
}

/** What only the registry knows. */
export async function problemsOfRegistry(packages) {
  const problems = []
  for (const { name, version } of packages) {
    const { code, printed, output } = await run('npm', ['view', `${name}@${version}`, 'version'])
    if (code === 0 && printed.trim() !== '')
      problems.push(`${name} ${version} is published already.`)
    else if (code !== 0 && !output.includes('E404')) {
      problems.push(`The registry does not say whether ${name} ${version} is published:\n${output}`)
    }
  }
  return problems
}

function manifests() {
  return readdirSync(join(root, 'packages')).map((name) =>
    JSON.parse(readFileSync(join(root, 'packages', name, 'package.json'), 'utf8')),
  )
}
