import { IconAlertCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { CustodyState } from '../../../../services/http/protocol.ts';
import { Digest } from '../../components/digest.tsx';
import { Fact } from '../../components/fact.tsx';
import { Notice } from '../../components/notice.tsx';
import { useFormat } from '../../format/use-format.ts';
import { CustodyPanel } from './custody-panel.tsx';

/** The end of the ledger, and where it is written down. */
export function AnchorsPanel({ ledger, anchors }: Pick<CustodyState, 'ledger' | 'anchors'>) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <CustodyPanel title={t('custody.ledger.title')} empty={ledger === null && t('custody.ledger.none')} testId="ledger">
      {ledger !== null && (
        <dl className="facts">
          <Fact label={t('custody.ledger.entries')}>{format.number(ledger.seq)}</Fact>
          <Fact label={t('custody.ledger.last')}>{format.dateTime(ledger.at)}</Fact>
          <Fact label={t('custody.ledger.hash')} wide>
            <Digest value={ledger.hash} />
          </Fact>
          {anchors.map((anchor) => (
            <Fact key={anchor.destination} label={t('custody.ledger.anchor', { name: anchor.destination })} wide>
              {anchor.last === null
                ? t('custody.ledger.notYet')
                : t('custody.ledger.anchored', { seq: anchor.last.seq, when: format.dateTime(anchor.last.at) })}
            </Fact>
          ))}
        </dl>
      )}
      {anchors.length === 0 && <p className="dimmed">{t('custody.ledger.noAnchors')}</p>}
      {anchors.map(
        ({ destination, error }) =>
          error !== null && (
            <Notice key={destination} tone="danger" icon={IconAlertCircle}>
              <span lang="en">{error}</span>
            </Notice>
          ),
      )}
    </CustodyPanel>
  );
}
