// Who is staff: whoever knows the password that was printed at the start. A real shop has its own login here, with
// accounts, roles and a record of who looked at what.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { cookie } from './cookie.js'

export interface StaffSession {
  isStaff(request: FastifyRequest): boolean
  /** The cookie of a new session, or nothing where the password is wrong. */
  logIn(password: unknown): string | undefined
  /** The cookie that ends it. */
  logOut(request: FastifyRequest): string
}

export function createStaffSession(password: string): StaffSession {
  // Too long to be guessed over the network, so that nothing has to count the tries.
  if (password.length < 16) throw new TypeError('`staffPassword` must have at least 16 characters')
  const sessions = new Set<string>()

  return {
    isStaff: (request) => sessions.has(cookie(request, 'staff') ?? ''),
    logIn(given) {
      if (typeof given !== 'string' || !same(given, password)) return undefined
      const session = randomBytes(16).toString('hex')
      sessions.add(session)
      return cookieOf(session, '')
    },
    logOut(request) {
      sessions.delete(cookie(request, 'staff') ?? '')
      return cookieOf('', '; Max-Age=0')
    },
  }
}

/** `Strict`: no other site can make a staff member's browser ask for evidence. */
function cookieOf(session: string, life: string): string {
  return `staff=${session}; Path=/staff; HttpOnly; SameSite=Strict${life}`
}

function same(one: string, other: string): boolean {
  const [a, b] = [one, other].map((text) => createHash('sha256').update(text).digest())
  return a !== undefined && b !== undefined && timingSafeEqual(a, b)
}
