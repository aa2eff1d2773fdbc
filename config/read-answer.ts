/** What an answer says: JSON, or why it will not do. */
export type Answer = { readonly body: unknown } | { readonly wrong: 'too-large' | 'no-json' };

/** Reads an answer's JSON up to a limit (bytes); what is longer is broken off there. An empty answer is null. */
export async function readAnswer(response: Response, limitBytes: number): Promise<Answer> {
  const text = await textWithin(response, limitBytes);
  if (text === null) return { wrong: 'too-large' };
  if (text.trim() === '') return { body: null };
  try {
    return { body: JSON.parse(text) as unknown };
  } catch {
    return { wrong: 'no-json' };
  }
}

async function textWithin(response: Response, limitBytes: number): Promise<string | null> {
  if (Number(response.headers.get('content-length') ?? '0') > limitBytes) {
    await response.body?.cancel();
    return null;
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  // A compressed answer is counted as what it becomes.
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > limitBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
