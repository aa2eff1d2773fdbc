import type { AgentId } from '../ids.ts';
import type { Evaluation } from '../quality-template.ts';
import type { OfRecording } from './of.ts';

/** What people judge of recordings. Marks never change: another evaluation stands in the place of an earlier one. */
export type QualityFacts = {
  'recording-scored': OfRecording & Evaluation & { assignmentId: string | null };
  /** The agent it is about opened it, wrote an answer, or took note of it. */
  'evaluation-responded': OfRecording & {
    evaluationId: string;
    agentId: AgentId;
    how: 'read' | 'answered' | 'acknowledged';
    text: string;
  };
};
