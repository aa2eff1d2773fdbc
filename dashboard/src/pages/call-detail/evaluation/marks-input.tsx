import { ActionIcon, Button, TextInput } from '@mantine/core';
import { IconMapPin, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { QualityMark } from '../../../../../services/core/quality-template.ts';
import { clockText } from '../../../format/time.ts';

/** Remarks on moments of the recording: a press on one plays from there. */
export function MarksInput(props: {
  readonly marks: readonly QualityMark[];
  readonly titleOf: (criterion: string) => string;
  readonly onSeek: (ms: number) => void;
  readonly onMark: () => void;
  readonly onChange: (marks: readonly QualityMark[]) => void;
}) {
  const { t } = useTranslation();
  const { marks, titleOf, onSeek, onMark, onChange } = props;
  const set = (index: number, text: string) =>
    onChange(marks.map((one, at) => (at === index ? { ...one, text } : one)));
  return (
    <div className="quality-section">
      <span className="strong">{t('quality.form.marks')}</span>
      <ul className="quality-marks" data-testid="marks">
        {marks.map((mark, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two marks may be alike while they are written
          <li key={index}>
            <Button variant="subtle" size="compact-sm" className="figure" onClick={() => onSeek(mark.at)}>
              {clockText(mark.at)}
            </Button>
            <TextInput
              aria-label={`${t('quality.form.markText')} ${clockText(mark.at)}`}
              placeholder={mark.criterion === null ? t('quality.form.markText') : titleOf(mark.criterion)}
              maxLength={1000}
              value={mark.text}
              onChange={(event) => set(index, event.currentTarget.value)}
              flex={1}
              data-testid={`mark-text-${index}`}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              size="lg"
              aria-label={`${t('common.delete')}: ${clockText(mark.at)}`}
              onClick={() => onChange(marks.filter((_, at) => at !== index))}
            >
              <IconTrash size={16} />
            </ActionIcon>
          </li>
        ))}
      </ul>
      <div>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconMapPin size={16} />}
          onClick={onMark}
          data-testid="mark-here"
        >
          {t('quality.form.markHere')}
        </Button>
      </div>
    </div>
  );
}
