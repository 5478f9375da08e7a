// A wire between a server and its database, for tests of what is lost on it.
import net from 'node:net'

/** A wire to the database that can be cut, before or after the server has the statement. */
export class Wire {
  readonly server: net.Server
  private readonly sockets = new Set<net.Socket>()
  private down = false
  private readonly adminUrl: string
  /** Cuts the moment a request holding this text has been passed on, so that its answer is lost. */
  cutAfter: string | undefined
  /** Keeps back the answer to a request holding this text, and tells; what was asked is done by then. */
  keepBack: { readonly answerTo: string; readonly tell: () => void } | undefined

  /** To the server that `adminUrl` names, always by TCP. */
  constructor(adminUrl: string) {
    this.adminUrl = adminUrl
    const port = Number(new URL(adminUrl).port)
    this.server = net.createServer((near) => {
      if (this.down) {
        near.destroy()
        return
      }
      const far = net.connect(port, '127.0.0.1')
      for (const socket of [near, far]) {
        this.sockets.add(socket)
        socket.on('error', () => undefined).on('close', () => this.sockets.delete(socket))
      }
      let kept: (() => void) | undefined
      near.on('data', (bytes) => {
        if (this.keepBack !== undefined && bytes.includes(this.keepBack.answerTo)) {
          kept = this.keepBack.tell
          this.keepBack = undefined
        }
        const cut = this.cutAfter !== undefined && bytes.includes(this.cutAfter)
        far.write(bytes, () => {
          if (cut) this.loseAnswer(near)
        })
      })
      far.on('data', (bytes) => {
        if (kept !== undefined) kept()
        else if (!near.destroyed) near.write(bytes)
      })
      near.on('close', () => far.end())
      far.on('close', () => near.destroy())
    })
  }

  private loseAnswer(near: net.Socket): void {
    this.cutAfter = undefined
    near.destroy()
    this.cut()
  }

  cut(): void {
    this.down = true
    for (const socket of this.sockets) socket.end()
  }

  mend(): void {
    this.down = false
  }

  /** The connection string through the wire. */
  async listen(): Promise<string> {
    await new Promise<void>((ready) => this.server.listen(0, '127.0.0.1', ready))
    const url = new URL(this.adminUrl)
    url.port = String((this.server.address() as net.AddressInfo).port)
    url.searchParams.delete('host')
    return url.toString()
  }
}
