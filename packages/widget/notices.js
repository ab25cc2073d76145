// A Vite plugin that collects the packages inside each bundle, and writes their licences beside the files and a
// comment on top of each. It fails on code whose licence it cannot find.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

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
    write(folder, { name, version }) {
      const packages = new Set([...bundled.values()].flatMap((folders) => [...folders]))
      const sections = [...packages].map((each) => section(each, filesWith(bundled, each)))
      const title = `# Third-party notices of ${name}\n\nThese packages are within the built files.\n\n`
      writeFileSync(join(folder, 'THIRD-PARTY-NOTICES.md'), title + sections.sort().join('\n'))
      for (const [file, folders] of bundled) {
        const holds = [...folders].map(readManifest).map((each) => `${each.name} ${each.version}`)
        const line = `/*! ${name} ${version}, MIT. With ${holds.sort().join(', ')}: see THIRD-PARTY-NOTICES.md */`
        writeFileSync(join(folder, file), `${line}\n${readFileSync(join(folder, file), 'utf8')}`)
      }
    },
  }
}

function packageFolder(id) {
  return /^(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/.exec(id)?.[1]
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
