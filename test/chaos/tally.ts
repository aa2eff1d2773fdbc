/** How a caller's call stands, as the caller's telephone saw it. */
type CallerState = 'called' | 'up' | 'left' | 'ended' | 'refused';

/**
 * What the telephones saw, from the lines that their scenarios log. It is the world outside: neither Asterisk nor the
 * journal has a part in it.
 */
export class Tally {
  readonly #callers = new Map<string, CallerState>();
  /** Numbers whose agent hung up. */
  readonly #leftByAgent = new Set<string>();
  /** Numbers whose agent was hung up on. */
  readonly #agentHungUpOn = new Set<string>();
  readonly #talking = new Map<string, Set<string>>();
  readonly doubleCalls: string[] = [];

  readonly caller = (line: string): void => {
    const [word = '', number = ''] = line.split(' ');
    this.#callers.set(number, word as CallerState);
  };

  readonly agent = (line: string): void => {
    const [word = '', agent = '', number = ''] = line.split(' ');
    const talking = this.#talking.get(agent) ?? new Set();
    this.#talking.set(agent, talking);
    if (word === 'up') {
      for (const other of talking) this.doubleCalls.push(`${agent} talks with ${other} and ${number}`);
      talking.add(number);
    }
    if (word === 'left' || word === 'ended') talking.delete(number);
    if (word === 'left') this.#leftByAgent.add(number);
    if (word === 'ended') this.#agentHungUpOn.add(number);
  };

  /** Callers on the line now. */
  get live(): number {
    return [...this.#callers.values()].filter((state) => state === 'called' || state === 'up').length;
  }

  /** Callers so far. */
  get callers(): number {
    return this.#callers.size;
  }

  isUp(prefix: string): number {
    return [...this.#callers].filter(([number, state]) => state === 'up' && number.startsWith(prefix)).length;
  }

  /** Agents in a conversation now, among those whose account begins so. */
  talking(prefix: string): number {
    return [...this.#talking].filter(([agent, numbers]) => agent.startsWith(prefix) && numbers.size > 0).length;
  }

  /** Calls that neither of the two ended, a sentence for each; to be asked when everybody has had time to speak. */
  get dropped(): readonly string[] {
    const found: string[] = [];
    for (const [number, state] of this.#callers) {
      if (state === 'refused') found.push(`${number} was refused`);
      if (state === 'ended' && !this.#leftByAgent.has(number)) found.push(`${number} was hung up on by nobody`);
    }
    for (const number of this.#agentHungUpOn) {
      const state = this.#callers.get(number);
      if (state !== 'left' && state !== 'ended') found.push(`the agent of ${number} was hung up on by nobody`);
    }
    return found;
  }
}
