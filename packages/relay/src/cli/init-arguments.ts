// The flags of `faceid-relay init`: one for each question, all of them optional.
import { parseArgs } from 'node:util'
import { type Answers, questions } from './questions.js'

const flags = Object.entries(questions).map(([subject, { flag }]) => ({ subject, flag }))

/** @throws {TypeError} as parseArgs does, for a flag that is none and for words beside the flags. */
export function readInitArguments(args: string[]): {
  answers: Answers
  file: string
  help: boolean
} {
  const { values } = parseArgs({
    args,
    options: {
      config: { type: 'string', default: 'relay.json' },
      help: { type: 'boolean', short: 'h', default: false },
      // Several addresses may be given; of anything else, two values are no value, and refused as one.
      ...Object.fromEntries(
        flags.map(({ flag }) => [flag, { type: 'string', multiple: true } as const]),
      ),
    },
  })
  const answers: Record<string, string> = {}
  for (const { subject, flag } of flags) {
    const value: unknown = Reflect.get(values, flag)
    if (Array.isArray(value)) answers[subject] = value.join(' ')
  }
  return { answers, file: values.config, help: values.help }
}
