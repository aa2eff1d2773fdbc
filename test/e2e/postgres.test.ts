import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { stringify } from 'yaml';
import type { Person } from '../../config/demo-site/person.ts';
import { projectRoot } from '../../config/paths.ts';
import type { CallRow, Page } from '../../services/http/protocol.ts';
import { type DeskAgent, deskAgent } from '../support/agents.ts';
import { type Installation, startInstallation, untilConnected } from '../support/installation.ts';
import { type PostgresServer, startPostgres } from '../support/postgres.ts';
import { type RecordedCall, recordedCall } from '../support/recorded-call.ts';
import { callOf, until, untilEvent } from '../support/story.ts';

vi.setConfig({ testTimeout: 200_000, hookTimeout: 200_000 });

let server: PostgresServer;
let house: Installation;
let admin: Person;
let dario: DeskAgent;
let call: RecordedCall;

const foundBy = async (text: string) =>
  (await admin.get<Page<CallRow>>(`/api/recordings?text=${encodeURIComponent(text)}`)).rows.map(({ id }) => id);

beforeAll(async () => {
  server = await startPostgres({ durable: true });
  await server.ask('postgres', 'create database centralita');
  house = await startInstallation({ settings: { database: server.url('centralita') } });
  [admin, dario] = await Promise.all([house.signIn('admin'), deskAgent(house, 'dario')]);
});

afterAll(async () => {
  await house?.close();
  await server?.stop();
});

describe.sequential('Centralita on PostgreSQL', () => {
  test('records a call with consent, which is found by a word of a note and plays', async () => {
    call = await recordedCall(house, admin, dario, { number: '600000701' });
    await admin.post(`/api/recordings/${call.recording.id}/notes`, {
      at: 500,
      text: 'Reclamación de la línea de FIBRA',
    });
    expect(await foundBy('reclamacion fib')).toEqual([call.id]);
    expect(await foundBy('cobre')).toEqual([]);
    // By the index, once it knows the note.
    await until('the call in the index', async () => {
      const asked =
        "select 1 from call_terms join calls using (n) where id = $1 and indexed = 1 and terms @@ 'word_fibra'";
      return (await server.ask('centralita', asked, [call.id])).length === 1;
    });
    expect(await foundBy('RECLAMACIÓN')).toEqual([call.id]);
    const audio = await admin.bytes(`/api/recordings/${call.recording.id}/audio`);
    expect(Buffer.from(audio.subarray(0, 4)).toString()).toBe('OggS');
  });

  test('keeps nothing of it in SQLite but the keys, and its ledger is whole', () => {
    const names = house.files().map((path) => path.slice(house.settings.dataDir.length + 1));
    expect(names).toContain('keys/keys.db');
    expect(names).not.toContain('centralita.db');
    const settings = join(house.folder, 'same.yaml');
    writeFileSync(settings, stringify({ dataDir: house.settings.dataDir, database: house.settings.database }));
    const verify = spawnSync('npm', ['run', '--silent', 'ledger', '--', 'verify'], {
      cwd: projectRoot(),
      encoding: 'utf8',
      env: { ...process.env, CENTRALITA_SETTINGS: settings },
    });
    expect(verify.stdout + verify.stderr).toMatch(/The ledger is whole: \d+ entries/);
  });

  test('lets no second controller write the same database', async () => {
    const second = startInstallation({ settings: { database: server.url('centralita') } });
    await expect(second).rejects.toThrow(/Another controller uses the PostgreSQL database centralita/);
    expect(await foundBy('fibra')).toEqual([call.id]);
  });

  test('comes back by itself, with all it had, when the server lost its power', async () => {
    const { pid } = house.system.controller();
    await server.kill();
    await until('the end of a controller that can keep nothing', () => house.system.controller().pid !== pid);
    await server.start();
    await untilConnected(house.url);
    admin = await house.signIn('admin');
    expect(await foundBy('fibra')).toEqual([call.id]);
    const caller = await house.call({ number: '600000702' });
    const { id } = await callOf(admin, caller.number);
    await untilEvent(admin, id, 'line-answered');
    expect(house.told.join()).toMatch(/The controller runs again/);
  });

  test('tells its password to nobody', () => {
    const password = new URL(server.url('centralita')).password;
    for (const said of [house.told.join(), house.log('controller.log'), house.log('asterisk.log')])
      expect(said).not.toContain(password);
  });
});
