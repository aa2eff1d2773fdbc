import { checkText } from '../../ivr-flows/check/index.ts';
import { sentence } from '../../ivr-flows/check/problem.ts';
import type { Texts } from '../../ivr-flows/diff/change.ts';
import { differences } from '../../ivr-flows/diff/differences.ts';
import type { Known } from '../../ivr-flows/flow.ts';
import { flowJsonSchema } from '../../ivr-flows/json-schema.ts';
import { flowInvalid } from '../../ivr-flows/loader.ts';
import { sentencesOf } from '../../ivr-flows/sentences.ts';
import { CentralitaError } from '../core/errors.ts';
import type { Site } from '../core/site.ts';
import type { FlowEditing } from '../ports.ts';
import type { FlowEditor } from './editor.ts';
import { graphView, problemView } from './views.ts';

/** The editor as the HTTP interface knows it: in rows and sentences. */
export function flowEditing(
  editor: FlowEditor,
  {
    site,
    known,
    texts,
  }: { readonly site: () => Pick<Site, 'services'>; readonly known: () => Known; readonly texts: Texts },
): FlowEditing {
  const inForce = (flow: string) => editor.current().files.find((one) => one.flow.name === flow);
  const versionOf = (flow: string, version: string | null): string => {
    const found = version ?? inForce(flow)?.version;
    if (found !== undefined) return found;
    throw new CentralitaError('flow-not-found', `There is no flow ${flow}; see GET /api/flows.`);
  };
  const wholeOf = (text: string) => {
    const { whole, problems } = checkText(text, 'flow.yaml', '', known());
    if (whole) return whole;
    throw flowInvalid(problems);
  };
  return {
    list: async () =>
      editor.current().files.map(({ flow: { name: flow, version, description, language, steps }, file, text }) => {
        const last = editor.history(flow).findLast((one) => one.version === version);
        const { problems } = checkText(text, file, version, known());
        return {
          flow,
          version,
          file,
          description,
          language,
          steps: steps.size,
          services: site()
            .services.filter((one) => one.flow === flow)
            .map((one) => one.id),
          at: last?.at ?? null,
          by: last?.by ?? null,
          note: last?.note ?? '',
          warnings: problems.filter(({ severity }) => severity === 'warning').length,
        };
      }),
    version: async (flow, asked) => {
      const version = versionOf(flow, asked);
      const text = editor.text(flow, version);
      const { whole } = checkText(text, `${flow}.yaml`, version, known());
      return {
        flow,
        version,
        current: inForce(flow)?.version === version,
        text,
        graph: whole ? graphView(whole) : null,
      };
    },
    history: async (flow) => {
      const current = versionOf(flow, null);
      return editor
        .history(flow)
        .map((one) => ({ ...one, current: one.version === current }))
        .reverse();
    },
    check: async (text, flow, language) => {
      const { whole, problems } = editor.check(text, flow);
      return {
        flow: whole?.name ?? null,
        problems: problems.map((one) => problemView(one, language)),
        graph: whole ? graphView(whole) : null,
      };
    },
    save: editor.save,
    back: editor.back,
    reload: editor.reload,
    differences: async (flow, from, to, language) => {
      const before = wholeOf(editor.text(flow, versionOf(flow, from)));
      const after = wholeOf('text' in to ? to.text : editor.text(flow, to.version));
      const sentences = sentencesOf(language);
      return differences(before, after, texts, language).map(({ code, step, params }) => ({
        code,
        step,
        message: sentence(sentences, `diff.${code}`, params),
      }));
    },
    schema: flowJsonSchema,
  };
}
