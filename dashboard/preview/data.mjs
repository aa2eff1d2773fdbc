/** Scripted data of a small help desk, in the shapes of services/live/protocol.ts and services/http/protocol.ts. */
export const site = {
  services: [{ id: 'mesa', name: 'Mesa de ayuda', numbers: ['1000'] }],
  queues: [
    { id: 'incidencias', name: { es: 'Incidencias', en: 'Incidents' } },
    { id: 'solicitudes', name: { es: 'Solicitudes', en: 'Requests' } },
    { id: 'general', name: { es: 'Atención general', en: 'General enquiries' } },
  ],
  agents: [
    { id: 'ana', name: 'Ana Ruiz' },
    { id: 'bruno', name: 'Bruno Gil' },
    { id: 'carla', name: 'Carla Soto' },
    { id: 'diego', name: 'Diego Armendáriz Echeverría' },
    { id: 'elena', name: 'Elena Ponce' },
    { id: 'fermin', name: 'Fermín Oliva' },
    { id: 'greta', name: 'Greta Salas' },
  ],
  breakReasons: [
    { id: 'lunch', name: { es: 'Comida', en: 'Lunch' }, limitSeconds: 2700 },
    { id: 'training', name: { es: 'Formación', en: 'Training' }, limitSeconds: 1200 },
    { id: 'meeting', name: { es: 'Reunión', en: 'Meeting' }, limitSeconds: null },
    { id: 'back-office', name: { es: 'Gestión interna', en: 'Back office' }, limitSeconds: null },
  ],
  outcomes: [
    { id: 'solved', name: { es: 'Resuelta', en: 'Solved' } },
    { id: 'follow-up', name: { es: 'Queda pendiente', en: 'To follow up' } },
    { id: 'escalated', name: { es: 'Escalada', en: 'Escalated' } },
    { id: 'wrong-number', name: { es: 'Equivocada', en: 'Wrong number' } },
  ],
  consentBases: [
    { id: 'spoken', name: { es: 'Consentimiento de palabra', en: 'Consent by word of mouth' } },
    { id: 'contract', name: { es: 'Contrato con la persona', en: 'Contract with the person' } },
    { id: 'law', name: { es: 'Obligación legal', en: 'Legal obligation' } },
  ],
  destinations: [
    { id: 'archivo', type: 'local' },
    { id: 'nube', type: 's3' },
  ],
  timeZone: 'Europe/Madrid',
};

export const users = {
  ana: { id: 'ana', login: 'ana', name: 'Ana Ruiz', roles: ['agent'], language: 'es' },
  sonia: { id: 'sonia', login: 'sonia', name: 'Sonia Vega', roles: ['supervisor'], language: 'es' },
  alba: { id: 'alba', login: 'alba', name: 'Alba Mora', roles: ['auditor'], language: 'es' },
  admin: {
    id: 'admin',
    login: 'admin',
    name: 'Administración',
    roles: ['administrator', 'supervisor', 'auditor'],
    language: 'es',
  },
};

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

const asked = { direction: 'callback', consent: 'unknown', recording: 'none', path: [] };

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
export function desk(now, situation) {
  const base = agents(now)[0];
  const idle = { ...base, activity: 'idle', callId: null };
  const quiet = {
    agent: idle,
    call: null,
    offer: null,
    keptUntil: null,
    wrapUp: null,
    telephony: true,
    last: null,
    role: 'owner',
  };
  switch (situation) {
    case 'signed-out':
      return { ...quiet, agent: { ...idle, availability: { kind: 'signed-out' }, activity: null } };
    case 'break':
      return {
        ...quiet,
        agent: {
          ...idle,
          availability: { kind: 'break', reason: 'training' },
          availabilityBy: { kind: 'person', userId: 'sonia', name: 'Sonia Vega' },
        },
        last: { callId: 'call-1', how: 'caller' },
      };
    case 'offer':
      return {
        ...quiet,
        agent: { ...idle, activity: 'offered' },
        call: call(now, 'call-1', { phase: 'offered' }),
        offer: { offerId: 'offer-1', until: now + 12_000 },
      };
    case 'talking':
      return {
        ...quiet,
        agent: {
          ...base,
          pending: { availability: { kind: 'break', reason: 'lunch' }, byName: 'Sonia Vega' },
        },
        call: call(now, 'call-1', {}),
      };
    case 'holding':
      return {
        ...quiet,
        agent: { ...base, activity: 'holding' },
        call: call(now, 'call-1', {
          phase: 'holding',
          phaseSince: now - 41_000,
          recording: 'paused',
          pausedUntil: now + 214_000,
        }),
      };
    case 'consulting':
    case 'consult-ringing':
    case 'conference': {
      const ringing = situation === 'consult-ringing';
      const third = { kind: 'agent', id: 'elena', name: 'Elena Ponce', state: ringing ? 'ringing' : 'here' };
      const mode = situation === 'conference' ? 'conference' : 'consult';
      return {
        ...quiet,
        agent: base,
        call: call(now, 'call-1', {
          third: { ...third, mode, since: now - 14_000 },
          others: [
            { party: 'agent:ana', name: 'Ana Ruiz', consent: 'given' },
            { party: 'agent:elena', name: 'Elena Ponce', consent: 'unknown' },
          ],
          watchers: [{ userId: 'sonia', name: 'Sonia Vega', mode: 'whisper', state: 'here' }],
        }),
      };
    }
    case 'asked':
    case 'asked-ringing': {
      const third = { kind: 'agent', id: 'ana', name: 'Ana Ruiz', mode: 'consult', since: now - 8_000 };
      return {
        ...quiet,
        agent: base,
        role: 'third',
        call: call(now, 'call-3', {
          agentId: 'carla',
          agentName: 'Carla Soto',
          third: { ...third, state: situation === 'asked' ? 'here' : 'ringing' },
        }),
      };
    }
    case 'callback-offer':
      return {
        ...quiet,
        agent: { ...idle, activity: 'offered' },
        call: call(now, 'call-7', {
          ...asked,
          number: '+34 622 410 088',
          callerName: 'Pedro Núñez',
          phase: 'offered',
          callback: { attempts: 0, nextAt: null },
        }),
        offer: { offerId: 'offer-7', until: now + 12_000 },
      };
    case 'calling':
      return {
        ...quiet,
        agent: base,
        call: call(now, 'call-7', {
          ...asked,
          number: '+34 622 410 088',
          callerName: 'Pedro Núñez',
          phase: 'calling',
          phaseSince: now - 7_000,
          callback: { attempts: 1, nextAt: null },
        }),
      };
    case 'overrun':
      return {
        ...quiet,
        agent: { ...idle, availability: { kind: 'break', reason: 'training' }, overrun: true },
      };
    case 'kept':
      return { ...quiet, agent: base, call: call(now, 'call-1', { phase: 'kept' }), keptUntil: now + 17_000 };
    case 'wrap-up':
      return {
        ...quiet,
        agent: { ...idle, activity: 'wrapping-up' },
        wrapUp: { callId: 'call-1', until: now + 48_000, number: '+34 600 123 456' },
        last: { callId: 'call-1', how: 'caller' },
      };
    default:
      return { ...quiet, last: { callId: 'call-0', how: 'agent' } };
  }
}
