import { Button, Menu } from '@mantine/core';
import { IconFileExport, IconPrinter } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

/** The call on paper, and as a file. */
export function CallActions({ callId, withAudio }: { readonly callId: string; readonly withAudio: boolean }) {
  const { t } = useTranslation();
  const file = (query: string) => `/api/calls/${encodeURIComponent(callId)}/export?${query}`;
  return (
    <div className="row no-print">
      <Button
        variant="default"
        leftSection={<IconPrinter size={16} />}
        onClick={() => window.print()}
        data-testid="print"
      >
        {t('detail.print')}
      </Button>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <Button variant="default" leftSection={<IconFileExport size={16} />} data-testid="export">
            {t('detail.export.title')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item component="a" href={file('format=json')} download data-testid="export-json">
            {t('detail.export.json')}
          </Menu.Item>
          <Menu.Item component="a" href={file('format=vcon')} download data-testid="export-vcon">
            {t('detail.export.vcon')}
          </Menu.Item>
          {withAudio && (
            <Menu.Item component="a" href={file('format=vcon&audio=1')} download data-testid="export-vcon-audio">
              {t('detail.export.vconAudio')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
