import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { CentralitaError } from '../../core/errors.ts';
import { criteriaOf } from '../../core/quality-template.ts';
import type { User } from '../../core/site.ts';
import type { House } from '../house.ts';
import type { EvaluationDetail, QualityTrends, TrendsSearch } from '../protocol.ts';
import {
  assignment,
  evaluationDetail,
  evaluationInput,
  evaluationPage,
  evaluationSearch,
  responseBody,
  rule,
  ruleBody,
  templateBody,
  templateRow,
  templateVersion,
  trends,
  trendsSearch,
} from '../schemas/quality.ts';
import { flag, id } from '../schemas.ts';
import { type Route, route } from './route.ts';

const evaluators = ['supervisor', 'auditor', 'administrator'] as const;
const everybody = ['agent', ...evaluators] as const;
const params = z.object({ id });
const isEvaluator = ({ roles }: User): boolean => roles.some((role) => role !== 'agent');

export const qualityRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/quality/templates',
    access: evaluators,
    scope: 'quality:read',
    summary: 'Templates of evaluations, each in its newest version.',
    answer: z.array(templateRow),
    handle: ({ house }) => house.quality.templates(),
  }),
  route({
    method: 'post',
    path: '/api/quality/templates',
    access: evaluators,
    people: 'judgement',
    summary: 'A new template.',
    status: 201,
    body: templateBody,
    answer: templateRow,
    handle: ({ body, caller, house }) => house.quality.saveTemplate(body, null, caller.user.id),
  }),
  route({
    method: 'put',
    path: '/api/quality/templates/:id',
    access: evaluators,
    people: 'judgement',
    summary: 'The next version of a template; evaluations keep the version that they were made with.',
    params,
    body: templateBody,
    answer: templateRow,
    handle: ({ params, body, caller, house }) => house.quality.saveTemplate(body, params.id, caller.user.id),
  }),
  route({
    method: 'delete',
    path: '/api/quality/templates/:id',
    access: evaluators,
    people: 'judgement',
    summary: 'Retires a template: nothing new is evaluated with it, and what was stays.',
    status: 204,
    params,
    answer: null,
    handle: ({ params, house }) => house.quality.retireTemplate(params.id),
  }),
  route({
    method: 'get',
    path: '/api/quality/templates/:id/:version',
    access: everybody,
    scope: 'quality:read',
    summary: 'A version of a template.',
    params: z.object({ id, version: z.coerce.number().int().min(1) }),
    answer: templateVersion,
    handle: async ({ params, house }) => {
      const found = await house.quality.template(params.id, params.version);
      if (found === null) throw new CentralitaError('template-not-found', 'There is no such version of a template.');
      return found;
    },
  }),
  route({
    method: 'get',
    path: '/api/quality/evaluators',
    access: evaluators,
    scope: 'quality:read',
    summary: 'Who may evaluate.',
    answer: z.array(z.object({ id, name: z.string() })),
    handle: async ({ house }) =>
      (await house.users.list())
        .filter(isEvaluator)
        .map((one) => ({ id: one.id, name: one.name }))
        .toSorted((one, other) => one.name.localeCompare(other.name)),
  }),
  route({
    method: 'get',
    path: '/api/quality/rules',
    access: evaluators,
    scope: 'quality:read',
    summary: 'The rules that choose which recordings are evaluated.',
    answer: z.array(rule),
    handle: ({ house }) => house.quality.rules(),
  }),
  route({
    method: 'post',
    path: '/api/quality/rules',
    access: evaluators,
    people: 'judgement',
    summary: 'A new rule: a share of each agent’s recordings in each period. It holds for what is sealed from now on.',
    status: 201,
    body: ruleBody,
    answer: rule,
    handle: async ({ body, caller, house }) => {
      const made = { ...body, id: `rule-${randomUUID()}` };
      await checkRule(house, body);
      await house.quality.putRule(made, caller.user.id, house.clock());
      return made;
    },
  }),
  route({
    method: 'put',
    path: '/api/quality/rules/:id',
    access: evaluators,
    people: 'judgement',
    summary: 'Changes a rule.',
    params,
    body: ruleBody,
    answer: rule,
    handle: async ({ params, body, caller, house }) => {
      if (!(await house.quality.rules()).some((one) => one.id === params.id))
        throw new CentralitaError('not-found', 'There is no such rule; it may be removed already.');
      await checkRule(house, body);
      await house.quality.putRule({ ...body, id: params.id }, caller.user.id, house.clock());
      return { ...body, id: params.id };
    },
  }),
  route({
    method: 'delete',
    path: '/api/quality/rules/:id',
    access: evaluators,
    people: 'judgement',
    summary: 'Removes a rule; what it gave out stays.',
    status: 204,
    params,
    answer: null,
    handle: ({ params, house }) => house.quality.removeRule(params.id),
  }),
  route({
    method: 'get',
    path: '/api/quality/assignments',
    access: evaluators,
    scope: 'quality:read',
    summary: 'Recordings to be evaluated, the oldest first: `all` of them, or those that are one’s own or nobody’s.',
    query: z.strictObject({ all: flag.default(false) }),
    answer: z.array(assignment),
    handle: ({ query, caller, house }) => house.quality.assignments(query.all ? null : caller.user.id),
  }),
  route({
    method: 'delete',
    path: '/api/quality/assignments/:id',
    access: evaluators,
    people: 'judgement',
    summary: 'Dismisses an assignment: that recording need not be evaluated.',
    status: 204,
    params,
    answer: null,
    handle: ({ params, caller, house }) => house.quality.dismissAssignment(params.id, caller.user.id),
  }),
  route({
    method: 'get',
    path: '/api/quality/evaluations',
    access: everybody,
    scope: 'quality:read',
    summary: 'Evaluations, the newest first, without those that another stands in the place of. Agents see their own.',
    query: evaluationSearch,
    answer: evaluationPage,
    handle: ({ query, caller, house }) =>
      house.quality.evaluations(isEvaluator(caller.user) ? query : { ...query, agent: caller.user.id }),
  }),
  route({
    method: 'post',
    path: '/api/quality/evaluations',
    access: evaluators,
    people: 'judgement',
    summary:
      'Submits an evaluation, for good: it is corrected by another one that `supersedes` it. The score is computed here.',
    status: 201,
    body: evaluationInput,
    answer: evaluationDetail,
    handle: ({ body, caller, house }) => house.quality.submit(body, caller.user),
  }),
  route({
    method: 'get',
    path: '/api/quality/evaluations/:id',
    access: everybody,
    scope: 'quality:read',
    summary: 'An evaluation with its answers and marks; agents see their own.',
    params,
    answer: evaluationDetail,
    handle: ({ params, caller, house }) => visible(house, params.id, caller.user),
  }),
  route({
    method: 'post',
    path: '/api/quality/evaluations/:id/response',
    access: ['agent'],
    people: 'own',
    summary: 'The agent it is about has read it, answers it once, or takes note of it.',
    params,
    body: responseBody,
    answer: evaluationDetail,
    handle: ({ params, body, caller, house }) => house.quality.respond(params.id, body, caller.user),
  }),
  route({
    method: 'get',
    path: '/api/quality/trends',
    access: everybody,
    scope: 'quality:read',
    summary: 'Mean scores by agent, criterion or service, period by period. Agents see their own.',
    query: trendsSearch,
    answer: trends,
    handle: async ({ query, caller, house }) => {
      const search = isEvaluator(caller.user) ? query : { ...query, agent: caller.user.id };
      const found = await house.quality.trends(search, house.site().services[0]?.hours.timeZone ?? 'UTC');
      return named(house, search, found);
    },
  }),
];

/** @throws CentralitaError `not-found`: what one may not see is as unknown as what is not there. */
async function visible(house: House, evaluationId: string, viewer: User): Promise<EvaluationDetail> {
  const found = await house.quality.evaluation(evaluationId);
  if (found !== null && (await house.quality.visible(found, viewer))) return found;
  throw new CentralitaError('not-found', 'There is no such evaluation for you; look into the list of evaluations.');
}

async function checkRule(house: House, { templateId }: z.infer<typeof ruleBody>): Promise<void> {
  const found = (await house.quality.templates()).find((one) => one.id === templateId);
  if (found === undefined || found.retired)
    throw new CentralitaError('template-not-found', 'There is no such template in use; choose another one.');
}

/** Lines by their names: of users, of services, of criteria as the newest version has them. */
async function named(house: House, { by }: TrendsSearch, found: QualityTrends): Promise<QualityTrends> {
  const names = new Map<string, string>();
  if (by === 'service') for (const one of house.site().services) names.set(one.id, one.name);
  if (by === 'agent') for (const one of await house.users.list()) names.set(one.id, one.name);
  if (by === 'criterion')
    for (const template of await house.quality.templates())
      for (const one of criteriaOf(template)) names.set(one.id, one.title);
  return { ...found, lines: found.lines.map((line) => ({ ...line, name: names.get(line.id) ?? line.id })) };
}
