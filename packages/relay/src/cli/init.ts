// `faceid-relay init`: asks, or takes flags, and writes a starter configuration and an environment file beside it.
// Overwrites nothing, writes both files or none, and shows no secret.
import { parse } from 'node:path'
import { writeNewFiles } from './new-files.js'
import { type Answers, questions, type Subject } from './questions.js'
import { starterConfiguration, starterEnvironment, starterFaults } from './starter.js'

export interface Surroundings {
  print(line: string): void
  randomBytes(size: number): Buffer
  /** How the next steps are to be typed. */
  command?: string
  /** Absent where nobody can answer. Rejects when there is no answer to come. */
  ask?: (question: string) => Promise<string>
}

/** @param file where the configuration goes. @returns whether the files were written. */
export async function init(
  given: Answers,
  file: string,
  { print, randomBytes, ask, command = 'faceid-relay' }: Surroundings,
): Promise<boolean> {
  try {
    refuse(starterFaults(given))
    const answers = ask === undefined ? complete(given) : await asked(given, ask, print)
    const { dir, name } = parse(file)
    const secrets = `${dir === '' ? '' : `${dir}/`}${name}.env`
    writeNewFiles([
      {
        path: file,
        text: `${JSON.stringify(starterConfiguration(answers), null, 2)}\n`,
        mode: 0o644,
      },
      { path: secrets, text: starterEnvironment(randomBytes), mode: 0o600 },
    ])
    for (const line of nextSteps(command, file, secrets)) print(line)
    return true
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    print('Nothing was written.')
    for (const line of error.message.split('\n')) print(`  - ${line}`)
    return false
  }
}

// Safe: the keys of a table over this very union.
const subjects = Object.keys(questions) as Subject[]

/** Without a terminal: what has no usual answer must have been given. */
function complete(given: Answers): Answers {
  const missing = (subject: Subject) =>
    given[subject] === undefined
      ? [`--${questions[subject].flag} is missing: ${questions[subject].meaning}`]
      : []
  const neither = given.native === undefined && given.overlay === undefined
  refuse([
    ...missing('publicUrl'),
    ...(neither ? ['--native or --overlay is missing: the RuleId of one of the two, or both'] : []),
    ...missing('returnUrls'),
  ])
  return given
}

async function asked(
  given: Answers,
  ask: (question: string) => Promise<string>,
  print: (line: string) => void,
): Promise<Answers> {
  const open = subjects.filter((subject) => {
    const { instead } = questions[subject]
    return given[subject] === undefined && (instead === undefined || given[instead] === undefined)
  })
  let answers = given
  for (let place = 0; place < open.length; ) {
    const subject = open[place]
    if (subject === undefined) break
    const { ask: text, usual, applies } = questions[subject]
    if (applies?.(answers) === false) {
      place += 1
      continue
    }
    const byItself = usual?.(answers)
    const hint = byItself ? ` [${byItself}]` : ''
    const typed = (await ask(`${text}${hint}: `)).trim()
    const next = { ...answers, [subject]: typed === '' ? (byItself ?? '') : typed }
    const faults = starterFaults(next)
    for (const fault of faults) print(`  ${fault}`)
    if (faults.length === 0) {
      answers = next
      place += 1
    } else if (next.native === '' && next.overlay === '') {
      // Neither of the two RuleIds: the other one may be the one that is there.
      place = open.indexOf('native')
      const { native: _, ...rest } = answers
      answers = rest
    }
  }
  return answers
}

function refuse(faults: readonly string[]): void {
  if (faults.length > 0) throw new TypeError(faults.join('\n'))
}

function nextSteps(command: string, file: string, secrets: string): string[] {
  const flags = `--config ${file} --env-file ${secrets}`
  return [
    `Written: ${file}, and ${secrets}, which holds secrets and only you can read.`,
    '',
    'Next:',
    `  1. fill in TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY in ${secrets}`,
    `  2. ${command} doctor ${flags}`,
    `  3. ${command} ${flags}`,
    '',
    `Your back end calls the relay with the MERCHANT_API_KEY in ${secrets}. Keep that file out of version control.`,
  ]
}
