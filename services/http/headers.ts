import { randomBytes } from 'node:crypto';
import type { RequestHandler, Response } from 'express';
import helmet from 'helmet';

export type HeaderOptions = {
  readonly publicUrl: string;
  /** Where browser telephones connect. */
  readonly websocketUrl: string;
};

/** The word in the built page that stands for the nonce of one answer. */
export const nonceWord = 'CSP_NONCE';

/** The nonce of this answer, for the page's style elements. */
export function nonceOf(response: Response): string {
  response.locals.nonce ??= randomBytes(16).toString('base64');
  return response.locals.nonce as string;
}

/**
 * Security headers for every answer. Scripts only from our own files; no inline script, no eval, no foreign host.
 * Mantine writes `<style>` elements at run time: they carry the nonce that the page was served with, so styles need no
 * 'unsafe-inline' either. Style attributes that React sets go through the DOM, which the policy does not concern.
 */
export function securityHeaders({ publicUrl, websocketUrl }: HeaderOptions): readonly RequestHandler[] {
  const secure = publicUrl.startsWith('https:');
  // Named besides 'self', which not every browser takes to cover websockets.
  const ownSocket = new URL(publicUrl).origin.replace(/^http/, 'ws');
  const policy = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'self'"],
        'script-src': ["'self'"],
        'script-src-attr': ["'none'"],
        'style-src': ["'self'", (_request, response) => `'nonce-${nonceOf(response as Response)}'`],
        'img-src': ["'self'", 'data:'],
        'font-src': ["'self'"],
        'media-src': ["'self'", 'blob:'],
        'connect-src': ["'self'", ownSocket, new URL(websocketUrl).origin],
        'object-src': ["'none'"],
        'base-uri': ["'none'"],
        'form-action': ["'self'"],
        'frame-ancestors': ["'none'"],
        ...(secure ? { 'upgrade-insecure-requests': [] } : {}),
      },
    },
    strictTransportSecurity: secure && { maxAge: 31_536_000 },
    frameguard: { action: 'deny' },
    referrerPolicy: { policy: 'same-origin' },
    crossOriginEmbedderPolicy: false,
  });
  const permissions: RequestHandler = (_request, response, next) => {
    response.setHeader('Permissions-Policy', 'microphone=(self), camera=(), geolocation=(), payment=()');
    next();
  };
  return [policy, permissions];
}
