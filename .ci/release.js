// `npm run release`: checks all that must be so before a publish, says exactly what would be published and how,
// and stops there: it never publishes. `-- prepare` makes the next version first; `-- --tested` believes that
// `npm test` has passed on this very commit.
import { readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { parseArgs } from 'node:util'
import { build } from './build.js'
import { root, run } from './command.js'
import { pack } from './pack.js'
import { prepareRelease } from './prepare-release.js'
import { problemsOfRegistry, problemsOfTree } from './release-problems.js'

await main().catch(({ message }) => {
  console.error(message)
  process.exitCode = 1
})

async function main() {
  const options = { tested: { type: 'boolean', default: false } }
  const { values, positionals } = parseArgs({ options, allowPositionals: true })
  if (positionals[0] === 'prepare') {
    const version = await prepareRelease({ date: new Date().toISOString().slice(0, 10) })
    console.log(`${version} is prepared. Read \`git diff\`, commit it, then \`npm run release\`.`)
    return
  }
  const { version, repository } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  refuseFor(await problemsOfTree({ version, repository }))
  if (!values.tested) await test()
  await build()
  const packages = await pack(join(root, `node_modules/.cache/faceid-h5/release-${version}`))
  refuseFor(await problemsOfRegistry(packages))
  console.log(plan(version, packages))
}

function refuseFor(problems) {
  if (problems.length === 0) return
  throw new Error(`No release:\n${problems.map((problem) => `- ${problem}`).join('\n')}`)
}

async function test() {
  console.log('Testing …')
  const { code, output } = await run('npm', ['test'])
  if (code !== 0) throw new Error(`${output}\nNo release:\n- npm test failed.`)
}

function plan(version, packages) {
  const tarballs = packages.map(({ file, size, integrity, files }) =>
    [`  ${path(file)}`, `${size} bytes, ${integrity}`, ...files].join('\n    '),
  )
  const publish = packages.map(
    ({ file }) => `  npm publish ${path(file)} --access public --provenance`,
  )
  return `faceid-h5 ${version} is ready. Nothing has been published. What would be:

${tarballs.join('\n\n')}

The tag:
  git tag --annotate v${version} --message "faceid-h5 ${version}"
  git push origin v${version}

The publish, in this order, in a GitHub Actions job with \`permissions: { id-token: write }\` (npm makes provenance only there):
${publish.join('\n')}`
}

function path(file) {
  return `./${relative(root, file).replaceAll('\\', '/')}`
}
