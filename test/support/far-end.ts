import { type DeskPhone, type FarEndOptions, startFarEnd } from '../../config/demo-site/telephones/desk-phone.ts';
import type { Installation } from './installation.ts';
import { until } from './story.ts';

/**
 * The far end of a line, which Asterisk knows to be there. It asks each line now and then and begins at a random moment: a far
 * end that started after it was asked first would pass for dead up to a minute, and nobody could be called over the line.
 */
export async function reachableFarEnd(
  house: Installation,
  line: string,
  options: Omit<FarEndOptions, 'sipPort'>,
): Promise<DeskPhone> {
  const farEnd = await startFarEnd({ ...options, sipPort: house.settings.asterisk.sipPort });
  const asterisk = house.system.asterisk();
  if (!asterisk) throw new Error('No Asterisk runs.');
  const endpoint = `trunk-${line}`;
  await asterisk.cli(`pjsip qualify ${endpoint}`);
  await until(`the line ${line}`, async () => {
    const contacts = await asterisk.cli('pjsip show contacts');
    return contacts.split('\n').some((row) => row.includes(`${endpoint}/`) && / Avail /.test(row));
  });
  return farEnd;
}
