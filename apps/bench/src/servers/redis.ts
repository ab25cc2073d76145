// A Redis of our own that keeps nothing on disk, and how much it holds.
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { startProgram } from '../children.js'
import { freePort } from './free-port.js'

export interface RedisServer {
  url: string
  pid: number
  /** Bytes that its values take. */
  usedMemory(): Promise<number>
  keys(): Promise<number>
  stop(): Promise<void>
}

/** @throws {Error} where it does not answer within five seconds. */
export async function startRedis(program: string): Promise<RedisServer> {
  const port = await freePort()
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no']
  const { pid, stop } = await startProgram(program, args)
  const giveUp = performance.now() + 5_000
  for (let answer = ''; !answer.startsWith('+PONG'); await sleep(20)) {
    if (performance.now() > giveUp) {
      await stop()
      throw new Error('Redis does not answer')
    }
    answer = await ask(port, 'PING', /\r\n$/).catch(() => '')
    if (answer.startsWith('+PONG')) break
  }
  return {
    url: `redis://127.0.0.1:${port}`,
    pid,
    async usedMemory() {
      const answer = await ask(port, 'INFO memory', /\r\n\r\n$/)
      return Number(/\r\nused_memory:(\d+)/.exec(answer)?.[1])
    },
    async keys() {
      return Number((await ask(port, 'DBSIZE', /\r\n$/)).slice(1))
    },
    stop,
  }
}

/** One command in Redis's form for people; the answer is whole when it ends so. */
function ask(port: number, command: string, end: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port }, () => socket.write(`${command}\r\n`))
    let answer = ''
    socket.setEncoding('utf8')
    socket.setTimeout(2_000, () => socket.destroy(new Error('Redis is silent')))
    socket.once('error', reject)
    socket.on('data', (chunk) => {
      answer += String(chunk)
      if (!end.test(answer)) return
      socket.destroy()
      resolve(answer)
    })
  })
}
