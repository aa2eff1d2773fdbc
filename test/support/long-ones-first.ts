import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take a minute or more on two cores, longest first. */
export const LONG = ['real-chaos', 'pages', 'drill-down', 'crash'];

/** What takes long begins first: begun last, the others would be done long before it, and the machine idle. */
export class LongOnesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const others = await super.sort(files);
    const place = ({ moduleId }: TestSpecification) => {
      const found = LONG.findIndex((name) => moduleId.endsWith(`/${name}.test.ts`));
      return found < 0 ? LONG.length : found;
    };
    return others.toSorted((one, other) => place(one) - place(other));
  }
}
