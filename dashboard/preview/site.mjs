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
