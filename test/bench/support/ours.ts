import type { SettingsInput } from '../../../config/settings.ts';
import type { AgentView } from '../../../services/live/protocol.ts';
import { endsWithUs } from '../../support/ending.ts';
import { type Installation, type SiteInput, startInstallation } from '../../support/installation.ts';
import type { Exchange } from './rig.ts';
import { agentIds, benchFlows, benchSite } from './site.ts';

/** Our controller as `npm start` starts it, with a supervisor's console open. */
export type Ours = Exchange & {
  readonly house: Installation;
  /** How many agents are not free, once they have had time to be. */
  readonly notFree: () => Promise<number>;
};

/** @param rtpStart First of 4,000 ports for sound. */
export async function startOurs(
  agents: number,
  rtpStart: number,
  settings: SettingsInput = {},
  site: (demo: SiteInput) => SiteInput = benchSite(agents),
): Promise<Ours> {
  const house = await startInstallation({
    site,
    settings: {
      flowsDir: benchFlows(),
      ...settings,
      // Mostly callers and agents sound nothing here.
      asterisk: { rtpStart, rtpEnd: rtpStart + 3_999, rtpTimeoutSeconds: 86_400, ...settings.asterisk },
    },
  });
  const asterisk = () => {
    const running = house.system.asterisk();
    if (!running) throw new Error('No Asterisk runs.');
    return running;
  };
  const supervisor = await house.signIn('sonia');
  const console = await supervisor.console();
  const free = ({ availability, activity, reachable }: AgentView) =>
    availability.kind === 'available' && activity === 'idle' && reachable;
  return {
    name: 'ours',
    house,
    sipPort: house.settings.asterisk.sipPort,
    agents: agentIds(agents),
    password: house.sipPassword,
    ready: async () => {
      const ids = new Set(agentIds(agents));
      await console.until(
        'all telephones',
        (state) => state.agents.filter((one) => ids.has(one.id) && one.reachable).length === agents,
        120_000,
      );
      for (const one of console.state().agents)
        if (one.availability.kind !== 'available')
          await supervisor.command({
            name: 'set-agent-availability',
            agentId: one.id,
            availability: { kind: 'available' },
            reason: '',
          });
      await console.until('all agents free', (state) => state.agents.filter(free).length === agents, 60_000);
    },
    notFree: async () => {
      const rest = () => console.state().agents.filter((one) => !free(one)).length;
      await console.until('all agents free', () => rest() === 0, 15_000).catch(() => undefined);
      return rest();
    },
    cli: (command) => asterisk().cli(command),
    asteriskPid: () => asterisk().pid,
    controllerPid: () => house.system.controller().pid,
    close: endsWithUs(house.close),
  };
}
