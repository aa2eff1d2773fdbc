import { amount, dateParts, digit, digitsOf, largest, own, parts, type Spoken, timeParts } from './voice.ts';

function below100(value: number): readonly string[] {
  if (value <= 20) return [digit(value)];
  const unit = value % 10;
  return [digit(value - unit), ...(unit === 0 ? [] : [digit(unit)])];
}

function below1000(value: number): readonly string[] {
  const rest = value % 100;
  const hundreds = value < 100 ? [] : [digit(Math.floor(value / 100)), digit('hundred')];
  return [...hundreds, ...(rest === 0 && value > 0 ? [] : below100(rest))];
}

function whole(value: number): readonly string[] {
  if (value > largest) return digitsOf(value);
  const millions = Math.floor(value / 1_000_000);
  const thousands = Math.floor(value / 1000) % 1000;
  const rest = value % 1000;
  return [
    ...(millions === 0 ? [] : [...below1000(millions), digit('million')]),
    ...(thousands === 0 ? [] : [...below1000(thousands), digit('thousand')]),
    ...(rest === 0 && value > 0 ? [] : below1000(rest)),
  ];
}

/** Fourth, twenty-first: the recordings have first to twentieth, and thirtieth. */
function ordinal(day: number): readonly string[] {
  if (day <= 20 || day === 30) return [digit(`h-${day}`)];
  return [digit(day - (day % 10)), digit(`h-${day % 10}`)];
}

/** Two thousand and five, nineteen ninety-nine, twenty twenty-six. */
function year(value: number): readonly string[] {
  const rest = value % 100;
  if (value < 1100 || value > 9999 || value % 1000 < 10) return whole(value);
  const century = below100(Math.floor(value / 100));
  if (rest === 0) return [...century, digit('hundred')];
  return rest < 10 ? [...century, digit('oh'), digit(rest)] : [...century, ...below100(rest)];
}

const minus = (is: boolean): readonly string[] => (is ? [digit('minus')] : []);

/** English, as it is spoken in the United States, whose voice the recordings have. */
export const en: Spoken = {
  number: (value) => {
    const { minus: below, whole: units, fraction } = parts(value);
    return [...minus(below), ...whole(units), ...(fraction === '' ? [] : [own('say-point'), ...digitsOf(fraction)])];
  },
  date: (date) => {
    const { year: ofDate, month, day } = dateParts(date);
    return [digit(`mon-${month - 1}`), ...ordinal(day), ...year(ofDate)];
  },
  time: (time) => {
    const { hour, minute } = timeParts(time);
    const hour12 = hour % 12 === 0 ? 12 : hour % 12;
    const minutes = minute === 0 ? [] : minute < 10 ? [digit('oh'), digit(minute)] : below100(minute);
    return [digit(hour12), ...minutes, digit(hour < 12 ? 'a-m' : 'p-m')];
  },
  currency: (value, unit) => {
    const { minus: below, units, cents } = amount(value);
    const name = unit.toLowerCase();
    const money = [...whole(units), own(units === 1 ? `say-${name}-one` : `say-${name}`)];
    const small = [...whole(cents), own(cents === 1 ? `say-${name}-cent-one` : `say-${name}-cent`)];
    if (cents === 0) return [...minus(below), ...money];
    return units === 0 ? [...minus(below), ...small] : [...minus(below), ...money, own('say-with'), ...small];
  },
  letter: () => null,
};
