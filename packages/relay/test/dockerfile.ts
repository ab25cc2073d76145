// Plays a Dockerfile without a container: each stage is a folder, COPY copies into it, RUN runs in it as a shell would.
// Knows only what ours uses, and refuses the rest.
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join, relative, sep } from 'node:path'

export interface Image {
  /** The root of the last stage. */
  root: string
  /** Where CMD runs, below `root`. */
  workdir: string
  env: Record<string, string>
  user: string
  cmd: string[]
  healthcheck: string[]
}

interface Stage {
  root: string
  workdir: string
}

/** @param context what `docker build` is given; `<file>.dockerignore` says what of it may be seen. */
export function playDockerfile(file: string, context: string, folder: string): Image {
  const stages = new Map<string, Stage>()
  const image: Image = { root: '', workdir: '/', env: {}, user: 'root', cmd: [], healthcheck: [] }
  const at = () => join(image.root, image.workdir)
  const steps: Record<string, (rest: string) => void> = {
    FROM(rest) {
      // A base of a certain version, so that a build of tomorrow is that of today.
      const found = /^node:\d+\.\d+-[a-z-]+(?: AS ([a-z]+))?$/.exec(rest)
      if (found === null) throw new Error(`FROM ${rest}`)
      const name = found[1] ?? `stage-${stages.size}`
      Object.assign(image, { root: join(folder, name), workdir: '/', env: {} })
      mkdirSync(image.root)
      stages.set(name, image)
    },
    WORKDIR(rest) {
      image.workdir = rest
      mkdirSync(at(), { recursive: true })
      stages.set([...stages.keys()].at(-1) ?? '', { root: image.root, workdir: rest })
    },
    COPY(rest) {
      const [, from, source = '', target] = /^(?:--from=(\S+) )?(\S+) (\S+)$/.exec(rest) ?? []
      if (target !== '.') throw new Error(`COPY ${rest}`)
      if (from === undefined) {
        copyContext(context, at(), readFileSync(`${file}.dockerignore`, 'utf8'))
        return
      }
      const stage = stages.get(from)
      if (stage === undefined) throw new Error(`no stage ${from}`)
      cpSync(join(stage.root, source), at(), { recursive: true, verbatimSymlinks: true })
    },
    RUN(rest) {
      execFileSync('sh', ['-ec', rest], {
        cwd: at(),
        stdio: 'pipe',
        env: { ...process.env, CI: '1' },
      })
    },
    ENV(rest) {
      const [, name = '', value = ''] = /^(\w+)=(\S*)$/.exec(rest) ?? []
      image.env[name] = value
    },
    USER(rest) {
      image.user = rest
    },
    EXPOSE() {},
    HEALTHCHECK(rest) {
      image.healthcheck = JSON.parse(rest.replace(/^.*? CMD /, ''))
    },
    CMD(rest) {
      image.cmd = JSON.parse(rest)
    },
  }
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    const [, word = '', rest = ''] = /^([A-Z]+) (.+)$/.exec(line) ?? []
    if (line === '' || line.startsWith('#')) continue
    const step = steps[word]
    if (step === undefined) throw new Error(`not known here: ${line}`)
    step(rest)
  }
  return image
}

function copyContext(context: string, target: string, ignore: string): void {
  const rules = ignore.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  const kept = rules.filter((rule) => rule.startsWith('!')).map((rule) => rule.slice(1))
  const dropped = rules.filter((rule) => rule.startsWith('**/')).map((rule) => rule.slice(3))
  if (rules[0] !== '*' || rules.length !== 1 + kept.length + dropped.length) throw new Error(ignore)
  const isDropped = (name: string) =>
    dropped.some((rule) => (rule.startsWith('*') ? name.endsWith(rule.slice(1)) : name === rule))
  for (const name of kept) {
    cpSync(join(context, name), join(target, name), {
      recursive: true,
      filter: (path) => !relative(context, path).split(sep).some(isDropped),
    })
  }
}

/** Every file below, with its time and size: what was written shows. */
export function snapshot(folder: string): string[] {
  const listed = execFileSync('find', [folder, '-print0'], { maxBuffer: 64 * 1024 * 1024 })
  return listed
    .toString()
    .split('\0')
    .filter((path) => path !== '' && basename(path) !== '')
    .map((path) => {
      const { mtimeMs, size } = statSync(path, { throwIfNoEntry: false }) ?? {}
      return `${path} ${mtimeMs} ${size}`
    })
}
