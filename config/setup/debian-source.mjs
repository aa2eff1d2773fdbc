import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SetupError } from './sentence.mjs';

/** The Debian suite that carries Asterisk 22.10.1 or newer. */
export const RUNTIME_SUITE = 'forky';

/**
 * The archives an apt configuration names, as `{ uri, suites, components }`, from one-line (`*.list`) and deb822
 * (`*.sources`) files. Formats: sources.list(5).
 */
export function parseSources(name, text) {
  return name.endsWith('.sources') ? parseDeb822(text) : parseOneLine(text);
}

function parseOneLine(text) {
  const found = [];
  for (const line of text.split('\n')) {
    const match = /^\s*deb\s+(?:\[[^\]]*\]\s*)?(\S+)\s+(\S+)((?:\s+[^\s#]+)*)/.exec(line);
    if (match) found.push({ uri: match[1], suites: [match[2]], components: match[3].trim().split(/\s+/) });
  }
  return found;
}

function parseDeb822(text) {
  const found = [];
  for (const paragraph of text.split(/\n\s*\n/)) {
    const fields = new Map();
    let last = '';
    for (const line of paragraph.split('\n')) {
      if (line.startsWith('#')) continue;
      const field = /^([A-Za-z-]+)\s*:\s*(.*)$/.exec(line);
      if (field) {
        last = field[1].toLowerCase();
        fields.set(last, field[2]);
      } else if (/^\s/.test(line)) fields.set(last, `${fields.get(last) ?? ''} ${line.trim()}`);
    }
    const words = (key) => (fields.get(key) ?? '').split(/\s+/).filter(Boolean);
    if (!words('types').includes('deb') || /^(no|false|0)$/i.test(fields.get('enabled') ?? 'yes')) continue;
    for (const uri of words('uris')) found.push({ uri, suites: words('suites'), components: words('components') });
  }
  return found;
}

/** Every archive of the machine's own apt configuration, in the order apt reads them. */
export function machineSources(etcApt = '/etc/apt') {
  const parts = join(etcApt, 'sources.list.d');
  const names = existsSync(parts)
    ? readdirSync(parts)
        .filter((name) => name.endsWith('.list') || name.endsWith('.sources'))
        .sort()
        .map((name) => join(parts, name))
    : [];
  return [join(etcApt, 'sources.list'), ...names]
    .filter((path) => existsSync(path))
    .flatMap((path) => parseSources(path, readFileSync(path, 'utf8')));
}

/**
 * The mirror of the Debian archive this machine uses: the first archive with component `main` that is neither the
 * security archive nor another distribution's. A mirror named in the settings wins. Throws `no-debian-mirror`.
 */
export function debianMirror(sources, named) {
  if (named) return named;
  const candidate = sources.find(
    ({ uri, suites, components }) =>
      components.includes('main') &&
      suites.some((suite) =>
        /^(oldstable|stable|testing|unstable|sid|bullseye|bookworm|trixie|forky)(-updates)?\/?$/.test(suite),
      ) &&
      !/security/.test(uri),
  );
  if (candidate) return candidate.uri;
  throw new SetupError(
    'no-debian-mirror',
    'The apt sources of this machine name no Debian archive (an Ubuntu archive has no Asterisk new enough). ' +
      'Set the environment variable CENTRALITA_RUNTIME_MIRROR to the address of a Debian mirror near you, or ' +
      'name an Asterisk 22.10.1 or newer in asterisk.binary, or use docker compose.',
  );
}
