/** What a form of the site consists of: each field names a property of the value that it edits. */
type Common = {
  readonly name: string;
  /** Key of the language files under `field`; the name unless told. */
  readonly label?: string;
};

/** Lists of the site that fields choose from. */
export type Source = 'queues' | 'agents' | 'skills' | 'lists' | 'services';
/** And what steps of a flow choose from besides. */
export type FlowSource = 'calendars' | 'tables' | 'flows';

export type NumberField = Common & {
  readonly kind: 'number';
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  readonly unit?: 's' | '%' | undefined;
  readonly integer?: boolean | undefined;
  /** It must be written: there is nothing that holds otherwise. */
  readonly required?: boolean | undefined;
  /** What holds where nothing is written; null: none. */
  readonly fallback: number | null;
};

export type Field =
  | (Common & { readonly kind: 'text'; readonly required?: boolean })
  /** `optional`: it need not be written. */
  | (Common & { readonly kind: 'local'; readonly optional?: boolean })
  | NumberField
  | (Common & { readonly kind: 'switch'; readonly fallback: boolean })
  /** `texts`: where the options have names in the language files; as they are unless told. `fallback`: what holds unwritten. */
  | (Common & {
      readonly kind: 'option';
      readonly options: readonly string[];
      readonly texts?: 'language' | 'phone';
      readonly fallback?: string;
    })
  | (Common & { readonly kind: 'roles' })
  | (Common & { readonly kind: 'choice'; readonly of: Source | FlowSource; readonly optional: boolean })
  | (Common & { readonly kind: 'choices'; readonly of: Source })
  | (Common & { readonly kind: 'levels' })
  /** Names and their values: which key leads where, which variable is set to what. */
  | (Common & { readonly kind: 'pairs'; readonly numbers: boolean })
  /** What no form fits: written as in the file. */
  | (Common & { readonly kind: 'yaml' })
  | (Common & { readonly kind: 'texts' })
  | (Common & { readonly kind: 'group'; readonly fields: readonly Field[] })
  | (Common & { readonly kind: 'rows'; readonly fields: readonly Field[] })
  | (Common & { readonly kind: 'members' })
  | (Common & { readonly kind: 'strategy' })
  /** `optional`: nothing written means always open. */
  | (Common & { readonly kind: 'hours'; readonly optional: boolean });

export type Value = Readonly<Record<string, unknown>>;

export const asValue = (value: unknown): Value =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Value) : {};
export const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
export const asText = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The value with a property set, or without it when it is undefined. */
export function withProperty(value: Value, name: string, property: unknown): Value {
  const { [name]: _, ...rest } = value;
  if (property === undefined) return rest;
  // In its place, so that the file's order stays.
  return name in value ? { ...value, [name]: property } : { ...rest, [name]: property };
}

const seconds = (name: string, fallback: number | null, min = 1, max: number | undefined = undefined): NumberField => ({
  kind: 'number',
  name,
  unit: 's',
  integer: true,
  min,
  max,
  fallback,
});

export type FieldGroup = { readonly title: string; readonly fields: readonly Field[] };

/** The form of a queue, in groups; keys of the language files under `distribution.group`. */
export const queueForm: readonly FieldGroup[] = [
  {
    title: 'general',
    fields: [
      { kind: 'local', name: 'name' },
      { kind: 'choice', name: 'service', of: 'services', optional: false },
      { kind: 'number', name: 'level', integer: true, min: 0, max: 4, fallback: 1 },
      { kind: 'choice', name: 'escalatesTo', of: 'queues', optional: true },
    ],
  },
  { title: 'strategy', fields: [{ kind: 'strategy', name: 'strategy' }] },
  { title: 'members', fields: [{ kind: 'members', name: 'agents', label: 'members' }] },
  {
    title: 'times',
    fields: [
      seconds('ringSeconds', 15),
      { kind: 'number', name: 'missedLimit', integer: true, min: 1, max: 100, fallback: 1 },
      seconds('wrapUpSeconds', 30, 0),
      seconds('wrapUpExtensionSeconds', 600, 0, 3600),
    ],
  },
  {
    title: 'serviceLevel',
    fields: [
      {
        kind: 'group',
        name: 'serviceLevel',
        fields: [
          seconds('seconds', 20),
          { kind: 'number', name: 'target', unit: '%', min: 0, max: 100, fallback: 0.8 },
        ],
      },
      seconds('shortAbandonSeconds', 5, 0),
    ],
  },
  {
    title: 'priority',
    fields: [
      seconds('agingSeconds', null),
      {
        kind: 'rows',
        name: 'vip',
        fields: [
          { kind: 'choice', name: 'list', of: 'lists', optional: false },
          { kind: 'number', name: 'priority', integer: true, min: 0, max: 100, fallback: null, required: true },
        ],
      },
    ],
  },
  {
    title: 'limits',
    fields: [
      {
        kind: 'group',
        name: 'maximum',
        fields: [
          { kind: 'number', name: 'length', label: 'maximumLength', integer: true, min: 1, fallback: null },
          { ...seconds('seconds', null), label: 'maximumSeconds' },
        ],
      },
      {
        kind: 'rows',
        name: 'overflow',
        fields: [
          { kind: 'choice', name: 'to', of: 'queues', optional: false },
          { ...seconds('afterSeconds', null), label: 'overflowAfter' },
          { kind: 'number', name: 'length', label: 'overflowLength', integer: true, min: 0, fallback: null },
          { kind: 'number', name: 'ratio', label: 'overflowRatio', min: 0, fallback: null },
        ],
      },
    ],
  },
  {
    title: 'announcements',
    fields: [
      seconds('announceSeconds', 30, 5),
      {
        kind: 'group',
        name: 'announce',
        fields: [
          { kind: 'switch', name: 'position', fallback: true },
          { kind: 'switch', name: 'wait', fallback: true },
        ],
      },
    ],
  },
  {
    title: 'callback',
    fields: [
      {
        kind: 'group',
        name: 'callback',
        fields: [
          { kind: 'number', name: 'attempts', integer: true, min: 1, max: 10, fallback: 3 },
          seconds('retrySeconds', 900),
          { ...seconds('ringSeconds', 30, 5, 120), label: 'callbackRing' },
          { kind: 'number', name: 'perNumber', integer: true, min: 1, max: 10, fallback: 1 },
        ],
      },
    ],
  },
  { title: 'hours', fields: [{ kind: 'hours', name: 'hours', optional: true }] },
];

export const userForm: readonly FieldGroup[] = [
  {
    title: 'person',
    fields: [
      { kind: 'text', name: 'name', label: 'personName', required: true },
      { kind: 'text', name: 'login', required: true },
      { kind: 'roles', name: 'roles' },
      { kind: 'option', name: 'language', options: ['es', 'en'], texts: 'language' },
      { kind: 'option', name: 'phone', options: ['', 'browser', 'sip'], texts: 'phone' },
    ],
  },
  { title: 'skills', fields: [{ kind: 'levels', name: 'skills' }] },
];

export const skillForm: readonly FieldGroup[] = [{ title: 'general', fields: [{ kind: 'local', name: 'name' }] }];

export const listForm: readonly FieldGroup[] = [
  {
    title: 'general',
    fields: [
      { kind: 'local', name: 'name' },
      { kind: 'texts', name: 'numbers' },
    ],
  },
];

/** The rest of a service belongs to the site file; here its hours are kept. */
export const serviceForm: readonly FieldGroup[] = [
  { title: 'hours', fields: [{ kind: 'hours', name: 'hours', optional: false }] },
];

export const breakForm: readonly FieldGroup[] = [
  {
    title: 'general',
    fields: [
      { kind: 'local', name: 'name' },
      { ...seconds('limitSeconds', null), label: 'breakLimit' },
    ],
  },
];
