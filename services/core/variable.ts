/** Types of a flow's variables. A date is `YYYY-MM-DD`, a time `HH:MM`, a phone E.164. */
export const variableTypes = ['text', 'number', 'boolean', 'date', 'time', 'phone'] as const;
export type VariableType = (typeof variableTypes)[number];

/** What a variable of a call holds. */
export type Value = string | number | boolean;
export type Values = Readonly<Record<string, Value>>;

/** A variable as a flow declares it. What is sensitive is kept in the vault alone. */
export type Declared = {
  readonly type: VariableType;
  readonly default?: Value | undefined;
  readonly sensitive: boolean;
};

/** The longest text that a variable takes, in characters. */
export const textLimit = 500;

/** A value as its variable's type has it; null where it is none. */
export function typedValue(type: VariableType, value: Value): Value | null {
  const text = String(value).trim();
  switch (type) {
    case 'text':
      return text.length <= textLimit ? text : null;
    case 'number':
      return text !== '' && text.length <= 30 && Number.isFinite(Number(text)) ? Number(text) : null;
    case 'boolean':
      return text === 'true' || text === 'false' ? text === 'true' : null;
    case 'date':
      return isDate(text) ? text : null;
    case 'time':
      return /^([01]\d|2[0-3]):[0-5]\d$/.test(text) ? text : null;
    case 'phone':
      return /^\+[1-9]\d{5,14}$/.test(text) ? text : null;
  }
}

/** Whether a text is a day of the calendar, as `YYYY-MM-DD`. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}
