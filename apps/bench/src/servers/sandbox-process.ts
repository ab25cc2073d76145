// The sandbox in its own process: 30 ms away, without a limit of requests.
import { createSandbox } from '@faceid-h5/sandbox'

const { url } = await createSandbox({
  latencyMs: 30,
  requestsPerSecond: 1_000_000_000,
  videoBytes: Number(process.argv[2]),
  frequencyCaps: false,
})
process.on('disconnect', () => process.exit())
process.send?.(url)
