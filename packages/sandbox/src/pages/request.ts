/** What a request of a browser says about itself: query, language, who it is. */
import type { FastifyRequest } from 'fastify'
import { type Language, languageOf } from './texts.js'

export function query(request: FastifyRequest, name: string): string | undefined {
  const value = new Map<string, unknown>(Object.entries(request.query ?? {})).get(name)
  return typeof value === 'string' ? value : undefined
}

export function cookie(request: FastifyRequest, name: string): string | undefined {
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim())
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1)
}

export function language(request: FastifyRequest): Language {
  const chosen = query(request, 'lang') ?? cookie(request, 'sandbox_lang')
  return languageOf(chosen, request.headers['accept-language'] ?? '')
}

export function userAgent(request: FastifyRequest): string {
  return request.headers['user-agent'] ?? ''
}
