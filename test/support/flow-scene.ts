import { parse } from 'yaml';
import { flowRunner } from '../../ivr-flows/interpreter.ts';
import { readFlow } from '../../ivr-flows/loader.ts';
import type { Site } from '../../services/core/site.ts';
import { demoSurroundings, Scene } from './scene.ts';

/** Every prompt is known: what is said does not matter. */
const anyPrompt = new (class extends Set<string> {
  override has(): boolean {
    return true;
  }
})();

/** A scene whose line 1000 leads to the first of some flows, on the demo site. */
export function flowScene(sources: readonly string[], change: (site: Site) => Site = (site) => site, seed = 1): Scene {
  const surroundings = demoSurroundings(change);
  const { site } = surroundings;
  const contents = sources.map((source) => parse(source) as { readonly flow: string });
  const known = {
    queues: new Set(site.queues.map(({ id }) => id)),
    flows: new Set(contents.map(({ flow }) => flow)),
    prompts: new Map([['es', anyPrompt]]),
  };
  const flows = contents.map((content) => readFlow(content, content.flow, '1', known));
  const runner = flowRunner(flows, new Map(flows.map(({ name }) => [name, '1'])));
  const services = site.services.map((service, index) =>
    index === 0 ? { ...service, flow: contents[0]?.flow ?? '' } : service,
  );
  return new Scene({ ...surroundings, site: { ...site, services }, flows: runner }, seed);
}
