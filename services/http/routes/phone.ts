import { CentralitaError } from '../../core/errors.ts';
import { phoneAccount } from '../schemas.ts';
import { type Route, route } from './route.ts';

export const phoneRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/phone',
    access: ['agent', 'supervisor'],
    summary:
      'The SIP account of the telephone in the browser of an agent, or of a supervisor who listens; none for who answers at a desk telephone.',
    answer: phoneAccount,
    handle: async ({ caller, house }) => {
      // A browser that registered would take the account away from the desk telephone.
      if (caller.user.phone === 'sip') throw new CentralitaError('not-found', 'Calls ring at your desk telephone.');
      return house.phones.ofAgent(caller.user.id);
    },
  }),
  route({
    method: 'get',
    path: '/api/demo/phone',
    access: 'anyone',
    summary: "The SIP account of the caller's page, where the demo's web telephone is on.",
    answer: phoneAccount,
    handle: async ({ house }) => {
      const account = house.phones.demo();
      if (account === null) throw new CentralitaError('not-found', "The demo's web telephone is off.");
      return account;
    },
  }),
];
