import {
  type Icon,
  IconAbc,
  IconArrowBackUp,
  IconArrowsSplit,
  IconBuildingBroadcastTower,
  IconClockHour4,
  IconDialpad,
  IconForms,
  IconLanguage,
  IconMessage2Star,
  IconMicrophone,
  IconPhoneCall,
  IconPhoneOff,
  IconPhoneOutgoing,
  IconRecordMail,
  IconSchema,
  IconShieldCheck,
  IconSitemap,
  IconSpeakerphone,
  IconSquareRoundedCheck,
  IconTable,
  IconTestPipe,
  IconUsers,
  IconVariable,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import es from '../../../../config/languages/pages/es.json';
import { useFormat } from '../../format/use-format.ts';

type TypeName = keyof typeof es.flow.type;

const icons: Readonly<Record<TypeName, Icon>> = {
  announce: IconSpeakerphone,
  branch: IconSitemap,
  callback: IconPhoneCall,
  collect: IconForms,
  consent: IconShieldCheck,
  experiment: IconTestPipe,
  'hang-up': IconPhoneOff,
  hours: IconClockHour4,
  http: IconBuildingBroadcastTower,
  language: IconLanguage,
  'look-up': IconTable,
  menu: IconDialpad,
  queue: IconUsers,
  record: IconMicrophone,
  return: IconArrowBackUp,
  ring: IconSquareRoundedCheck,
  say: IconAbc,
  set: IconVariable,
  'sub-flow': IconSchema,
  survey: IconMessage2Star,
  transfer: IconPhoneOutgoing,
  voicemail: IconRecordMail,
};

const isType = (type: string): type is TypeName => type in es.flow.type;

export const iconOf = (type: string): Icon => (isType(type) ? icons[type] : IconArrowsSplit);

export type StepWords = {
  /** The kind of step in the page's language; its own word where the page knows none. */
  readonly type: (type: string) => string;
  /** What a kind of step is for, in a line; '' where the page knows none. */
  readonly docs: (type: string) => string;
  /** A step's own name, or its id. */
  readonly name: (step: { readonly id: string; readonly label: Readonly<Record<string, string>> }) => string;
};

export function useStepWords(): StepWords {
  const { t } = useTranslation();
  const format = useFormat();
  return {
    type: (type) => (isType(type) ? t(`flow.type.${type}`) : type),
    docs: (type) => (isType(type) ? t(`flow.docs.${type}`) : ''),
    name: ({ id, label }) => format.local(label) || id,
  };
}

/** 9 s, 1 min 20 s. */
export function secondsText(ms: number): string {
  const seconds = Math.round(ms / 100) / 10;
  if (seconds < 60) return `${seconds < 10 ? seconds : Math.round(seconds)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}
