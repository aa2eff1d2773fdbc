import type { Secrets } from '../../config/secrets.ts';
import type { Settings } from '../../config/settings.ts';
import type { Effect } from '../core/effect.ts';
import type { Signal } from '../core/signal.ts';
import type { Site } from '../core/site.ts';
import type { Logger, Present, Recogniser, RunEffects, Tell } from '../ports.ts';
import { Ami } from './ami.ts';
import { AriSocket } from './ari/socket.ts';
import { Captures } from './captures.ts';
import { Departures } from './departures.ts';
import { AgentLegs, inOrderOfHaste } from './haste.ts';
import { Listenings } from './listenings.ts';
import { STASIS_APP } from './names.ts';
import { Provisioning } from './provision.ts';
import { Revival } from './revival.ts';
import { runEffect } from './run-effect.ts';
import { Standstill } from './standstill.ts';
import { Synchroniser } from './synchroniser.ts';
import { Timers } from './timers.ts';

export type TelephonyOptions = {
  readonly settings: Settings;
  readonly secrets: Secrets;
  /** The site whose agents' accounts Asterisk was started with. */
  readonly site: Site;
  readonly present: Pick<Present, 'world'>;
  readonly tell: Tell;
  /** What calls are timed by; `fromWall` gives a time that Asterisk told as that clock has it. */
  readonly clock: { readonly now: () => number; readonly fromWall: (at: number) => number };
  /** Without one, nobody listens to what callers say. */
  readonly recogniser?: Recogniser | null;
  readonly logger: Logger;
};

export type Telephony = {
  /** Timers run from the start; what is asked of Asterisk while it is not connected fails as a signal. */
  readonly runEffects: RunEffects;
  readonly connected: () => boolean;
  /** The engine decides nothing for now (true), or does again (false). */
  readonly standsStill: (still: boolean) => void;
  /** Agents may have changed: their telephones' accounts are written anew and taken over. */
  readonly siteChanged: (site: Site) => Promise<void>;
  /** Idempotent. Calls go on in Asterisk. */
  readonly close: () => Promise<void>;
};

/** How long a comparison waits for AMI, which comes up beside ARI, in ms. */
const AMI_LIMIT_MS = 2_000;

/**
 * Waits for Asterisk's call and keeps the link: its news become signals, in their order; effects become requests.
 * @throws CentralitaError `ari-port` when the address cannot be bound.
 */
export async function startTelephony(options: TelephonyOptions): Promise<Telephony> {
  const { settings, secrets, logger } = options;
  let closed = false;
  const agentLegs = new AgentLegs();
  const departures = new Departures();
  const tell = (heard: Signal): void => {
    if (closed) return;
    const signal = heard.type === 'leg-entered' ? { ...heard, since: options.clock.fromWall(heard.since) } : heard;
    agentLegs.heard(signal);
    if (signal.type === 'leg-gone') {
      listenings?.stop(signal.legId);
      captures.legEnded(signal.legId);
      departures.gone(signal.legId);
    }
    options.tell(signal).catch((error: unknown) => {
      logger.error({ signal: signal.type, error: String(error) }, 'telephony: the engine refused a signal');
    });
  };
  const provisioning = new Provisioning(settings, secrets, options.site);
  const ami = new Ami({
    host: settings.asterisk.host,
    port: settings.ami.port,
    username: STASIS_APP,
    password: secrets.ami,
    logger,
    onKeyDown: (legId) => tell({ type: 'digit-begun', legId }),
  });
  const synchroniser = new Synchroniser({
    ari: (...request) => socket.request(...request),
    world: options.present.world,
    tell,
    logger,
    prepare: async () => {
      ami.hurry();
      await ami.ready(AMI_LIMIT_MS);
      // Calls are worth more than a new agent's account: it is read at the next change or connection.
      await provisioning.load(socket.request).catch((error: unknown) => {
        logger.error({ error: String(error) }, 'telephony: Asterisk did not read the accounts of the agents');
      });
    },
  });
  const socket = new AriSocket({
    host: settings.ari.host,
    port: settings.ari.port,
    username: STASIS_APP,
    password: secrets.ari,
    logger,
    onConnected: (number) => {
      agentLegs.seed(options.present.world());
      synchroniser.connected(number);
    },
    onEvent: synchroniser.event,
    onLost: synchroniser.lost,
  });
  const captures = new Captures({
    ami: (action) => ami.ask(action),
    ari: socket.request,
    spoolDir: settings.spoolDir,
    tell,
    departed: () => departures.all(),
  });
  const { recogniser = null } = options;
  const listenings = recogniser
    ? new Listenings({
        ari: socket.request,
        recogniser,
        host: settings.ari.host,
        dialHost: settings.ari.dialHost ?? settings.ari.host,
        tell,
        logger,
      })
    : null;
  const standstill = new Standstill({
    ari: socket.request,
    silenceAll: (legId) => captures.silenceAll(legId),
    world: options.present.world,
    tell,
    logger,
    patienceMs: settings.asterisk.outageSeconds * 1_000,
  });
  const timers = new Timers(tell, options.clock.now);
  const revival = new Revival({ ami, connected: () => socket.connected, logger });
  const close = async () => {
    closed = true;
    timers.close();
    departures.close();
    synchroniser.close();
    await standstill.end();
    await listenings?.close();
    await Promise.all([socket.close(), ami.close(), revival.close()]);
  };
  try {
    await socket.listen();
  } catch (error) {
    await close();
    throw error;
  }
  const routed = routeEffects(timers, (effect) => runEffect({ ari: socket.request, captures, tell }, effect));
  return {
    runEffects: (effects) => {
      agentLegs.asked(effects);
      for (const effect of effects) {
        if (effect.type === 'hang-up-leg') departures.asked(effect.legId);
        if (effect.type === 'start-listening') listenings?.start(effect);
        if (effect.type === 'stop-listening') listenings?.stop(effect.legId);
      }
      socket.together(() => routed(inOrderOfHaste(effects, agentLegs.userOf)));
    },
    connected: () => socket.connected,
    standsStill: (still) => {
      if (still) standstill.begin();
      else void standstill.end().then(synchroniser.again);
    },
    siteChanged: async (site) => {
      provisioning.write(site);
      if (socket.connected) await provisioning.load(socket.request);
    },
    close,
  };
}

/** Web services and recognisers are asked by others. */
function isForAsterisk(effect: Effect): effect is Parameters<typeof runEffect>[1] {
  return effect.type !== 'web-request' && effect.type !== 'start-listening' && effect.type !== 'stop-listening';
}

/** Timers are ours, and of the rest what is Asterisk's is asked of it. */
export function routeEffects(
  timers: Timers,
  runOnAsterisk: (effect: Parameters<typeof runEffect>[1]) => void,
): RunEffects {
  return (effects: readonly Effect[]) => {
    for (const effect of effects) {
      if (effect.type === 'set-timer') timers.set(effect.timerId, effect.at);
      else if (effect.type === 'cancel-timer') timers.cancel(effect.timerId);
      else if (isForAsterisk(effect)) runOnAsterisk(effect);
    }
  };
}
