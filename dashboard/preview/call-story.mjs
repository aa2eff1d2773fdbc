/** What happened in the calls that are over. */
import { callRows } from './call-rows.mjs';
import { publications } from './publications.mjs';

const minute = 60_000;
const start = Date.now() - 5 * minute;

/** The way through the menu, of the same events. */
function stepsOf(entries) {
  const entered = entries.filter((one) => one.type === 'step-entered');
  const connected = entries.find((one) => one.type === 'call-connected');
  return entered.map((one, index) => {
    const next =
      entered[index + 1] ?? (connected ? entries.findLast((other) => other.type === 'call-ended') : entries.at(-1));
    const answeredAt = index === entered.length - 1 ? (connected?.at ?? null) : null;
    return {
      seq: one.seq,
      flow: 'mesa-de-ayuda',
      version: '3f9a1c77d02be5a1',
      step: one.data.step,
      type: one.data.stepType,
      enteredAt: one.at,
      answeredAt,
      leftAt: next.at,
      exit: index < entered.length - 1 ? 'done' : null,
      how: index < entered.length - 1 ? 'exit' : answeredAt === null ? 'left' : 'ended',
      keys: '',
    };
  });
}

function legsOf(rangAt) {
  const moment = (offset, what, cause = null) => ({ at: rangAt + offset, what, cause });
  return [
    {
      legId: 'leg-1',
      direction: 'in',
      party: { kind: 'caller', id: '+34 600 123 456' },
      moments: [
        moment(0, 'invited'),
        moment(210, 'answered'),
        moment(83_990, 'hung-up', 16),
        moment(84_000, 'ended', 16),
      ],
    },
    {
      legId: 'leg-2',
      direction: 'out',
      party: { kind: 'agent', id: 'bruno' },
      moments: [moment(16_510, 'invited'), moment(16_700, 'ringing'), moment(19_900, 'ended', 21)],
    },
    {
      legId: 'leg-3',
      direction: 'out',
      party: { kind: 'agent', id: 'ana' },
      moments: [
        moment(19_910, 'invited'),
        moment(20_100, 'ringing'),
        moment(27_600, 'answered'),
        moment(84_000, 'ended'),
      ],
    },
  ];
}

const said = [
  {
    key: 'consent-ask',
    language: 'es',
    text: '7d1a54127b222502f5b79b5fb0803061152a44f92b37e23c6527baf665d4da9a',
    sound: '3a6eb0790f39ac87c94f3856b2dd2c5d110e6811602261a9a923d3bb23adc8b7',
  },
];

function timeline(rangAt) {
  let seq = 4000;
  const entry = (offset, lane, type, data = {}, text = undefined) => {
    seq += 1;
    return {
      seq,
      at: rangAt + offset,
      lane,
      type,
      data: { type, callId: 'call-100', ...data },
      ...(text ? { text } : {}),
    };
  };
  const prompt = (offset, text) => entry(offset, 'flow', 'prompt-started', { playbackId: `p${offset}` }, text);
  const quiet = (offset, of) => entry(offset, 'flow', 'prompt-ended', { playbackId: `p${of}`, how: 'interrupted' });
  return [
    entry(0, 'caller', 'call-rang', { number: '+34 600 123 456', dialled: '1000' }),
    entry(210, 'caller', 'line-answered'),
    entry(215, 'flow', 'step-entered', {
      step: 'bienvenida',
      stepType: 'play',
      label: { es: 'Bienvenida', en: 'Welcome' },
    }),
    prompt(240, 'Bienvenido a la mesa de ayuda.'),
    quiet(2890, 240),
    entry(2900, 'flow', 'step-entered', { step: 'idioma', stepType: 'menu', label: { es: 'Idioma', en: 'Language' } }),
    prompt(2910, 'Para español, pulse uno. For English, press two.'),
    entry(5300, 'caller', 'digit-pressed', { digit: '1', ahead: false }),
    quiet(5305, 2910),
    entry(5310, 'caller', 'language-chosen', { language: 'es' }),
    entry(5320, 'flow', 'step-entered', {
      step: 'consentimiento',
      stepType: 'consent',
      label: { es: 'Consentimiento', en: 'Consent' },
    }),
    entry(5330, 'flow', 'consent-asked', { wording: 'consent-ask', version: '1', said }),
    prompt(
      5340,
      'Para mejorar el servicio, Empresa de ejemplo, S. A. quiere grabar esta llamada. Si está de acuerdo, pulse uno. Si no, pulse dos.',
    ),
    entry(11800, 'caller', 'digit-pressed', { digit: '1', ahead: false }),
    quiet(11805, 5340),
    entry(11810, 'caller', 'consent-given', {
      source: { kind: 'digit', digit: '1' },
      basis: '',
      wording: 'consent-ask',
      version: '1',
      said,
    }),
    entry(11960, 'recording', 'recording-started', { recordingId: 'rec-100' }),
    entry(12100, 'flow', 'step-entered', {
      step: 'menu',
      stepType: 'menu',
      label: { es: 'Menú principal', en: 'Main menu' },
    }),
    prompt(12120, 'Para incidencias, pulse uno. Para solicitudes, pulse dos. Para hablar con una persona, pulse cero.'),
    entry(16400, 'caller', 'digit-pressed', { digit: '1', ahead: false }),
    quiet(16405, 12120),
    entry(16450, 'flow', 'step-entered', {
      step: 'espera',
      stepType: 'queue',
      label: { es: 'Cola de incidencias', en: 'Incidents queue' },
    }),
    entry(16500, 'queue', 'queue-entered', { queueId: 'incidencias', position: 1, priority: 0, returned: false }),
    entry(16510, 'queue', 'offer-made', {
      agentId: 'bruno',
      strategy: 'longest-idle',
      why: { code: 'longest-idle', params: { idleSeconds: 312, candidates: 2 } },
    }),
    entry(16700, 'agent', 'offer-rang', { agentId: 'bruno' }),
    entry(19900, 'agent', 'offer-ended', { agentId: 'bruno', how: 'declined', cause: 21 }),
    entry(19905, 'agent', 'availability-changed', {
      agentId: 'bruno',
      availability: { kind: 'break', reason: 'declined' },
      by: { kind: 'system' },
    }),
    entry(19910, 'queue', 'offer-made', {
      agentId: 'ana',
      strategy: 'longest-idle',
      why: { code: 'longest-idle', params: { idleSeconds: 95, candidates: 1 } },
    }),
    entry(20100, 'agent', 'offer-rang', { agentId: 'ana' }),
    entry(27600, 'agent', 'offer-accepted', { agentId: 'ana' }),
    entry(27700, 'queue', 'queue-left', { queueId: 'incidencias', reason: 'answered', waitMs: 11_200 }),
    entry(27710, 'agent', 'call-connected', { agentId: 'ana' }),
    entry(38000, 'recording', 'recording-paused', { by: { kind: 'person', userId: 'ana' } }),
    entry(45500, 'recording', 'recording-resumed', { by: { kind: 'person', userId: 'ana' } }),
    entry(50200, 'agent', 'call-held', { agentId: 'ana' }),
    entry(58900, 'agent', 'call-resumed', { agentId: 'ana' }),
    entry(84000, 'caller', 'call-ended', { by: 'caller', reason: 'hang-up', cause: 16, result: 'answered' }),
    entry(84010, 'recording', 'recording-stopped', {}),
    entry(84011, 'recording', 'recording-ended', { kind: 'conversation' }),
    entry(84020, 'agent', 'wrap-up-began', { agentId: 'ana' }),
    entry(84900, 'recording', 'recording-sealed', {
      durationMs: 72_040,
      bytes: 288_311,
      sha256: 'b1946ac92492d2347c6235b4d2611184'.repeat(2),
    }),
    entry(85600, 'recording', 'recording-published', {
      destination: 'archivo',
      location: 'mesa/2026/11/22/call-100.ogg',
      bytes: 287_992,
    }),
    entry(97000, 'agent', 'outcome-set', {
      agentId: 'ana',
      outcome: 'solved',
      note: 'La impresora vuelve a imprimir.',
    }),
    entry(97001, 'agent', 'wrap-up-ended', { agentId: 'ana', how: 'finished' }),
  ];
}

export function callDetail(id) {
  const call = callRows(Date.now()).find((row) => row.id === id);
  if (call === undefined) return null;
  if (id === 'call-104' || id === 'call-102') {
    const entries = timeline(call.rangAt).slice(0, 9);
    const legs = legsOf(call.rangAt).slice(0, 1);
    const none = { note: '', agents: [], callbackId: null, recording: null };
    return { call, ...none, timeline: entries, steps: stepsOf(entries), legs };
  }
  const rangAt = id === 'call-100' ? start : call.rangAt;
  const state = call.recordingState ?? 'sealed';
  const recording = {
    id: id.replace('call', 'rec'),
    callId: id,
    kind: 'conversation',
    state,
    startedAt: rangAt + 11_960,
    durationMs: state === 'sealed' ? 72_040 : null,
    bytes: state === 'sealed' ? 288_311 : null,
    sha256: state === 'sealed' ? 'b1946ac92492d2347c6235b4d2611184'.repeat(2) : null,
    parts: [
      {
        startedAt: rangAt + 11_960,
        endedAt: rangAt + 84_010,
        pauses: [{ from: rangAt + 38_000, to: rangAt + 45_500 }],
      },
    ],
    publications: publications(Date.now()).filter((row) => row.callId === 'call-100' && state === 'sealed'),
    reason: state === 'failed' ? 'The capture gave no audio.' : null,
  };
  return {
    call: { ...call, rangAt, endedAt: rangAt + 84_000 },
    callbackId: null,
    note: 'La impresora vuelve a imprimir.',
    agents: [{ id: 'ana', name: 'Ana Ruiz', talkMs: 42_600 }],
    timeline: timeline(rangAt),
    steps: stepsOf(timeline(rangAt)),
    legs: legsOf(rangAt),
    recording: call.recordingId === null ? null : recording,
  };
}
