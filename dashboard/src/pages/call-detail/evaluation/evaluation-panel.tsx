import '../../quality/quality.css';
import { Anchor, Button, Title } from '@mantine/core';
import { IconClipboardCheck, IconUsersGroup } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'wouter';
import type { CallDetail, RecordingDetail } from '../../../../../services/http/protocol.ts';
import { clockText } from '../../../format/time.ts';
import { useFormat } from '../../../format/use-format.ts';
import {
  assignmentsQuery,
  evaluationQuery,
  evaluationsOfQuery,
  templatesQuery,
} from '../../quality/quality-queries.ts';
import { ScoreMark } from '../../quality/score-mark.tsx';
import type { Player } from '../use-player.ts';
import { CalibrateDialog } from './calibrate-dialog.tsx';
import { EvaluationForm } from './evaluation-form.tsx';

type Props = {
  readonly detail: CallDetail;
  readonly recording: RecordingDetail;
  readonly player: Player;
};

/** What was judged of this recording, and the form to judge it. `?evaluate=` opens it: `new`, or what was given out. */
export function EvaluationPanel({ detail, recording, player }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const [parameters, setParameters] = useSearchParams();
  const [calibrating, setCalibrating] = useState(false);
  const templates = useQuery(templatesQuery);
  const evaluations = useQuery(evaluationsOfQuery(recording.id));
  const assignments = useQuery(assignmentsQuery(false));
  const evaluate = parameters.get('evaluate');
  const corrected = parameters.get('correct');
  const before = useQuery({ ...evaluationQuery(corrected ?? ''), enabled: corrected !== null });
  const open = (name: 'evaluate' | 'correct', value: string | null) =>
    setParameters(
      (now) => {
        const next = new URLSearchParams(now);
        next.delete('evaluate');
        next.delete('correct');
        if (value !== null) next.set(name, value);
        return next;
      },
      { replace: true },
    );
  const usable = (templates.data ?? []).filter((one) => !one.retired);
  const rows = (evaluations.data?.rows ?? []).filter((one) => one.supersededBy === null);
  const mine = (assignments.data ?? []).find((one) =>
    evaluate === null ? one.recordingId === recording.id : one.id === evaluate,
  );
  const ready = templates.data !== undefined && assignments.data !== undefined;
  const shown =
    ready &&
    ((evaluate !== null && (evaluate === 'new' || mine !== undefined)) ||
      (corrected !== null && before.data !== undefined));
  return (
    <section className="panel quality-panel no-print" aria-labelledby="evaluation-title" data-testid="evaluation-panel">
      <div className="row-between">
        <Title order={2} id="evaluation-title" className="panel-title">
          {t('quality.panel.title')}
        </Title>
        {!shown && (
          <div className="row">
            <Button
              variant="default"
              leftSection={<IconUsersGroup size={16} />}
              disabled={usable.length === 0}
              onClick={() => setCalibrating(true)}
              data-testid="calibrate"
            >
              {t('quality.calibration.new')}
            </Button>
            <Button
              leftSection={<IconClipboardCheck size={16} />}
              disabled={usable.length === 0}
              onClick={() => open('evaluate', mine?.id ?? 'new')}
              data-testid="evaluate"
            >
              {t('quality.evaluate')}
            </Button>
          </div>
        )}
      </div>
      {ready && usable.length === 0 && (
        <p className="dimmed">
          {t('quality.panel.noTemplate')}{' '}
          <Anchor component={Link} href="/quality/templates/new" underline="always">
            {t('quality.template.new')}
          </Anchor>
        </p>
      )}
      {rows.length > 0 && (
        <ul className="quality-marks" data-testid="evaluations-of">
          {rows.map((row) => (
            <li key={row.id}>
              <ScoreMark score={row.score} passed={row.passed} />
              <Anchor component={Link} href={`/quality/evaluations/${row.id}`}>
                {row.templateName}
              </Anchor>
              <span className="dimmed">
                {row.evaluatorName} · {format.day(row.submittedAt)}
              </span>
              <Button
                variant="subtle"
                size="compact-sm"
                onClick={() => open('correct', row.id)}
                data-testid="correct-evaluation"
              >
                {t('quality.panel.correct')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {rows.map((row) => (
        <MarksOf key={row.id} id={row.id} player={player} />
      ))}
      {shown && templates.data !== undefined && (
        <EvaluationForm
          key={evaluate ?? corrected}
          detail={detail}
          recording={recording}
          player={player}
          templates={templates.data}
          assignment={evaluate === null || evaluate === 'new' ? null : (mine ?? null)}
          supersedes={corrected === null ? null : (before.data ?? null)}
          onDone={() => open('evaluate', null)}
        />
      )}
      {calibrating && templates.data !== undefined && (
        <CalibrateDialog recordingId={recording.id} templates={templates.data} onClose={() => setCalibrating(false)} />
      )}
    </section>
  );
}

/** The marks of an evaluation: a press on one goes there. */
function MarksOf({ id, player }: { readonly id: string; readonly player: Player }) {
  const evaluation = useQuery(evaluationQuery(id));
  const marks = evaluation.data?.marks ?? [];
  if (marks.length === 0) return null;
  return (
    <ul className="quality-marks">
      {marks.map((mark) => (
        <li key={`${mark.at}-${mark.text}`}>
          <Button
            variant="subtle"
            size="compact-sm"
            className="figure"
            onClick={() => player.seek(mark.at / 1000)}
            data-testid="go-to-mark"
          >
            {clockText(mark.at)}
          </Button>
          <span>{mark.text}</span>
        </li>
      ))}
    </ul>
  );
}
