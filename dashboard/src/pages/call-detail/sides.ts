/** The two sides of a recording (caller left, agent right), each as loud as one likes, heard in both ears. */
export type Sides = {
  /** The first sound: a browser allows it only then. */
  readonly begin: () => void;
  readonly set: (side: 'caller' | 'agent', volume: number) => void;
  readonly close: () => void;
};

/** Leaves the sound as it is until a side is changed for the first time. */
export function sidesOf(media: HTMLAudioElement): Sides {
  const volumes = { caller: 1, agent: 1 };
  let graph: { readonly context: AudioContext; readonly caller: GainNode; readonly agent: GainNode } | null = null;
  const build = () => {
    const context = new AudioContext();
    const splitter = context.createChannelSplitter(2);
    const caller = context.createGain();
    const agent = context.createGain();
    context.createMediaElementSource(media).connect(splitter);
    splitter.connect(caller, 0);
    splitter.connect(agent, 1);
    caller.connect(context.destination);
    agent.connect(context.destination);
    return { context, caller, agent };
  };
  const apply = () => {
    if (graph === null) return;
    graph.caller.gain.value = volumes.caller;
    graph.agent.gain.value = volumes.agent;
  };
  return {
    begin: () => void graph?.context.resume(),
    set: (side, volume) => {
      volumes[side] = volume;
      graph ??= build();
      void graph.context.resume();
      apply();
    },
    close: () => void graph?.context.close(),
  };
}
