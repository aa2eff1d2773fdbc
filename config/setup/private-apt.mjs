import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { debianMirror, machineSources, RUNTIME_SUITE } from './debian-source.mjs';
import { runCommand } from './run-command.mjs';
import { SetupError } from './sentence.mjs';

const HOST_KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg';

/**
 * An apt of our own below `folder`: its lists, its cache and an empty list of installed packages, so that it fetches
 * whole dependency closures as any user and never touches the machine. Only the proxy settings are the host's.
 */
export async function openPrivateApt(folder) {
  const hostSettings = await hostFetchSettings();
  for (const sub of ['state/lists/partial', 'cache/archives/partial'])
    mkdirSync(join(folder, sub), { recursive: true });
  writeFileSync(join(folder, 'status'), '');
  const config = join(folder, 'apt.conf');
  const own = {
    'Dir::State': join(folder, 'state'),
    'Dir::State::status': join(folder, 'status'),
    'Dir::Cache': join(folder, 'cache'),
    'Dir::Etc::sourcelist': join(folder, 'sources.list'),
    'Dir::Etc::sourceparts': '/dev/null',
    'Dir::Etc::parts': '/dev/null',
    'Dir::Etc::preferencesparts': '/dev/null',
    'Dir::Etc::preferences': '/dev/null',
    'APT::Sandbox::User': '',
    'APT::Install-Recommends': 'false',
    'Acquire::Languages': 'none',
    // A mirror may be a frozen snapshot, whose index is past its date; signatures are still checked.
    'Acquire::Check-Valid-Until': 'false',
    'Acquire::Retries': '3',
  };
  const lines = Object.entries(own).map(([key, value]) => `${key} "${value}";`);
  writeFileSync(config, `${[...hostSettings, ...lines].join('\n')}\n`);
  const env = { ...process.env, APT_CONFIG: config, LC_ALL: 'C' };

  const mirror = debianMirror(machineSources(), process.env.CENTRALITA_RUNTIME_MIRROR);
  const keyring = existsSync(HOST_KEYRING) ? HOST_KEYRING : await fetchKeyring(folder);
  writeFileSync(join(folder, 'sources.list'), `deb [signed-by=${keyring}] ${mirror} ${RUNTIME_SUITE} main\n`);

  return {
    /** Reads the package lists of the suite. */
    async update() {
      await runCommand('apt-get', ['-q', 'update'], { env, cwd: folder });
    },
    /**
     * Downloads the packages with all they depend on; what is in the cache already is not fetched again.
     * Returns the paths of exactly the closure's files.
     */
    async download(packages, onProgress) {
      const onLine = (line) => {
        const match = /^dlstatus:\d+:([\d.]+):/.exec(line);
        if (match) onProgress?.(`${Math.round(Number(match[1]))} %`);
      };
      const args = ['-q', '-y', '-o', 'APT::Status-Fd=2', '--download-only', '--no-remove', 'install', ...packages];
      await runCommand('apt-get', args, { env, cwd: folder, onLine });
      const plan = await runCommand('apt-get', ['-q', '-s', 'install', ...packages], { env, cwd: folder });
      return closureFiles(plan, join(folder, 'cache/archives'));
    },
  };
}

/** The cached files of the packages that apt's plan (`Inst name (version …)`) lists. */
function closureFiles(plan, archives) {
  const cached = new Map(readdirSync(archives).map((name) => [name.replace(/_[^_]*\.deb$/, ''), join(archives, name)]));
  const files = [];
  for (const match of plan.matchAll(/^Inst (\S+) \((\S+) /gm)) {
    const key = `${match[1].replace(/:.*$/, '')}_${match[2].replaceAll(':', '%3a')}`;
    const file = cached.get(key);
    if (!file) throw new SetupError('package-missing', `The package ${key} was not downloaded; run the command again.`);
    files.push(file);
  }
  return files;
}

/** The host's proxy settings, which a closed network needs. */
async function hostFetchSettings() {
  let dump;
  try {
    dump = await runCommand('apt-config', ['dump']);
  } catch {
    throw new SetupError(
      'no-apt',
      'This machine has no apt, so the telephony programs cannot be unpacked here. Run "docker compose up" instead, ' +
        'or name an Asterisk 22.10.1 or newer in asterisk.binary and set CENTRALITA_RUNTIME=system to use the ' +
        'programs of the machine.',
    );
  }
  return dump.split('\n').filter((line) => /^Acquire::(http|https|ftp)::/i.test(line));
}

/** Debian's signing keys where the machine has none (Ubuntu): its own apt fetches them, signed by its own archive. */
async function fetchKeyring(folder) {
  const target = join(folder, 'keyring');
  const path = join(target, HOST_KEYRING);
  if (existsSync(path)) return path;
  mkdirSync(target, { recursive: true });
  await runCommand('apt-get', ['-q', 'download', 'debian-archive-keyring'], { cwd: target });
  for (const name of readdirSync(target).filter((entry) => entry.endsWith('.deb'))) {
    await runCommand('dpkg-deb', ['-x', join(target, name), target]);
  }
  return path;
}
