import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

// Libraries that change on their own rhythm get chunks of their own, so that a release of ours leaves them in the browser's cache.
const LIBRARIES: readonly (readonly [string, RegExp])[] = [
  ['react', /node_modules\/(react|react-dom|scheduler|react-router|@tanstack)\//],
  ['charts', /node_modules\/(echarts|zrender)\//],
]

/** Writes each file's `.br` and `.gz` beside it, so that the server compresses nothing while it serves. */
function precompress(): Plugin {
  return {
    name: 'precompress',
    apply: 'build',
    closeBundle() {
      const folder = path.resolve(import.meta.dirname, 'build')
      for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => /\.(js|css|html|svg)$/.test(file))) {
        const content = readFileSync(path.join(folder, name))
        writeFileSync(path.join(folder, `${name}.br`), brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }))
        writeFileSync(path.join(folder, `${name}.gz`), gzipSync(content, { level: 9 }))
      }
    },
  }
}

export default defineConfig({
  plugins: [react(), precompress()],
  build: {
    outDir: 'build',
    emptyOutDir: true,
    target: 'es2022',
    sourcemap: false,
    chunkSizeWarningLimit: 900,
    rolldownOptions: { output: { codeSplitting: { groups: LIBRARIES.map(([name, test]) => ({ name, test })) } } },
  },
  server: { proxy: { '/api': process.env['TONGCHOU_API'] ?? 'http://127.0.0.1:8080' } },
})
