import { createHmac } from 'node:crypto';

const ANSWER_WITHIN_MS = 10_000;

/** Sends a signed body to an address. Null when it was taken, else why not. */
export async function post(url: string, body: string, secret: string, now: number): Promise<string | null> {
  const seconds = Math.floor(now / 1_000);
  const signature = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
  try {
    const response = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'content-type': 'application/json', 'centralita-signature': `t=${seconds},v1=${signature}` },
      body,
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    await response.body?.cancel();
    return response.ok ? null : `The address answered ${response.status}.`;
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return `The address was not reached: ${cause instanceof Error ? cause.message : String(cause)}`;
  }
}
