// A real Chromium for tests and screenshots: from npm, so that a bare machine has one; CHROMIUM_PATH or the system's otherwise.
// Chinese needs glyphs: the font of an npm package is announced to fontconfig, for this browser only.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import os from 'node:os'
import path from 'node:path'
import packed from '@sparticuz/chromium'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'

const require = createRequire(import.meta.url)

/**
 * Flags of the packed build that suit a server; what weakens the browser's own checks is left out, so that pages are tested as they run,
 * and so is what costs time: a graphics card drawn by the processor, and a start from nothing for every page.
 */
const UNWANTED =
  /^--(disable-web-security|allow-running-insecure-content|single-process|headless|no-zygote|in-process-gpu|use-gl|use-angle|ignore-gpu-blocklist|enable-unsafe-swiftshader)\b/

export interface Viewport {
  readonly width: number
  readonly height: number
}

export const DESKTOP: Viewport = { width: 1440, height: 900 }
export const PHONE: Viewport = { width: 375, height: 812 }

export interface TestBrowser {
  /** A page of a fresh context: its own cookies, its own storage. Errors of the page are gathered in `errors`. */
  open(viewport?: Viewport): Promise<TestPage>
  close(): Promise<void>
}

export interface TestPage {
  readonly page: Page
  readonly context: BrowserContext
  readonly errors: string[]
}

export async function launchBrowser(): Promise<TestBrowser> {
  const browser = await start()
  return { open: (viewport = DESKTOP) => openPage(browser, viewport), close: () => browser.close() }
}

async function start(): Promise<Browser> {
  const env = { ...process.env, FONTCONFIG_FILE: fontConfiguration() } as Record<string, string>
  const named = process.env['CHROMIUM_PATH']
  if (named !== undefined && named !== '') return chromium.launch({ executablePath: named, args: ['--no-sandbox'], env })
  const args = [...packed.args.filter((flag) => !UNWANTED.test(flag)), '--no-sandbox', '--disable-gpu']
  try {
    return await chromium.launch({ executablePath: await packed.executablePath(), args, env })
  } catch (error) {
    if (!existsSync('/usr/bin/chromium')) throw error
    return chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'], env })
  }
}

/** A fonts.conf that knows the npm font and the machine's own fonts. */
function fontConfiguration(): string {
  const fonts = path.join(path.dirname(require.resolve('@embedpdf/fonts-sc')), '..', 'fonts')
  const folder = path.join(os.tmpdir(), `tongchou-fonts-${process.getuid?.() ?? 'user'}`)
  mkdirSync(folder, { recursive: true })
  const file = path.join(folder, 'fonts.conf')
  writeFileSync(
    file,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${fonts}</dir><dir>/usr/share/fonts</dir><cachedir>${folder}/cache</cachedir><alias binding="same"><family>Noto Sans SC</family><prefer><family>Noto Sans S Chinese</family></prefer></alias></fontconfig>`,
  )
  return file
}

async function openPage(browser: Browser, viewport: Viewport): Promise<TestPage> {
  const context = await browser.newContext({ viewport, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', reducedMotion: 'reduce', isMobile: viewport.width < 600 })
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of 4[0-9]{2}/.test(message.text())) errors.push(message.text())
  })
  return { page, context, errors }
}
