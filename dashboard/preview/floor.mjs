/** Agents, queues and calls in progress, as the console sees them. */
import { site } from './site.mjs';

const bySelf = (id) => ({ kind: 'person', userId: id });

export function agents(now) {
  const agent = (id, change) => ({
    id,
    name: site.agents.find((one) => one.id === id).name,
    availability: { kind: 'available' },
    availabilitySince: now - 4_200_000,
    availabilityBy: bySelf(id),
    pending: null,
    activity: 'idle',
    activitySince: now - 95_000,
    reachable: true,
    callId: null,
    queues: ['incidencias', 'solicitudes', 'general'],
    skills: { networks: 7, english: 4 },
    overrun: false,
    watching: null,
    ...change,
  });
  const sonia = { kind: 'person', userId: 'sonia', name: 'Sonia Vega' };
  return [
    agent('ana', { activity: 'talking', activitySince: now - 187_000, callId: 'call-1' }),
    agent('bruno', { activity: 'offered', activitySince: now - 6_000, callId: 'call-2' }),
    agent('carla', {
      activity: 'holding',
      activitySince: now - 41_000,
      callId: 'call-3',
      pending: { availability: { kind: 'break', reason: 'lunch' }, byName: 'Sonia Vega' },
    }),
    agent('diego', {
      availability: { kind: 'break', reason: 'training' },
      availabilitySince: now - 1_500_000,
      availabilityBy: sonia,
      overrun: true,
    }),
    agent('elena', { activity: 'wrapping-up', activitySince: now - 22_000 }),
    agent('fermin', {
      availability: { kind: 'break', reason: 'missed' },
      availabilitySince: now - 300_000,
      availabilityBy: { kind: 'system' },
      activity: 'unreachable',
      activitySince: now - 310_000,
      reachable: false,
    }),
    agent('greta', {
      availability: { kind: 'signed-out' },
      availabilitySince: now - 36_000_000,
      activity: null,
      reachable: false,
    }),
  ];
}

export function queues(now) {
  const queue = (id, change, today) => ({
    id,
    name: site.queues.find((one) => one.id === id).name,
    serviceId: 'mesa',
    waiting: 0,
    longestSince: null,
    agentsSignedIn: 6,
    agentsIdle: 0,
    level: 1,
    canEscalate: false,
    targetSeconds: 20,
    targetShare: 0.8,
    today: {
      offered: 0,
      answered: 0,
      answeredWithin: 0,
      abandoned: 0,
      shortAbandoned: 0,
      voicemail: 0,
      overflowed: 0,
      moved: 0,
      callbacks: 0,
      waitMs: 0,
      serviceLevel: null,
      ...today,
    },
    ...change,
  });
  return [
    queue(
      'incidencias',
      { waiting: 3, longestSince: now - 134_000 },
      {
        offered: 214,
        answered: 187,
        answeredWithin: 151,
        abandoned: 22,
        shortAbandoned: 5,
        voicemail: 2,
        overflowed: 4,
        moved: 1,
        callbacks: 7,
        waitMs: 4_100_000,
        serviceLevel: 0.722,
      },
    ),
    queue(
      'solicitudes',
      { waiting: 0 },
      {
        offered: 96,
        answered: 93,
        answeredWithin: 88,
        abandoned: 3,
        shortAbandoned: 1,
        waitMs: 1_100_000,
        serviceLevel: 0.926,
      },
    ),
    queue('general', { agentsIdle: 1 }, {}),
  ];
}

const path = (now) => [
  { step: 'ring', label: { es: 'Timbre', en: 'Ringing' }, exit: 'done', at: now - 246_000 },
  { step: 'welcome', label: { es: 'Bienvenida', en: 'Welcome' }, exit: 'done', at: now - 240_000 },
  { step: 'language', label: { es: 'Idioma', en: 'Language' }, exit: 'done', at: now - 231_000 },
  { step: 'consent', label: { es: 'Consentimiento', en: 'Consent' }, exit: 'given', at: now - 220_000 },
  { step: 'hours', label: { es: 'Horario', en: 'Opening hours' }, exit: 'open', at: now - 212_100 },
  { step: 'menu', label: { es: 'Menú principal', en: 'Main menu' }, exit: 'incidents', at: now - 212_000 },
  { step: 'incidents', label: { es: 'Incidencias', en: 'Incidents' }, exit: null, at: now - 208_000 },
];

export function call(now, id, change) {
  return {
    id,
    number: '+34 600 123 456',
    callerName: 'Lucía Fernández',
    dialled: '1000',
    serviceId: 'mesa',
    serviceName: 'Mesa de ayuda',
    language: 'es',
    rangAt: now - 246_000,
    phase: 'talking',
    phaseSince: now - 187_000,
    path: path(now),
    queueId: 'incidencias',
    agentId: 'ana',
    agentName: 'Ana Ruiz',
    consent: 'given',
    recording: 'on',
    pausedUntil: null,
    silent: { caller: false, others: false },
    others: [{ party: 'agent:ana', name: 'Ana Ruiz', consent: 'given' }],
    toRecord: 'yes',
    direction: 'inbound',
    priority: 0,
    third: null,
    watchers: [],
    callback: null,
    ...change,
  };
}

export const asked = { direction: 'callback', consent: 'unknown', recording: 'none', path: [] };

export function calls(now, watching = null) {
  const nobody = { agentId: null, agentName: null };
  return [
    call(now, 'call-1', { watchers: watching === null ? [] : [watching] }),
    call(now, 'call-2', {
      number: '914 555 201',
      callerName: '',
      phase: 'offered',
      phaseSince: now - 6_000,
      agentId: 'bruno',
      agentName: 'Bruno Gil',
      recording: 'on',
    }),
    call(now, 'call-3', {
      number: '+44 20 7946 0018',
      callerName: 'Harper & Sons Ltd',
      language: 'en',
      phase: 'holding',
      phaseSince: now - 41_000,
      agentId: 'carla',
      agentName: 'Carla Soto',
      consent: 'refused',
      recording: 'none',
      toRecord: 'on-demand',
      third: { kind: 'agent', id: 'elena', name: 'Elena Ponce', state: 'here', mode: 'consult', since: now - 30_000 },
    }),
    call(now, 'call-4', {
      ...nobody,
      number: '600 987 321',
      callerName: '',
      phase: 'queued',
      phaseSince: now - 134_000,
      priority: 20,
    }),
    call(now, 'call-5', { ...nobody, number: '', callerName: '', phase: 'queued', phaseSince: now - 52_000 }),
    call(now, 'call-6', {
      ...nobody,
      number: '611 222 333',
      callerName: '',
      phase: 'menu',
      phaseSince: now - 9_000,
      rangAt: now - 14_000,
      path: path(now).slice(0, 2),
      queueId: null,
      consent: 'asked',
      recording: 'none',
    }),
    call(now, 'call-7', {
      ...nobody,
      ...asked,
      number: '+34 622 410 088',
      callerName: 'Pedro Núñez',
      phase: 'queued',
      phaseSince: now - 71_000,
      callback: { attempts: 0, nextAt: null },
    }),
    call(now, 'call-8', {
      ...nobody,
      ...asked,
      number: '+34 915 550 142',
      callerName: '',
      phase: 'scheduled',
      phaseSince: now - 600_000,
      queueId: 'solicitudes',
      callback: { attempts: 1, nextAt: now + 840_000 },
    }),
  ];
}

/** The agent's desk in each of its situations. */
