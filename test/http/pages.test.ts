import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectRoot } from '../../config/paths.ts';
import { temporaryFolder } from '../store/support.ts';
import { password, testHttp } from './support.ts';

function builtPages(): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'assets'));
  writeFileSync(
    join(folder, 'index.html'),
    '<meta property="csp-nonce" nonce="CSP_NONCE"><script src="/assets/main-1a2b.js"></script>',
  );
  writeFileSync(join(folder, 'assets/main-1a2b.js'), 'start()');
  writeFileSync(join(folder, 'favicon.svg'), '<svg/>');
  return folder;
}

/** What a route matches: `/flows/:flow?` is `/flows` and `/flows/x`. */
function addressesOf(route: string): readonly string[] {
  const parts = route.split('/').slice(1);
  const fixed = parts.findIndex((part) => part.endsWith('?'));
  const lengths = fixed < 0 ? [parts.length] : parts.slice(fixed).map((_, more) => fixed + more);
  return [...new Set([...lengths, parts.length])].map(
    (length) =>
      `/${parts
        .slice(0, length)
        .map((part) => (part.startsWith(':') ? 'x' : part))
        .join('/')}`,
  );
}

const directive = (response: Response, name: string) =>
  response.headers
    .get('content-security-policy')
    ?.split(';')
    .find((one) => one.startsWith(`${name} `))
    ?.slice(name.length + 1);

describe('the pages', () => {
  test('are one document at each of their addresses, and nowhere else', async () => {
    const { ask } = await testHttp({ pages: builtPages() });
    const routes = readFileSync(join(projectRoot(), 'dashboard/src/routes.tsx'), 'utf8');
    const written = [...routes.matchAll(/ path="([^"]+)"/g)].map(([, path = '']) => path);
    const addresses = new Set(written.flatMap(addressesOf));
    expect([...addresses]).toEqual(expect.arrayContaining(['/', '/calls/x', '/distribution', '/distribution/x/x']));
    for (const path of addresses) {
      const response = await ask('GET', path);
      expect([path, response.status, response.headers.get('cache-control')]).toEqual([path, 200, 'no-cache']);
      expect(await response.text()).toContain('/assets/main-1a2b.js');
    }
    for (const path of ['/nowhere', '/index.html/../../etc/passwd', '/assets/other.js', '/.env'])
      expect((await ask('GET', path)).status).toBe(404);
  });

  test('keep their hashed files for a year and the others an hour', async () => {
    const { ask } = await testHttp({ pages: builtPages() });
    const cached = async (path: string) => (await ask('GET', path)).headers.get('cache-control');
    expect(await cached('/assets/main-1a2b.js')).toBe('public, max-age=31536000, immutable');
    expect(await cached('/favicon.svg')).toBe('public, max-age=3600');
  });

  test('allow no script but their own, and name the sockets they use', async () => {
    const { ask, url } = await testHttp({ pages: builtPages() });
    const response = await ask('GET', '/desk');
    expect(directive(response, 'default-src')).toBe("'self'");
    expect(directive(response, 'script-src')).toBe("'self'");
    expect(directive(response, 'script-src-attr')).toBe("'none'");
    expect(directive(response, 'object-src')).toBe("'none'");
    expect(directive(response, 'frame-ancestors')).toBe("'none'");
    expect(directive(response, 'media-src')).toBe("'self' blob:");
    expect(directive(response, 'connect-src')).toBe(`'self' ${url.replace('http', 'ws')} ws://127.0.0.1:8088`);
    expect(response.headers.get('content-security-policy')).not.toMatch(/unsafe/);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('permissions-policy')).toContain('microphone=(self)');
    expect(response.headers.get('x-powered-by')).toBeNull();
  });

  test('carry a nonce for their styles, another each time', async () => {
    const { ask } = await testHttp({ pages: builtPages() });
    const nonces = new Set<string>();
    for (let count = 0; count < 2; count++) {
      const response = await ask('GET', '/');
      const nonce = /nonce="([^"]+)"/.exec(await response.text())?.[1] ?? '';
      expect(directive(response, 'style-src')).toBe(`'self' 'nonce-${nonce}'`);
      nonces.add(nonce);
    }
    expect(nonces.size).toBe(2);
  });
});

describe('the server', () => {
  test('writes no password, cookie or query into its log', async () => {
    const { ask, signIn, log } = await testHttp();
    const cookie = await signIn('auditor');
    await ask('GET', '/api/calls?number=600123456', { cookie });
    await ask('POST', '/api/session', { body: { login: 'auditor', password: 'a wrong guess' } });
    const text = log.lines.join('\n');
    expect(text).toContain('/api/calls');
    for (const secret of [password, cookie.split('=')[1] ?? '-', '600123456', 'a wrong guess'])
      expect(text).not.toContain(secret);
  });

  test('tells which setting to change when its port is taken', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const address = other.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    await expect(testHttp({ port })).rejects.toMatchObject({
      code: 'port-taken',
      message: expect.stringContaining('http.port'),
    });
    await new Promise((resolve) => other.close(resolve));
  });

  test('closes twice without harm', async () => {
    const { close } = await testHttp();
    await close();
    await close();
  });
});
