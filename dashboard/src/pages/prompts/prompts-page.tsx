import '../calls/calls.css';
import './prompts.css';
import { SegmentedControl, Select, TextInput, Title } from '@mantine/core';
import { IconAlertCircle, IconSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'wouter';
import { errorTextOf } from '../../components/error-text.ts';
import { languageName } from '../../components/language-name.ts';
import { Notice } from '../../components/notice.tsx';
import { PageLoader } from '../../components/page-loader.tsx';
import { countsOf, matching, type Shown, shownAs } from './prompt-list.ts';
import { PromptsTable } from './prompts-table.tsx';
import { usePrompts } from './use-prompts.ts';

/** Every prompt that callers hear, in each language: what is spoken still, and what a person has recorded. */
export function PromptsPage() {
  const { t, i18n } = useTranslation();
  const [parameters, setParameters] = useSearchParams();
  const prompts = usePrompts();
  const all = prompts.data ?? [];
  const languages = [...new Set(all.map((one) => one.language))];
  const asked = parameters.get('language') ?? '';
  const language = languages.includes(asked) ? asked : (languages[0] ?? '');
  const how = parameters.get('how') ?? '';
  const shown: Shown = how in shownAs ? (how as Shown) : 'all';
  const words = parameters.get('text') ?? '';
  const ofLanguage = all.filter((one) => one.language === language);
  const counts = countsOf(ofLanguage);
  const rows = matching(ofLanguage, shown, words);
  const choose = (change: Record<string, string>) => {
    setParameters(
      (before) => {
        const next = new URLSearchParams(before);
        for (const [name, value] of Object.entries(change)) {
          if (value === '') next.delete(name);
          else next.set(name, value);
        }
        return next;
      },
      { replace: true },
    );
  };
  return (
    <div className="calls prompts-page">
      <div className="row-between">
        <Title order={1}>{t('prompts.title')}</Title>
        <Select
          aria-label={t('prompts.language')}
          value={language}
          allowDeselect={false}
          data={languages.map((one) => ({ value: one, label: languageName(one, i18n.language) }))}
          onChange={(value) => choose({ language: value ?? '' })}
          data-testid="prompts-language"
        />
      </div>
      {prompts.error !== null && (
        <Notice tone="danger" icon={IconAlertCircle} live>
          {errorTextOf(t, prompts.error)}
        </Notice>
      )}
      {prompts.data === undefined && prompts.error === null && <PageLoader away={prompts.failureCount > 0} />}
      {prompts.data !== undefined && (
        <section className="panel" aria-label={t('prompts.title')}>
          <div className="prompts-bar">
            <SegmentedControl
              aria-label={t('prompts.how')}
              value={shown}
              onChange={(value) => choose({ how: value === 'all' ? '' : value })}
              data={(Object.keys(shownAs) as Shown[]).map((one) => ({
                value: one,
                label: `${t(`prompts.shown.${one}`)} ${counts[one]}`,
              }))}
              data-testid="prompts-how"
            />
            <TextInput
              aria-label={t('prompts.find')}
              placeholder={t('prompts.find')}
              leftSection={<IconSearch size={16} aria-hidden />}
              value={words}
              onChange={(event) => choose({ text: event.currentTarget.value })}
              data-testid="prompts-find"
            />
          </div>
          {rows.length === 0 ? (
            <p className="panel-empty" data-testid="prompts-empty">
              {shown === 'spoken' && words === '' && ofLanguage.length > 0
                ? t('prompts.allRecorded')
                : t('prompts.none')}
            </p>
          ) : (
            <PromptsTable rows={rows} />
          )}
        </section>
      )}
    </div>
  );
}
