import type { AgentId, CallId, CaptureId, OfferId, RecordingId } from '../ids.ts';

/** What facts are of. */
export type OfCall = { callId: CallId };
export type OfOffer = OfCall & { offerId: OfferId; agentId: AgentId };
export type OfAgentCall = OfCall & { agentId: AgentId };
export type OfRecording = OfCall & { recordingId: RecordingId };
export type OfCapture = OfRecording & { captureId: CaptureId };
