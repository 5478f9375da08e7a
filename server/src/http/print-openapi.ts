// `npm run openapi`: writes docs/openapi.json. A test holds the committed file to what the routes say.
import * as fs from 'node:fs/promises'
import path from 'node:path'
import { OPENAPI_FILE, openapiText } from './openapi.js'

await fs.mkdir(path.dirname(OPENAPI_FILE), { recursive: true })
await fs.writeFile(OPENAPI_FILE, await openapiText())
