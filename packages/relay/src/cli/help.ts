// What `--help` says.
import { environmentVariables } from './env.js'
import { questions } from './questions.js'

export const help = `faceid-relay: Tencent Cloud FaceID for your H5 pages

  faceid-relay init                     writes relay.json and relay.env to begin with
  faceid-relay doctor --config <file>   tries everything the relay needs and says what to fix
  faceid-relay --config <file>          runs the relay
  faceid-relay health --config <file>   asks the relay on this machine whether it is alive
  faceid-relay <command> --help         says more of a command
  faceid-relay --help, --version        shows this, the version

With --env-file <file> the environment below is read from a file too, such as the one that init writes.

An editor checks the file as you type, if it begins with
  { "$schema": "https://unpkg.com/@faceid-h5/relay/config.schema.json", …

Environment (secrets also as <NAME>_FILE):
${Object.entries(environmentVariables)
  .map(([name, meaning]) => `  ${name.padEnd(27)} ${meaning}`)
  .join('\n')}
`

export const doctorHelp = `faceid-relay doctor: tries everything the relay needs, and says what to fix

  faceid-relay doctor --config <file> [--env-file <file>]

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

export const healthHelp = `faceid-relay health: asks the relay on this machine whether it is alive

  faceid-relay health --config <file> [--env-file <file>]

With the environment the relay runs with: it asks at PORT, under the path of publicUrl.
Ends with 0 when the relay answers within two seconds and with 1 otherwise. For containers.
`

export const initHelp = `faceid-relay init: writes a configuration and an environment file to begin with

  faceid-relay init [flags]

On a terminal it asks for what no flag gives. It writes
  · relay.json, the configuration, which the relay accepts as it is
  · relay.env, a new RELAY_SECRET and MERCHANT_API_KEY, and places for the two of Tencent Cloud; for your eyes only
It overwrites nothing and shows no secret.

${[
  ['config <file>', 'another name than relay.json; the environment file is beside it'],
  ...Object.values(questions).map(({ flag, meaning }) => [flag, meaning]),
]
  .map(([flag = '', meaning]) => `  --${flag.padEnd(15)} ${meaning}`)
  .join('\n')}

The environment file has the one form that --env-file, Node’s own --env-file, EnvironmentFile of systemd and env_file
of Compose all read.
`
