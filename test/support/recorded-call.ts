import type { Person } from '../../config/demo-site/person.ts';
import type { CallDetail, RecordingDetail } from '../../services/http/protocol.ts';
import type { DeskAgent } from './agents.ts';
import type { Installation } from './installation.ts';
import { hears } from './sound.ts';
import { storyOf, straightToQueue } from './story.ts';

export interface RecordedCall {
  readonly id: string;
  readonly recording: RecordingDetail;
  readonly detail: CallDetail;
}

/** A call with consent that the agent takes and talks in for some seconds; resolves with its recording sealed and published. */
export async function recordedCall(
  house: Installation,
  admin: Person,
  agent: DeskAgent,
  { number, talkMs = 2_000 }: { readonly number: string; readonly talkMs?: number },
): Promise<RecordedCall> {
  await agent.available();
  const caller = await house.call({ hertz: 440, number });
  const id = await straightToQueue(admin, caller);
  await agent.talking();
  await hears(agent.phone.media, 440, talkMs);
  await agent.rest();
  await caller.hangUp();
  const detail = await storyOf(admin, id, 'the published recording', ({ recording }) => {
    const copies = recording?.publications ?? [];
    return recording?.state === 'sealed' && copies.length > 0 && copies.every((one) => one.state === 'published');
  });
  const { recording } = detail;
  if (recording === null) throw new Error('The call has a recording.');
  return { id, recording, detail };
}
