import { CentralitaError } from '../../core/errors.ts';
import { phoneAccount } from '../schemas.ts';
import { type Route, route } from './route.ts';

export const phoneRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/phone',
    access: ['agent', 'supervisor'],
    people: 'own',
    summary:
      "The SIP account of an agent's or a supervisor's telephone in the browser; none for who has a desk telephone, or none.",
    answer: phoneAccount,
    handle: async ({ caller, house }) => {
      // A browser that registered would take the account away from the desk telephone.
      if (caller.user.phone === 'sip') throw new CentralitaError('not-found', 'Calls ring at your desk telephone.');
      if (!caller.user.roles.includes('agent') && caller.user.phone === undefined)
        throw new CentralitaError('not-found', 'You have no telephone; an administrator gives you one in the site.');
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
