import { after, before, test } from 'node:test'
import { TEST_KEY, type TestDatabase, testDatabase } from '@tongchou/server/testing/database.js'
import { proveProvince } from './province-year.js'
import { proofSite } from './site.js'

let db: TestDatabase
before(async () => {
  db = await testDatabase({ settlement: 1, desk: 1, batch: 1 })
})
after(() => db.drop())

test('a small province’s year holds', async () => {
  const site = proofSite(db.adminUrl, TEST_KEY)
  try {
    const proved = await proveProvince(site, { seed: 1, cities: 2, counties: 2, months: 12, progress: console.log })
    console.log(proved)
  } finally {
    await site.end()
  }
})
