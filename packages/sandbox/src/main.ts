#!/usr/bin/env node
/** `faceid-sandbox` in a shell: runs until it is interrupted. */
import { runCommand } from './command.js'

const { exitCode, output, sandbox } = await runCommand(process.argv.slice(2))
console[exitCode === 0 ? 'log' : 'error'](output)
process.exitCode = exitCode
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  if (sandbox) process.once(signal, () => void sandbox.close())
