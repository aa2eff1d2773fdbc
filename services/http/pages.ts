import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import express, { type Express, type RequestHandler } from 'express';
import { nonceOf, nonceWord } from './headers.ts';

/** Addresses of pages: each is answered with the same document, whose script shows the page. */
const pagePaths = [
  '/',
  '/sign-in',
  '/desk',
  '/console',
  '/calls',
  '/calls/:id',
  '/distribution',
  '/distribution/:tab',
  '/distribution/:tab/:id',
  '/flows',
  '/flows/:flow',
  '/prompts',
  '/custody',
  '/publications',
  '/programs',
  '/quality',
  '/quality/:tab',
  '/quality/:tab/:id',
  '/call',
];

/** The built pages. Files under `assets` carry a hash in their name and never change; the document is always asked for again. */
export function servePages(app: Express, folder: string): void {
  const file = join(folder, 'index.html');
  if (!existsSync(file)) return;
  const text = readFileSync(file, 'utf8');
  const page: RequestHandler = (_request, response) => {
    response
      .set('Cache-Control', 'no-cache')
      .type('html')
      .send(text.replaceAll(nonceWord, nonceOf(response)));
  };
  app.get(pagePaths, page);
  app.use(
    '/assets',
    express.static(join(folder, 'assets'), { index: false, immutable: true, maxAge: '1y', fallthrough: true }),
  );
  app.use(express.static(folder, { index: false, redirect: false, dotfiles: 'ignore', maxAge: '1h' }));
}
