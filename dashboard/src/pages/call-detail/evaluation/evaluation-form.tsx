import { Button, NativeSelect, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconAlertCircle, IconSend } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { problemsOf, scoreOf } from '../../../../../services/core/quality/score.ts';
import { criteriaOf, type QualityAnswer } from '../../../../../services/core/quality-template.ts';
import type {
  CallDetail,
  EvaluationDetail,
  EvaluationInput,
  QualityTemplateRow,
  RecordingDetail,
} from '../../../../../services/http/protocol.ts';
import { request } from '../../../api/client.ts';
import { errorTextOf } from '../../../components/error-text.ts';
import { Notice } from '../../../components/notice.tsx';
import { qualityKey } from '../../quality/quality-queries.ts';
import { ScoreMark } from '../../quality/score-mark.tsx';
import type { Player } from '../use-player.ts';
import { CriterionInput } from './criterion-input.tsx';
import { MarksInput } from './marks-input.tsx';
import { type Draft, emptyDraft, useDraft } from './use-draft.ts';

export type FormProps = {
  readonly detail: CallDetail;
  readonly recording: RecordingDetail;
  readonly player: Player;
  readonly templates: readonly QualityTemplateRow[];
  /** What was given out; its template is then the one. */
  readonly assignment: { readonly id: string; readonly templateId: string } | null;
  readonly supersedes: EvaluationDetail | null;
  readonly onDone: () => void;
};

/** The scoring form, beside the player. What is written stays in this browser until it is submitted. */
export function EvaluationForm(props: FormProps) {
  const { t } = useTranslation();
  const { detail, recording, player, templates, assignment, supersedes, onDone } = props;
  const queries = useQueryClient();
  const start = startOf(props);
  const { draft, change, remove } = useDraft(`${recording.id}.${assignment?.id ?? supersedes?.id ?? 'new'}`, start);
  const template = templates.find((one) => one.id === draft.templateId);
  const submit = useMutation({
    mutationFn: (body: EvaluationInput) =>
      request<EvaluationDetail>('/api/quality/evaluations', { method: 'POST', body }),
    onSuccess: async () => {
      remove();
      await queries.invalidateQueries({ queryKey: qualityKey });
      await queries.invalidateQueries({ queryKey: ['calls'] });
      notifications.show({ message: t('quality.form.submitted'), color: 'green' });
      onDone();
    },
  });
  if (template === undefined) return null;
  const answers = answersOf(draft, template);
  const complete = problemsOf(template, answers).length === 0 && draft.marks.every((one) => one.text.trim() !== '');
  const score = scoreOf(template, answers);
  const titleOf = (id: string) => criteriaOf(template).find((one) => one.id === id)?.title ?? id;
  const mark = (criterion: string | null) =>
    change({ marks: [...draft.marks, { at: Math.round(player.seconds * 1000), criterion, text: '' }] });
  return (
    <form
      className="quality-form"
      onSubmit={(event) => {
        event.preventDefault();
        submit.mutate({
          recordingId: recording.id,
          templateId: template.id,
          agentId: draft.agentId,
          assignmentId: assignment?.id ?? null,
          supersedes: supersedes?.id ?? null,
          answers,
          marks: draft.marks,
          comment: draft.comment,
        });
      }}
      data-testid="evaluation-form"
    >
      <div className="evaluation-head">
        <NativeSelect
          label={t('quality.column.template')}
          value={draft.templateId}
          disabled={assignment !== null || supersedes !== null}
          onChange={(event) => change({ ...emptyDraft(event.currentTarget.value, draft.agentId) })}
          data={templates
            .filter((one) => !one.retired || one.id === draft.templateId)
            .map((one) => ({ value: one.id, label: one.name }))}
          data-testid="evaluation-template"
        />
        <NativeSelect
          label={t('calls.column.agent')}
          value={draft.agentId ?? ''}
          onChange={(event) => change({ agentId: event.currentTarget.value || null })}
          data={[
            ...detail.agents.map((one) => ({ value: one.id, label: one.name })),
            { value: '', label: t('quality.form.nobody') },
          ]}
        />
      </div>
      {template.sections.map((section) => (
        <fieldset key={section.id} className="quality-fieldset quality-section evaluation-section">
          <legend className="strong">{section.title}</legend>
          {section.criteria.map((criterion) => (
            <CriterionInput
              key={criterion.id}
              criterion={criterion}
              points={draft.points[criterion.id]}
              text={draft.texts[criterion.id] ?? ''}
              onPoints={(points) => change({ points: pointsWith(draft, criterion.id, points) })}
              onText={(text) => change({ texts: { ...draft.texts, [criterion.id]: text } })}
              onMark={() => mark(criterion.id)}
            />
          ))}
        </fieldset>
      ))}
      <MarksInput
        marks={draft.marks}
        titleOf={titleOf}
        onSeek={(ms) => player.seek(ms / 1000)}
        onMark={() => mark(null)}
        onChange={(marks) => change({ marks })}
      />
      <Textarea
        label={t('quality.form.comment')}
        autosize
        minRows={2}
        maxLength={4000}
        value={draft.comment}
        onChange={(event) => change({ comment: event.currentTarget.value })}
        data-testid="evaluation-comment"
      />
      {submit.error !== null && (
        <Notice tone="danger" icon={IconAlertCircle} live>
          {errorTextOf(t, submit.error)}
        </Notice>
      )}
      <div className="evaluation-total">
        <ScoreMark score={score.total} passed={score.passed} size="big" />
        <div className="row">
          <Button
            variant="default"
            onClick={() => {
              remove();
              onDone();
            }}
          >
            {t('common.cancel')}
          </Button>
          <Button
            type="submit"
            leftSection={<IconSend size={16} />}
            disabled={!complete}
            loading={submit.isPending}
            data-testid="submit-evaluation"
          >
            {t('quality.form.submit')}
          </Button>
        </div>
      </div>
      <p className="player-hint">{complete ? t('quality.form.forGood') : t('quality.form.incomplete')}</p>
    </form>
  );
}

function startOf({ detail, templates, assignment, supersedes }: FormProps): Draft {
  const first = templates.find((one) => !one.retired)?.id ?? '';
  const agent = detail.agents.find((one) => one.id === detail.call.agentId)?.id ?? detail.agents[0]?.id ?? null;
  if (supersedes === null) return emptyDraft(assignment?.templateId ?? first, agent);
  const { templateId, agentId, answers, marks, comment } = supersedes;
  return {
    templateId,
    agentId,
    points: Object.fromEntries(answers.map((one) => [one.criterion, one.points])),
    texts: Object.fromEntries(answers.map((one) => [one.criterion, one.text])),
    marks,
    comment,
  };
}

function pointsWith(draft: Draft, id: string, points: number | null | undefined): Draft['points'] {
  const { [id]: _, ...rest } = draft.points;
  return points === undefined ? rest : { ...rest, [id]: points };
}

function answersOf(draft: Draft, template: QualityTemplateRow): readonly QualityAnswer[] {
  return criteriaOf(template).flatMap((one) => {
    const points = one.kind === 'text' ? null : draft.points[one.id];
    return points === undefined ? [] : [{ criterion: one.id, points, text: draft.texts[one.id] ?? '' }];
  });
}
