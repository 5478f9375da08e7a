import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

// Libraries that change on their own rhythm get chunks of their own, so that a release of ours leaves them in the browser's cache.
const LIBRARIES: readonly (readonly [string, RegExp])[] = [
  ['react', /node_modules\/(react|react-dom|scheduler|react-router|@tanstack)\//],
  ['charts', /node_modules\/(echarts|zrender)\//],
]

export default defineConfig({
  plugins: [react()],
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
