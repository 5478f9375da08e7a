// Hears that rules were published, by whatever process.
import type pg from 'pg'
import { listenFor } from '../database/listen-for.js'

/** Calls `published` after every publication; the answer stops listening. */
export function watchPublications(pool: pg.Pool, published: () => void): () => Promise<void> {
  return listenFor(pool, 'rules_published', published)
}
