/** What the server refused, or `offline` when it could not be reached. `code` is a key of the language files under `error`. */
export class ApiError extends Error {
  readonly code: string;
  readonly status: number;
  constructor(code: string, status: number, message: string) {
    super(message);
    this.name = 'ApiError';
    this.code = code;
    this.status = status;
  }
}

/** Calls the HTTP interface. @throws ApiError */
export async function request<T>(path: string, init: { method?: string; body?: unknown } = {}): Promise<T> {
  const json =
    init.body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(init.body) };
  return send(path, { method: init.method ?? 'GET', ...json });
}

/** Sends a file as it is. @throws ApiError */
export function upload<T>(path: string, file: Blob): Promise<T> {
  return send(path, { method: 'PUT', headers: { 'content-type': 'application/octet-stream' }, body: file });
}

/** Asks for a file and lets the browser save it, under the name that the server gives it. @throws ApiError */
export async function download(path: string, body: unknown): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const response = await reach(path, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!response.ok) throw await refused(response);
  const name = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? 'export.age';
  const address = URL.createObjectURL(await response.blob());
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}

async function refused(response: Response): Promise<ApiError> {
  const body: unknown = await response.json().catch(() => null);
  const error = (body as { error?: { code?: string; message?: string } } | null)?.error;
  return new ApiError(error?.code ?? 'general', response.status, error?.message ?? response.statusText);
}

async function send<T>(path: string, init: RequestInit): Promise<T> {
  const response = await reach(path, init);
  if (response.status === 204) return undefined as T;
  const body: unknown = await response.json().catch(() => null);
  if (response.ok) return body as T;
  const error = (body as { error?: { code?: string; message?: string } } | null)?.error;
  throw new ApiError(error?.code ?? 'general', response.status, error?.message ?? response.statusText);
}

async function reach(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, { credentials: 'same-origin', ...init });
  } catch (cause) {
    throw new ApiError('offline', 0, cause instanceof Error ? cause.message : String(cause));
  }
}

export function isApiError(error: unknown, code: string): boolean {
  return error instanceof ApiError && error.code === code;
}
