// Sends a file in pieces: announced with its SHA-256, so that the server knows whether it arrived whole and whether it came before.
import { post, RequestFailed } from './request.js'

export interface FileSent {
  readonly upload: string
}

export async function sendFile(file: File, { unit, layout }: { readonly unit: string; readonly layout: string }): Promise<FileSent> {
  if (crypto.subtle === undefined)
    throw new RequestFailed(0, { code: 'insecure', sentence: '浏览器只在安全连接（https）下才能核验文件；请用 https 地址打开本系统。' })
  const bytes = new Uint8Array(await file.arrayBuffer())
  const sha256 = [...new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  const announced = { unit, layout, name: file.name.slice(-120), sha256, bytes: bytes.length }
  const { upload, piece_bytes: size, pieces } = await post<{ upload: string; piece_bytes: number; pieces: number }>('/api/uploads', announced)
  for (let piece = 0; piece < pieces; piece++) {
    await post(`/api/uploads/${upload}/pieces`, { piece, content: base64(bytes.subarray(piece * size, (piece + 1) * size)) })
  }
  return { upload }
}

function base64(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 32_768) text += String.fromCharCode(...bytes.subarray(at, at + 32_768))
  return btoa(text)
}
