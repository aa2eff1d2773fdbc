import { agentOf, answerStep, isTalking, moment, type Scene, untilCall } from './demo-world.ts';

/** A way that a demo call can go. `act` plays the caller and tells what came of it. */
export interface Plan {
  readonly name: string;
  readonly act: (scene: Scene) => Promise<string>;
}

const QUEUE_PATIENCE_SECONDS = 90;

interface Choices {
  readonly language?: '1' | '2';
  readonly consent?: '1' | '2';
  readonly menu?: string;
}

/** The caller answers the menu's questions and waits for an agent. False when it did not come so far. */
async function reachAgent(scene: Scene, choices: Choices): Promise<boolean> {
  const steps = [
    ['language', choices.language ?? '1'],
    ['consent', choices.consent ?? '1'],
    ['menu', choices.menu ?? '1'],
  ] as const;
  for (const [step, keys] of steps) {
    for (const key of keys) {
      if (!(await answerStep(scene, step, key))) return false;
    }
  }
  return untilCall(scene, isTalking, QUEUE_PATIENCE_SECONDS);
}

function conversation(name: string, choices: Choices, talk: readonly [number, number]): Plan {
  return {
    name,
    act: async (scene) => {
      const reached = await reachAgent(scene, choices);
      if (reached) await moment(...talk);
      await scene.caller.hangUp();
      return reached ? 'talked, the caller hung up' : 'no agent came, the caller gave up';
    },
  };
}

const agentHangsUp: Plan = {
  name: 'incident, the agent hangs up',
  act: async (scene) => {
    if (await reachAgent(scene, {})) {
      await moment(6, 14);
      await agentOf(scene)?.person.command({ name: 'hang-up' });
      if (await untilCall(scene, () => false, 5)) await scene.caller.hangUp();
      return 'talked, the agent hung up';
    }
    await scene.caller.hangUp();
    return 'no agent came, the caller gave up';
  },
};

const cardNumber: Plan = {
  name: 'request with hold and a card number',
  act: async (scene) => {
    if (!(await reachAgent(scene, { menu: '2' }))) {
      await scene.caller.hangUp();
      return 'no agent came, the caller gave up';
    }
    const agent = agentOf(scene);
    for (const name of ['hold', 'resume', 'pause-recording', 'resume-recording'] as const) {
      await moment(2, 5);
      await agent?.person.command({ name });
    }
    await moment(2, 4);
    await scene.caller.hangUp();
    return 'talked, with hold and a pause of the recording';
  },
};

const declined: Plan = {
  name: 'an agent declines',
  act: async (scene) => {
    const agent = scene.agents[0];
    await agent?.declineNext();
    await moment(0.5, 1);
    const reached = await reachAgent(scene, {});
    if (reached) await moment(4, 8);
    await scene.caller.hangUp();
    await agent?.answerAgain();
    return reached ? 'declined by one, answered by another' : 'declined, the caller gave up';
  },
};

const leavesMenu: Plan = {
  name: 'hangs up in the menu',
  act: async (scene) => {
    await answerStep(scene, 'language', '1');
    await moment(1, 6);
    await scene.caller.hangUp();
    return 'hung up in the menu';
  },
};

const leavesQueue: Plan = {
  name: 'gives up in the queue',
  act: async (scene) => {
    // Who knows the menu types ahead.
    await scene.caller.press('110');
    await untilCall(scene, (call) => call.phase === 'queued', 20);
    await moment(1, 8);
    await scene.caller.hangUp();
    return 'gave up before an agent came';
  },
};

/** When nobody is signed in: a message after the tone. */
export const voicemail: Plan = {
  name: 'voicemail',
  act: async (scene) => {
    await scene.caller.press('111');
    const speaks = await untilCall(scene, (call) => call.phase === 'voicemail', 45);
    if (speaks) {
      await moment(5, 10);
      await scene.caller.press('#');
      await untilCall(scene, () => false, 15);
    }
    await scene.caller.hangUp();
    return speaks ? 'left a message' : 'found somebody signed in, and gave up';
  },
};

/** In turns; each third call is an everyday one. */
export const plans: readonly [Plan, ...Plan[]] = [
  conversation('incident, Spanish', {}, [6, 20]),
  conversation('request, English', { language: '2', menu: '2' }, [5, 18]),
  leavesMenu,
  conversation('a person, without recording', { consent: '2', menu: '0' }, [5, 12]),
  agentHangsUp,
  cardNumber,
  conversation('incident, Spanish', {}, [8, 25]),
  leavesQueue,
  declined,
  conversation('wrong keys, then a person', { menu: '987' }, [4, 10]),
];
