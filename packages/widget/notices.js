// Says whose code is within the bundles: a Vite plugin that remembers every module that was rendered, and
// writes the licences beside the files and a line on top of each. It refuses code whose licence it can't find.
import { readdirSync, readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { replacedHelper } from './lighter-ky.js'

export function createNotices() {
  /** File → folders of the packages within it. */
  const bundled = new Map()
  return {
    plugin: {
      name: 'notices',
      generateBundle(_, bundle) {
        for (const { fileName, modules = {} } of Object.values(bundle)) {
          const rendered = Object.keys(modules).filter((id) => modules[id].renderedLength > 0)
          bundled.set(fileName, new Set(rendered.map(packageFolder).filter(Boolean)))
        }
      },
    },
    async write(folder, { name, version }) {
      const packages = [...new Set([...bundled.values()].flatMap((folders) => [...folders]))]
      const sections = packages.map((each) => section(each, filesWith(bundled, each)))
      await writeFile(join(folder, 'THIRD-PARTY-NOTICES.md'), document(name, sections.sort()))
      for (const [file, folders] of bundled) {
        const holds = [...folders].map(readManifest).map((each) => `${each.name} ${each.version}`)
        const line = `/*! ${name} ${version}, MIT. With ${holds.sort().join(', ')}: see THIRD-PARTY-NOTICES.md */`
        await writeFile(join(folder, file), `${line}\n${readFileSync(join(folder, file), 'utf8')}`)
      }
    },
  }
}

function packageFolder(id) {
  const folder = /^(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/.exec(id)?.[1]
  if (folder === undefined && id.startsWith('\0') && !replacedHelper.test(id)) {
    throw new Error(`the build brings ${id.slice(1)}, whose licence is not known`)
  }
  return folder
}

function filesWith(bundled, folder) {
  return [...bundled].filter(([, folders]) => folders.has(folder)).map(([file]) => file)
}

function readManifest(folder) {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
}

function section(folder, files) {
  const { name, version, license } = readManifest(folder)
  const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each))
  if (!file || !license) throw new Error(`${name} has no licence`)
  const text = readFileSync(join(folder, file), 'utf8').trim()
  const where = files.sort().map((each) => `\`${each}\``)
  return `## ${name} ${version}\n\n${license}, in ${where.join(', ')}.\n\n\`\`\`text\n${text}\n\`\`\`\n`
}

function document(name, sections) {
  return `# Third-party notices of ${name}\n\nThese packages are within the built files.\n\n${sections.join('\n')}`
}
