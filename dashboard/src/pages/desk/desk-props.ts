import type { DeskState } from '../../../../services/live/protocol.ts';
import type { Telephone } from '../../phone/telephone.ts';
import type { DeskTelephone } from '../../phone/telephone-context.tsx';
import type { TelephoneState } from '../../phone/telephone-state.ts';

/** What the cards of the desk are given. `now` is the controller's clock, ms since the epoch. */
export type DeskProps = {
  readonly desk: DeskState;
  readonly now: number;
  readonly telephone: Telephone | null;
  readonly phone: TelephoneState;
  readonly kind: DeskTelephone['kind'];
};
