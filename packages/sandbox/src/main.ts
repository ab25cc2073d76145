#!/usr/bin/env node
/** The command `faceid-sandbox`: a sandbox until Ctrl-C. */
import { parseArgs } from 'node:util'
import { sandboxCredential } from './options.js'
import { createSandbox } from './server.js'

const { values } = parseArgs({
  options: {
    host: { type: 'string' },
    port: { type: 'string' },
    'public-url': { type: 'string' },
    'allow-remote': { type: 'boolean' },
  },
})

try {
  const sandbox = await createSandbox({
    port: values.port === undefined ? 4172 : Number(values.port),
    ...(values.host !== undefined && { host: values.host }),
    ...(values['public-url'] !== undefined && { publicUrl: values['public-url'] }),
    ...(values['allow-remote'] !== undefined && { allowRemote: values['allow-remote'] }),
  })
  console.log(`FaceID sandbox (this is not Tencent): ${sandbox.url}`)
  console.log(`TENCENTCLOUD_SECRET_ID=${sandboxCredential.secretId}`)
  console.log(`TENCENTCLOUD_SECRET_KEY=${sandboxCredential.secretKey}`)
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void sandbox.close())
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
