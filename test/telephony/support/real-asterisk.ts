import { join } from 'node:path';
import { rtpRange } from '../../../config/demo-site/telephones/free-ports.ts';
import { type AsteriskProcess, startAsterisk } from '../../../config/processes/asterisk.ts';
import { sipPassword } from '../../../config/secrets.ts';
import type { SettingsInput } from '../../../config/settings.ts';
import { type PreparedData, prepareData } from '../../../config/setup/first-run.ts';
import type { Signal } from '../../../services/core/signal.ts';
import { emptyWorld, type World } from '../../../services/core/world.ts';
import type { Recogniser } from '../../../services/ports.ts';
import { startTelephony, type Telephony } from '../../../services/telephony/index.ts';
import { type Scratch, scratchSettings } from '../../config/scratch.ts';
import { keptLog } from './quiet.ts';
import { type DeskScenario, type Phone, type PhoneOptions, register, startPhone } from './sipp.ts';
import { writeTone } from './tone.ts';

export type Controller = {
  readonly telephony: Telephony;
  readonly world: World;
  readonly signals: Signal[];
  /** Resolves with the first signal of that type and these fields, waiting for it. */
  readonly next: <T extends Signal['type']>(type: T, fields?: object) => Promise<Extract<Signal, { type: T }>>;
  /** Forgets the signals so far. */
  readonly forget: () => void;
  readonly log: readonly string[];
};

export type RealAsterisk = {
  readonly scratch: Scratch;
  readonly prepared: PreparedData;
  readonly asterisk: AsteriskProcess;
  readonly controller: (recogniser?: Recogniser) => Promise<Controller>;
  /** `sound`: an A-law file that the caller sounds over and over; a tone unless told. */
  readonly call: (service?: string, sound?: string) => Phone;
  /** The agent dario's desk telephone, registered. */
  readonly agent: (scenario?: DeskScenario) => Promise<Phone>;
  /** Dario's telephone takes its registration back, and is switched off. */
  readonly agentLeaves: () => Promise<void>;
  readonly close: () => Promise<void>;
};

export const CALLER_HERTZ = 440;
export const AGENT_HERTZ = 880;

/** An Asterisk of its own with the configuration we write, and telephones that SIPp plays. */
export async function startRealAsterisk(overrides: SettingsInput): Promise<RealAsterisk> {
  const { rtpStart: ports } = await rtpRange();
  const scratch = await scratchSettings({
    ...overrides,
    asterisk: { rtpStart: ports + 100, rtpEnd: ports + 199, ...overrides.asterisk },
  });
  const prepared = prepareData(scratch.settings);
  const asterisk = await startAsterisk(scratch.settings, prepared.secrets, prepared.site);
  const folder = scratch.folder;
  const asteriskPort = scratch.settings.asterisk.sipPort;
  const account = { username: 'agent-dario', password: sipPassword(prepared.secrets, 'agent-dario') };
  const tones = { caller: join(folder, 'caller.alaw'), agent: join(folder, 'agent.alaw') };
  writeTone(tones.caller, CALLER_HERTZ);
  writeTone(tones.agent, AGENT_HERTZ);
  const desk: Omit<PhoneOptions, 'scenario'> = {
    folder,
    address: '127.0.0.1',
    port: ports,
    rtp: ports + 20,
    asteriskPort,
    words: { TONE: tones.agent },
  };
  const controllers: Controller[] = [];
  const phones: Phone[] = [];
  const kept = (phone: Phone) => {
    phones.push(phone);
    return phone;
  };
  let calls = 0;
  let dario: Phone | null = null;
  return {
    scratch,
    prepared,
    asterisk,
    controller: async (recogniser) => {
      const controller = await startController(scratch, prepared, recogniser);
      controllers.push(controller);
      return controller;
    },
    call: (service = '1000', sound = tones.caller) => {
      calls += 1;
      // The demo line's address; each call has ports of its own.
      const caller = { address: '127.0.0.5', port: ports + 40 + calls * 2, rtp: ports + 200 + calls * 12 };
      const words = { TONE: sound, KEY: '7' };
      return kept(startPhone({ ...desk, ...caller, scenario: 'caller', words, service }));
    },
    agent: async (scenario = 'agent') => {
      // Asterisk asks whether it is there at once, and again a little later: then it is.
      await register({ ...desk, account }, 120);
      dario = kept(startPhone({ ...desk, scenario }));
      return dario;
    },
    agentLeaves: async () => {
      dario?.vanish();
      await dario?.ended;
      dario = null;
      await register({ ...desk, account }, 0);
    },
    close: async () => {
      for (const phone of phones) phone.vanish();
      for (const controller of controllers) await controller.telephony.close();
      await asterisk.close();
      scratch.close();
    },
  };
}

async function startController(
  scratch: Scratch,
  prepared: PreparedData,
  recogniser: Recogniser | null = null,
): Promise<Controller> {
  const world = emptyWorld();
  const signals: Signal[] = [];
  const logger = keptLog();
  let heard: (() => void)[] = [];
  const telephony = await startTelephony({
    clock: { now: Date.now, fromWall: (at) => at },
    settings: scratch.settings,
    secrets: prepared.secrets,
    site: prepared.site,
    present: { world: () => world },
    recogniser,
    tell: async (signal) => {
      signals.push(signal);
      const waiting = heard;
      heard = [];
      for (const wake of waiting) wake();
      return [];
    },
    logger,
  });
  const next = async <T extends Signal['type']>(type: T, fields: object = {}) => {
    for (;;) {
      const found = signals.find(
        (one) =>
          one.type === type &&
          Object.entries(fields).every(([key, value]) =>
            Object.entries(one).some(([k, v]) => k === key && v === value),
          ),
      );
      if (found) return found as Extract<Signal, { type: T }>;
      await new Promise<void>((resolve) => {
        heard.push(resolve);
      });
    }
  };
  return { telephony, world, signals, next, forget: () => signals.splice(0), log: logger.lines };
}
