// What `--help` says.
import { environmentVariables } from '../environment-variables.js'

export const help = `faceid-relay: Tencent Cloud FaceID for your H5 pages

  faceid-relay --config <file>          runs the relay
  faceid-relay doctor --config <file>   tries everything it needs and says what to fix
  faceid-relay --help                   shows this
  faceid-relay doctor --help            says what the doctor looks at
  faceid-relay --version                shows the version

An editor checks the file as you type, if it begins with
  { "$schema": "https://unpkg.com/@faceid-h5/relay/config.schema.json", …

Environment (secrets also as <NAME>_FILE):
${Object.entries(environmentVariables)
  .map(([name, meaning]) => `  ${name.padEnd(27)} ${meaning}`)
  .join('\n')}
`

export const doctorHelp = `faceid-relay doctor: tries everything the relay needs, and says what to fix

  faceid-relay doctor --config <file>

With the environment the relay runs with, so that it tries the same secrets. It looks at
  · environment and configuration, as a start of the relay does
  · the version of Node.js
  · Tencent Cloud: SecretId, SecretKey, and this machine’s clock
  · every RuleId of every scene: DetectAuth, which costs nothing and verifies nobody
  · Redis, where REDIS_URL is set
  · publicUrl: whether this relay answers there, if it can be reached from here

✓ works   ✗ to fix   – worth knowing
Ends with 0 when there is nothing to fix and with 1 otherwise. It shows no secret.
`
