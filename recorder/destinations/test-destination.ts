import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DestinationTest } from '../../services/http/protocol.ts';
import { attemptPublication } from '../attempt.ts';
import type { DestinationContext, DestinationSettings, Publication } from './destination.ts';
import { removeFrom } from './index.ts';

/**
 * Sends a small text to a destination as a recording would be sent, and removes it again where the protocol can. What
 * fails is answered and not thrown: it is what was asked for.
 */
export async function testDestination(
  settings: DestinationSettings,
  context: Omit<DestinationContext, 'signal'>,
  stopping: AbortSignal,
  now: number,
): Promise<DestinationTest> {
  const folder = await mkdtemp(join(tmpdir(), 'centralita-test-'));
  try {
    const text = `Centralita wrote this to test the destination "${settings.id}" at ${new Date(now).toISOString()}.\n`;
    const path = join(folder, 'test.txt');
    await writeFile(path, text);
    const publication = testPublication(path, text, now);
    const began = performance.now();
    const { location } = await attemptPublication(settings, publication, context, stopping);
    const ms = Math.round(performance.now() - began);
    const removed = await removeFrom(settings, publication.name, { ...context, signal: stopping }).catch(() => false);
    return { ok: true, location, removed, ms, reason: null };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { ok: false, location: null, removed: false, ms: null, reason };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function testPublication(path: string, text: string, now: number): Publication {
  const sha256 = createHash('sha256').update(text).digest('hex');
  const bytes = Buffer.byteLength(text);
  const at = new Date(now).toISOString();
  const recordingId = `test-${at.replace(/[^0-9]/g, '')}`;
  const name = `centralita-test/${recordingId}.txt`;
  return {
    recordingId,
    callId: 'test',
    path,
    bytes,
    sha256,
    name,
    withSidecar: false,
    sidecar: {
      version: 1,
      recordingId,
      callId: 'test',
      service: { id: 'test', name: 'Centralita', timeZone: 'UTC' },
      callStartedAt: at,
      recordingStartedAt: at,
      durationMs: 0,
      file: `${recordingId}.txt`,
      format: 'text; a test of the destination',
      recipient: null,
      bytes,
      sha256,
    },
  };
}
