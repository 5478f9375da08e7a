// The proof's hold on an installation's database: pools that are left and opened again as by a new process.
import { type Databases, openDatabases } from '@tongchou/server/database/connect.js'
import type { Site } from './perform.js'

export interface ProofSite extends Site {
  end(): Promise<void>
}

export function proofSite(adminUrl: string, key: Buffer): ProofSite {
  const sizes = { settlement: 1, desk: 1, batch: 4 }
  let databases: Databases = openDatabases(adminUrl, key, sizes)
  return {
    adminUrl,
    batch: () => databases.batch,
    restart: async () => {
      await databases.end()
      databases = openDatabases(adminUrl, key, sizes)
    },
    end: () => databases.end(),
  }
}
