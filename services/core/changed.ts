import type { Call, QueuePlace } from './call.ts';
import type { CallId } from './ids.ts';
import type { World } from './world.ts';

/**
 * A call with some fields changed. Written field by field, because every event of a call makes such a copy, and one by
 * a spread takes ten times as long.
 */
export function changedCall(call: Call, to: Partial<Call>): Call {
  const copy: Call = {
    id: call.id,
    legId: call.legId,
    leg: call.leg,
    direction: call.direction,
    callback: call.callback,
    left: call.left,
    queueId: call.queueId,
    needs: call.needs,
    number: call.number,
    callerName: call.callerName,
    dialled: call.dialled,
    serviceId: call.serviceId,
    flow: call.flow,
    flowVersion: call.flowVersion,
    subFlows: call.subFlows,
    inFlow: call.inFlow,
    frames: call.frames,
    variables: call.variables,
    web: call.web,
    keyDownAt: call.keyDownAt,
    listening: call.listening,
    sensitive: call.sensitive,
    hushedAt: call.hushedAt,
    talked: call.talked,
    language: call.language,
    rangAt: call.rangAt,
    answered: call.answered,
    step: call.step,
    wakeAt: call.wakeAt,
    playing: call.playing,
    ahead: call.ahead,
    keys: call.keys,
    consent: call.consent,
    parties: call.parties,
    code: call.code,
    pause: call.pause,
    demand: call.demand,
    recording: call.recording,
    voicemail: call.voicemail,
    message: call.message,
    place: call.place,
    placeSince: call.placeSince,
    result: call.result,
    path: call.path,
  };
  return Object.assign(copy, to);
}

/** Changes some fields of a call that is there. */
export function changeCall(world: World, callId: CallId, to: (call: Call) => Partial<Call>): void {
  const call = world.calls.get(callId);
  if (call) world.calls.set(callId, changedCall(call, to(call)));
}

/** A place in a queue with some fields changed. */
export function changedPlace(place: QueuePlace, to: Partial<QueuePlace>): QueuePlace {
  const copy: QueuePlace = {
    at: 'queue',
    queueId: place.queueId,
    visit: place.visit,
    enteredAt: place.enteredAt,
    waitingSince: place.waitingSince,
    day: place.day,
    via: place.via,
    priority: place.priority,
    order: place.order,
    stage: place.stage,
    direct: place.direct,
    comforted: place.comforted,
    offers: place.offers,
    agenda: place.agenda,
  };
  return Object.assign(copy, to);
}
