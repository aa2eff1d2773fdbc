import { channelCount } from './faults.ts';
import type { Installation } from './installation.ts';
import { until } from './story.ts';

/** How many bridges Asterisk has now. */
export async function bridgeCount(house: Installation): Promise<number> {
  const text = (await house.system.asterisk()?.cli('bridge show all')) ?? '';
  if (!text.includes('Bridge-ID')) throw new Error(`Asterisk does not list its bridges: ${text}`);
  return text.trim().split('\n').length - 1;
}

/** Resolves when Asterisk has no channel and no bridge any more. */
export async function untilNothingLeft(house: Installation): Promise<void> {
  await until('an Asterisk without channels', async () => (await channelCount(house)) === 0);
  await until('an Asterisk without bridges', async () => (await bridgeCount(house)) === 0);
}
