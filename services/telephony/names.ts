import { STASIS_APP as APP, ARI_CONNECTION as CONNECTION } from '../../config/asterisk/core-conf.ts';
import { APOLOGY_CONTEXT as APOLOGY } from '../../config/asterisk/dialplan-conf.ts';
import { agentEndpoint } from '../../config/asterisk/pjsip-conf.ts';

/** Our application in Asterisk; its accounts are named after it. */
export const STASIS_APP = APP;
/** Name of the websocket that Asterisk opens to us. */
export const ARI_CONNECTION = CONNECTION;
/** Where the dialplan tells a caller that nobody can take the call, and ends it. */
export const APOLOGY_CONTEXT = APOLOGY;
/** First argument of a call that the dialplan sends us; the second is the number dialled. */
export const DIALPLAN_ENTRY = 'inbound';
/** First argument of a leg that we dialled. */
export const DIALLED_ENTRY = 'agent';
/** Channels and bridges through which a recogniser hears begin so: they are no legs. */
export const LISTENING_PREFIX = 'listening-';
/** Endpoints of agents begin so. */
export const AGENT_PREFIX = agentEndpoint('');
