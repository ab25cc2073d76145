// One keep-alive connection to a server of ours: what is asked waits for what was asked before it. It reads answers
// with a Content-Length only, and costs as little as it can, so that the server and not the load is what is measured.
import { connect } from 'node:net'

export interface Answer {
  status: number
  body: string
}

export interface Connection {
  /** @param request as it goes over the wire. Rejects when the connection ends before the answer. */
  ask(request: string): Promise<Answer>
  close(): void
}

interface Asked {
  request: string
  resolve(answer: Answer): void
  reject(error: Error): void
}

const nothing = Buffer.alloc(0)

export function openConnection(port: number): Connection {
  const socket = connect({ host: '127.0.0.1', port, noDelay: true })
  const waiting: Asked[] = []
  let asked: Asked | undefined
  let received: Buffer = nothing

  function next(): void {
    asked = waiting.shift()
    if (asked !== undefined) socket.write(asked.request, 'utf8')
  }

  socket.on('data', (chunk) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk])
    const read = readAnswer(received)
    if (read === undefined) return
    received = received.subarray(read.length)
    asked?.resolve(read.answer)
    next()
  })
  const end = (error: Error) => {
    asked?.reject(error)
    for (const left of waiting.splice(0)) left.reject(error)
    asked = undefined
  }
  socket.on('error', end)
  socket.on('close', () => end(new Error('the connection was closed')))

  return {
    ask: (request) =>
      new Promise((resolve, reject) => {
        waiting.push({ request, resolve, reject })
        if (asked === undefined) next()
      }),
    close: () => void socket.destroy(),
  }
}

/** The first answer in what was received, once it is complete. */
function readAnswer(bytes: Buffer): { answer: Answer; length: number } | undefined {
  const head = bytes.indexOf('\r\n\r\n')
  if (head === -1) return undefined
  const text = bytes.toString('latin1', 0, head)
  const start = head + 4
  const length = Number(/\r\ncontent-length: (\d+)/i.exec(text)?.[1])
  if (Number.isNaN(length)) throw new Error(`an answer without Content-Length: ${text}`)
  if (bytes.length < start + length) return undefined
  const body = bytes.toString('utf8', start, start + length)
  return { answer: { status: Number(text.slice(9, 12)), body }, length: start + length }
}
