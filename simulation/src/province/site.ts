// The proof's hold on an installation's database: pools that are left and opened again as by a new process.
import { type Databases, openDatabases, openPool, urlFor } from '@tongchou/server/database/connect.js'
import type { Site } from './perform.js'

export interface ProofSite extends Site {
  end(): Promise<void>
}

const OBSERVING = '-c search_path=tongchou -c timezone=Asia/Shanghai -c plan_cache_mode=force_generic_plan -c default_transaction_read_only=on'

export function proofSite(adminUrl: string, key: Buffer): ProofSite {
  const sizes = { settlement: 4, desk: 3, batch: 4 }
  let databases: Databases = openDatabases(adminUrl, key, sizes)
  // The checks are few and long and are asked thousands of times: planned once, over a connection that no outage touches.
  const observer = openPool(urlFor(adminUrl, key, 'tongchou_batch'), 1, { options: OBSERVING })
  return {
    adminUrl,
    key,
    databases: () => databases,
    batch: () => databases.batch,
    observer: () => observer,
    restart: async () => {
      await databases.end()
      databases = openDatabases(adminUrl, key, sizes)
    },
    end: async () => void (await Promise.all([databases.end(), observer.end()])),
  }
}
