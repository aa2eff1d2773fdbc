import { join } from 'node:path';
import type { Person } from '../../../config/demo-site/person.ts';
import { projectRoot } from '../../../config/paths.ts';
import { JournalReader } from '../../chaos/journal-reader.ts';
import { endsWithUs } from '../../support/ending.ts';
import type { Fleet } from '../../support/fleet/fleet.ts';
import type { SiteInput } from '../../support/installation.ts';
import { type Ours, startOurs } from '../support/ours.ts';
import { agentFleet } from '../support/rig.ts';
import { benchSite, LINE } from '../support/site.ts';
import { markedSound } from './marks.ts';
import { type Usage, usageNow } from './usage.ts';

/** The line whose calls are recorded, and the same without. */
export const RECORDED_LINE = LINE;
export const PLAIN_LINE = '1001';
const NEVER_MS = 86_400_000;
/** Ports of the telephones for sound, each at an address of its own. */
const AGENT_PORTS = { firstPort: 16_000, lastPort: 19_998 };
const CALLER_PORTS = { firstPort: 16_000, lastPort: 19_998 };

/** Our system with agents who answer at once and sound marks. */
export type RecorderScene = {
  readonly ours: Ours;
  readonly admin: Person;
  readonly journal: JournalReader;
  readonly callerSound: { readonly alaw: Uint8Array; readonly firstPort: number; readonly lastPort: number };
  readonly usage: (callers?: Fleet) => Usage;
  readonly close: () => Promise<void>;
};

export async function startRecorderScene(agents: number): Promise<RecorderScene> {
  const flowsDir = join(projectRoot(), 'test/bench/support/recorder-flows');
  const ours = await startOurs(agents, 12_000, { flowsDir }, recorderSite(agents));
  const alaw = markedSound();
  let phones: Fleet | null = null;
  let journal: JournalReader | null = null;
  const close = endsWithUs(async () => {
    journal?.close();
    await phones?.close();
    await ours.close();
  });
  try {
    const fleet = await agentFleet(
      ours,
      ours.agents,
      { ring: 1, settle: 1, talk: NEVER_MS },
      { sound: { alaw, ...AGENT_PORTS } },
    );
    phones = fleet;
    await ours.ready();
    const reader = new JournalReader(ours.house);
    journal = reader;
    return {
      ours,
      admin: await ours.house.signIn('admin'),
      journal: reader,
      callerSound: { alaw, ...CALLER_PORTS },
      usage: (callers) =>
        usageNow({
          asterisk: ours.asteriskPid(),
          controller: ours.controllerPid() ?? Number.NaN,
          telephones: callers === undefined || callers.hasEnded ? [fleet.pid] : [fleet.pid, callers.pid],
        }),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Two services on the same flow and queue: one announces that it records, the other never does. Nothing is published. */
function recorderSite(agents: number): (demo: SiteInput) => SiteInput {
  return (demo) => {
    const site = benchSite(agents)(demo);
    const [service] = site.services;
    if (!service) throw new Error('The site has no service.');
    return {
      ...site,
      services: [
        {
          ...service,
          flow: 'recorded',
          numbers: [RECORDED_LINE],
          consent: { policy: 'announce', basis: 'contract', needs: 'caller' },
        },
        { ...service, id: 'plain', flow: 'recorded', numbers: [PLAIN_LINE], consent: { policy: 'never' } },
      ],
      publication: [],
    };
  };
}
