// Writes docs/profiles.md. A test holds the committed file to the tables.
import * as fs from 'node:fs/promises'
import { PROFILES_FILE, profilesText } from './profiles-document.js'

await fs.writeFile(PROFILES_FILE, profilesText())
