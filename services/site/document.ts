import { isDeepStrictEqual } from 'node:util';
import { type Document, isMap, isScalar, isSeq, type Node, parseDocument, type YAMLMap, type YAMLSeq } from 'yaml';
import { CentralitaError } from '../core/errors.ts';
import type { ListSection, SiteEdit } from '../ports.ts';

/** Makes a change in the text of a site file; comments and the order of everything else stay. */
export function edited(text: string, edit: SiteEdit): string {
  const document = parseDocument(text);
  switch (edit.kind) {
    case 'put':
      put(document, edit.section, edit.id, edit.value);
      break;
    case 'remove':
      remove(document, edit.section, edit.id);
      break;
    case 'settings':
      for (const [key, value] of Object.entries(edit.settings)) setIn(document, rootOf(document), key, value);
      break;
    case 'agent-queues':
      setQueues(document, edit.agentId, edit.queues);
      break;
    case 'agent-skills': {
      setIn(document, agentOf(document, edit.agentId), 'skills', edit.skills);
      break;
    }
  }
  return document.toString({ lineWidth: 0 });
}

/** @throws CentralitaError `unknown-agent`. */
function agentOf(document: Document, id: string): YAMLMap {
  const user = entry(document, 'users', id);
  const { roles } = (user?.toJS(document) ?? {}) as { readonly roles?: readonly string[] };
  if (user && roles?.includes('agent')) return user;
  throw new CentralitaError('unknown-agent', `There is no agent ${id}; reload the page to see who is there now.`);
}

function rootOf(document: Document): YAMLMap {
  const { contents } = document;
  if (isMap(contents)) return contents;
  throw new CentralitaError('site-invalid', 'The site file is not a list of sections; put it back from its backup.');
}

function listOf(document: Document, section: ListSection): YAMLSeq | null {
  const list = rootOf(document).get(section);
  return isSeq(list) ? list : null;
}

const idOf = (node: unknown): unknown => (isMap(node) ? node.get('id') : undefined);

function entry(document: Document, section: ListSection, id: string): YAMLMap | null {
  const found = listOf(document, section)?.items.find((one) => idOf(one) === id);
  return isMap(found) ? found : null;
}

function put(document: Document, section: ListSection, id: string, value: Readonly<Record<string, unknown>>): void {
  const known = entry(document, section, id);
  if (known) {
    for (const { key } of [...known.items]) {
      const name = isScalar(key) ? String(key.value) : String(key);
      if (!Object.hasOwn(value, name)) known.delete(key);
    }
    for (const [key, one] of Object.entries(value)) setIn(document, known, key, one);
    return;
  }
  const list = listOf(document, section);
  if (list && list.items.length > 0) list.add(document.createNode(value));
  else rootOf(document).set(section, document.createNode([value]));
}

function remove(document: Document, section: ListSection, id: string): void {
  const list = listOf(document, section);
  const index = list?.items.findIndex((one) => idOf(one) === id) ?? -1;
  if (!list || index < 0) throw new CentralitaError('not-found', `There is no ${id} among the ${section}.`);
  list.delete(index);
}

/** Sets a value unless it is the same already; written on one line where it was before. */
function setIn(document: Document, map: YAMLMap, key: string, value: unknown): void {
  const before = map.get(key, true) as Node | undefined;
  if (before && isDeepStrictEqual(before.toJS(document), value)) return;
  const node = document.createNode(value);
  if ((isSeq(node) || isMap(node)) && (isSeq(before) || isMap(before) ? before.flow : map.flow)) node.flow = true;
  if (before?.comment) node.comment = before.comment;
  if (before?.commentBefore) node.commentBefore = before.commentBefore;
  map.set(key, node);
}

type Member = { readonly id: string; readonly order?: number; readonly weight?: number };

/** The agent attends these queues and no others; who is new in one comes last in its order. */
function setQueues(
  document: Document,
  agentId: string,
  wanted: Extract<SiteEdit, { kind: 'agent-queues' }>['queues'],
): void {
  agentOf(document, agentId);
  const orders = new Map(wanted.map(({ id, order }) => [id, order]));
  for (const queueId of orders.keys())
    if (!entry(document, 'queues', queueId))
      throw new CentralitaError('unknown-queue', `There is no queue ${queueId}; choose one of the list.`);
  for (const queue of listOf(document, 'queues')?.items ?? []) {
    if (!isMap(queue)) continue;
    const id = String(idOf(queue));
    const agents = ((queue.get('agents', true) as Node | undefined)?.toJS(document) ?? []) as (string | Member)[];
    const members = agents.map((one) => (typeof one === 'string' ? { id: one } : one));
    const known: Member | undefined = members.find((one) => one.id === agentId);
    if (!known && !orders.has(id)) continue;
    const { order: _, ...rest } = known ?? { id: agentId };
    const order = orders.get(id);
    const own = short(order === undefined || order === 1 ? rest : { ...rest, order });
    const others = (to: string | Member) => (typeof to === 'string' ? to : to.id) !== agentId;
    const now = known ? agents.flatMap((one) => (others(one) ? [one] : orders.has(id) ? [own] : [])) : [...agents, own];
    setIn(document, queue, 'agents', now);
  }
}

const short = (member: Member): string | Member => (Object.keys(member).length === 1 ? member.id : member);
