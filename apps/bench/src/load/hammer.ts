// Asks as fast as answers come, over a fixed number of connections. Refuses every answer that is not the expected one.
import { type Answer, openConnection } from './connection.js'

export interface Hammering {
  answers: Answer[]
  /** Of each request, in milliseconds. */
  latencies: number[]
  seconds: number
}

export interface HammerOptions {
  port: number
  connections: number
  /** The next request, or nothing when there is no other. */
  next(): string | undefined
  /** Whether the answers are wanted; a long run has too many to keep. */
  keep?: boolean
}

/** @throws {Error} at the first answer other than 200 and 201. */
export async function hammer({ port, connections, next, keep }: HammerOptions): Promise<Hammering> {
  const answers: Answer[] = []
  const latencies: number[] = []
  const began = performance.now()
  const open = Array.from({ length: connections }, () => openConnection(port))
  const drive = async (connection: ReturnType<typeof openConnection>) => {
    for (let request = next(); request !== undefined; request = next()) {
      const asked = performance.now()
      const answer = await connection.ask(request)
      latencies.push(performance.now() - asked)
      if (answer.status > 201) throw new Error(`${answer.status}: ${answer.body.slice(0, 300)}`)
      if (keep) answers.push(answer)
    }
  }
  try {
    await Promise.all(open.map(drive))
  } finally {
    for (const connection of open) connection.close()
  }
  return { answers, latencies, seconds: (performance.now() - began) / 1_000 }
}

/** Each of these once. */
export function each(requests: readonly string[]): () => string | undefined {
  let place = 0
  return () => requests[place++]
}

/** One after the other and again from the first, until the time is over. */
export function during(
  milliseconds: number,
  requests: readonly string[],
): () => string | undefined {
  const end = performance.now() + milliseconds
  let place = 0
  return () => (performance.now() < end ? requests[place++ % requests.length] : undefined)
}
