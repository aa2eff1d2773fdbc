/** A telephone number that exists. */
export type PhoneNumber = {
  /** E.164, such as `+34600111222`. */
  readonly number: string;
  /** Its digits as they are read out in the region. */
  readonly spoken: string;
  /** Whoever is called gets paid for it: never dialled for somebody else. */
  readonly premium: boolean;
};

/** How numbers are read; services/numbers.ts implements it. Pure. */
export type Numbers = {
  /**
   * What somebody wrote, pressed, or a telephone showed. Null when it is no number.
   * @param region ISO 3166, of numbers written without a country.
   */
  readonly read: (written: string, region: string) => PhoneNumber | null;
};
