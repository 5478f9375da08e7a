// Opens the port. A taken one, or one this user may not have, is told with what to do instead.
import type { FastifyInstance } from 'fastify'
import { PlainError } from '../database/plain-error.js'

const PORT = 7080
const HOST = '127.0.0.1'

/** Listens on PORT of HOST and gives the address to open in a browser. */
export async function listen(app: FastifyInstance, env: Readonly<Record<string, string | undefined>>): Promise<string> {
  const port = readPort(env['PORT'])
  const host = env['HOST'] || HOST
  try {
    return await app.listen({ port, host })
  } catch (error) {
    throw listenFault(error as NodeJS.ErrnoException, port, host)
  }
}

function readPort(text: string | undefined): number {
  if (text === undefined || text === '') return PORT
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) throw new PlainError('PORT should be a number from 1 to 65535, or 0 for any free one.')
  return Number(text)
}

function listenFault(error: NodeJS.ErrnoException, port: number, host: string): Error {
  switch (error.code) {
    case 'EADDRINUSE':
      return new PlainError(`Port ${port} is taken by another program. Choose another one, for example: PORT=${port < 65_535 ? port + 1 : 7080} npm start`)
    case 'EACCES':
      return new PlainError(`This user may not open port ${port}. Choose one above 1023, for example: PORT=${PORT} npm start`)
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new PlainError(`HOST ${host} is no address of this machine. Use 127.0.0.1 for this machine only, or 0.0.0.0 for the network.`)
    default:
      return error
  }
}
