import { Anchor, Button, Textarea, Title } from '@mantine/core';
import { IconAlertCircle, IconArrowLeft, IconCheck, IconSend } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { EvaluationDetail } from '../../../../services/http/protocol.ts';
import { request } from '../../api/client.ts';
import { errorTextOf } from '../../components/error-text.ts';
import { Fact } from '../../components/fact.tsx';
import { Notice } from '../../components/notice.tsx';
import { PageLoader } from '../../components/page-loader.tsx';
import { clockText } from '../../format/time.ts';
import { useFormat } from '../../format/use-format.ts';
import { useSession } from '../../session/use-session.ts';
import { AnswersView } from './answers-view.tsx';
import { ResponseMark } from './evaluations-tab.tsx';
import { evaluationQuery, qualityKey } from './quality-queries.ts';
import { ScoreMark } from './score-mark.tsx';

/** One evaluation, as it was submitted; its agent answers it here. */
export function EvaluationView({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const evaluation = useQuery(evaluationQuery(id));
  return (
    <>
      <Anchor component={Link} href="/quality/evaluations" size="sm" className="row">
        <IconArrowLeft size={16} aria-hidden />
        {t('quality.tab.evaluations')}
      </Anchor>
      {evaluation.error !== null && evaluation.data === undefined && (
        <Notice tone="danger" icon={IconAlertCircle} live>
          {errorTextOf(t, evaluation.error)}
        </Notice>
      )}
      {evaluation.data === undefined && evaluation.error === null && <PageLoader away={evaluation.failureCount > 0} />}
      {evaluation.data !== undefined && <Loaded evaluation={evaluation.data} />}
    </>
  );
}

function Loaded({ evaluation }: { readonly evaluation: EvaluationDetail }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { session } = useSession();
  const own = evaluation.agentId === session?.user.id;
  const moment = (ms: number) => `/calls/${evaluation.callId}?audio=${(ms / 1000).toFixed(1)}`;
  return (
    <>
      {evaluation.supersededBy !== null && (
        <Notice tone="wait" icon={IconAlertCircle} testId="superseded">
          {t('quality.evaluation.superseded')}{' '}
          <Anchor component={Link} href={`/quality/evaluations/${evaluation.supersededBy}`} underline="always">
            {t('quality.evaluation.newer')}
          </Anchor>
        </Notice>
      )}
      <section className="panel quality-panel" data-testid="evaluation">
        <div className="row-between">
          <Title order={2}>{evaluation.templateName}</Title>
          <ScoreMark score={evaluation.score} passed={evaluation.passed} size="big" />
        </div>
        <dl className="facts">
          <Fact label={t('calls.column.agent')}>{evaluation.agentName ?? '–'}</Fact>
          <Fact label={t('quality.column.evaluator')}>{evaluation.evaluatorName}</Fact>
          <Fact label={t('quality.column.when')}>{format.dateTime(evaluation.submittedAt)}</Fact>
          <Fact label={t('quality.column.call')}>
            <Anchor component={Link} href={`/calls/${evaluation.callId}`}>
              {t('quality.evaluation.openCall')}
            </Anchor>
          </Fact>
          <Fact label={t('quality.column.response')}>
            <ResponseMark row={evaluation} />
          </Fact>
        </dl>
      </section>
      <section className="panel quality-panel">
        <AnswersView template={evaluation.template} answers={evaluation.answers} />
        {evaluation.comment !== '' && (
          <>
            <Title order={3}>{t('quality.form.comment')}</Title>
            <p className="quality-words">{evaluation.comment}</p>
          </>
        )}
        {evaluation.marks.length > 0 && (
          <>
            <Title order={3}>{t('quality.form.marks')}</Title>
            <ul className="quality-marks" data-testid="evaluation-marks">
              {evaluation.marks.map((mark) => (
                <li key={`${mark.at}-${mark.text}`}>
                  <Anchor component={Link} href={moment(mark.at)} className="figure">
                    {clockText(mark.at)}
                  </Anchor>
                  <span>{mark.text}</span>
                </li>
              ))}
            </ul>
          </>
        )}
      </section>
      {own && evaluation.calibrationId === null ? <Response evaluation={evaluation} /> : <Answered {...evaluation} />}
    </>
  );
}

function Answered({ answer }: Pick<EvaluationDetail, 'answer'>) {
  const { t } = useTranslation();
  if (answer === null) return null;
  return (
    <section className="panel quality-panel">
      <Title order={3}>{t('quality.response.title')}</Title>
      <p className="quality-words" data-testid="agent-answer">
        {answer}
      </p>
    </section>
  );
}

/** The agent's part: it counts as read when it is opened; an answer and the taking note are given once. */
function Response({ evaluation }: { readonly evaluation: EvaluationDetail }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [text, setText] = useState('');
  const respond = useMutation({
    mutationFn: (body: { readonly how: 'read' | 'answered' | 'acknowledged'; readonly text?: string }) =>
      request<EvaluationDetail>(`/api/quality/evaluations/${encodeURIComponent(evaluation.id)}/response`, {
        method: 'POST',
        body,
      }),
    onSettled: () => queries.invalidateQueries({ queryKey: qualityKey }),
  });
  const told = useRef(false);
  const { mutate } = respond;
  useEffect(() => {
    if (evaluation.readAt !== null || told.current) return;
    told.current = true;
    mutate({ how: 'read' });
  }, [evaluation.readAt, mutate]);
  const open = evaluation.acknowledgedAt === null;
  return (
    <>
      <Answered answer={evaluation.answer} />
      {respond.error !== null && (
        <Notice tone="danger" icon={IconAlertCircle} live>
          {errorTextOf(t, respond.error)}
        </Notice>
      )}
      {open && (
        <section className="panel quality-panel" data-testid="respond">
          <Title order={3}>{t('quality.response.yours')}</Title>
          {evaluation.answer === null && (
            <>
              <Textarea
                label={t('quality.response.answer')}
                description={t('quality.response.answerHint')}
                autosize
                minRows={2}
                maxLength={4000}
                value={text}
                onChange={(event) => setText(event.currentTarget.value)}
                data-testid="answer-text"
              />
              <Button
                variant="default"
                leftSection={<IconSend size={16} />}
                disabled={text.trim() === ''}
                loading={respond.isPending}
                onClick={() => mutate({ how: 'answered', text })}
                data-testid="answer"
              >
                {t('quality.response.send')}
              </Button>
            </>
          )}
          <Button
            leftSection={<IconCheck size={16} />}
            loading={respond.isPending}
            onClick={() => mutate({ how: 'acknowledged' })}
            data-testid="acknowledge"
          >
            {t('quality.response.acknowledge')}
          </Button>
        </section>
      )}
    </>
  );
}
