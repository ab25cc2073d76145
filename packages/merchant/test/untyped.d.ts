// Only their servers are used.
declare module 'express'
declare module 'koa'
