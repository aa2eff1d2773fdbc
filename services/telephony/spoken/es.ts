import { amount, dateParts, digit, digitsOf, largest, own, parts, type Spoken, timeParts } from './voice.ts';

/** `of`: the number stands before a masculine noun (un euro, treinta y un euros), or by itself (treinta y uno). */
type Before = 'noun' | 'nothing';

function below100(value: number, before: Before): readonly string[] {
  if (value === 1 && before === 'noun') return [digit('1M')];
  // Twenty-one has no recording for it before a noun.
  if (value === 21 && before === 'noun') return [own('say-21-of')];
  if (value < 30) return [digit(value)];
  const unit = value % 10;
  return [digit(value - unit), ...(unit === 0 ? [] : [digit('and'), ...below100(unit, before)])];
}

function below1000(value: number, before: Before): readonly string[] {
  // «cien», and «ciento uno».
  if (value === 100) return [digit('hundred')];
  const rest = value % 100;
  const hundreds = value < 100 ? [] : [value < 200 ? digit('100-and') : digit(value - rest)];
  return [...hundreds, ...(rest === 0 && value > 0 ? [] : below100(rest, before))];
}

function whole(value: number, before: Before = 'nothing'): readonly string[] {
  if (value > largest) return digitsOf(value);
  const millions = Math.floor(value / 1_000_000);
  const thousands = Math.floor(value / 1000) % 1000;
  const rest = value % 1000;
  return [
    ...(millions === 0
      ? []
      : millions === 1
        ? [digit('1M'), digit('million')]
        : [...below1000(millions, 'noun'), digit('millions')]),
    // «mil», never «un mil».
    ...(thousands === 0
      ? []
      : thousands === 1
        ? [digit('thousand')]
        : [...below1000(thousands, 'noun'), digit('thousand')]),
    ...(rest === 0 && value > 0 ? [] : below1000(rest, before)),
  ];
}

/** Of the day: «de la madrugada», «de la mañana», «de la tarde», «de la noche». */
function partOfDay(hour: number): string {
  if (hour < 6) return own('say-of-the-small-hours');
  if (hour < 12) return own('say-of-the-morning');
  return hour < 21 ? own('say-of-the-afternoon') : own('say-of-the-night');
}

const minus = (is: boolean): readonly string[] => (is ? [digit('minus')] : []);

/** Spanish. Real Academia Española, Ortografía 2010, on numbers, dates and hours. */
export const es: Spoken = {
  number: (value) => {
    const { minus: below, whole: units, fraction } = parts(value);
    return [...minus(below), ...whole(units), ...(fraction === '' ? [] : [own('say-point'), ...digitsOf(fraction)])];
  },
  date: (date) => {
    const { year, month, day } = dateParts(date);
    return [...whole(day), digit('es-de'), digit(`mon-${month - 1}`), digit('es-de'), ...whole(year)];
  },
  time: (time) => {
    const { hour, minute } = timeParts(time);
    const hour12 = hour % 12 === 0 ? 12 : hour % 12;
    const minutes = minute === 0 ? [own('say-oclock')] : [digit('and'), ...whole(minute)];
    return [hour12 === 1 ? digit('1F') : digit(hour12), ...minutes, partOfDay(hour)];
  },
  currency: (value, unit) => {
    const { minus: below, units, cents } = amount(value);
    const name = unit.toLowerCase();
    // «un millón de euros».
    const of = units > 0 && units % 1_000_000 === 0 ? [digit('es-de')] : [];
    const money = [...whole(units, 'noun'), ...of, own(units === 1 ? `say-${name}-one` : `say-${name}`)];
    const small = [...whole(cents, 'noun'), own(cents === 1 ? `say-${name}-cent-one` : `say-${name}-cent`)];
    if (cents === 0) return [...minus(below), ...money];
    return units === 0 ? [...minus(below), ...small] : [...minus(below), ...money, own('say-with'), ...small];
  },
  letter: (letter) => (letter === 'ñ' ? own('say-letter-n-tilde') : null),
};
