// Writes docs/transactions.md. A test holds the committed file to the tables.
import * as fs from 'node:fs/promises'
import { TRANSACTIONS_FILE, transactionsText } from './transactions-document.js'

await fs.writeFile(TRANSACTIONS_FILE, transactionsText())
