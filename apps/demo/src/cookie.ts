// One cookie of a request, by its name; nothing where its value is not one that this shop could have given.
import type { FastifyRequest } from 'fastify'

export function cookie({ headers }: FastifyRequest, name: string): string | undefined {
  return new RegExp(`(?:^|; )${name}=([\\w-]+)`).exec(headers.cookie ?? '')?.[1]
}
