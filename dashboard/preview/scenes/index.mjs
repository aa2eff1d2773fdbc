import { callsScenes } from './calls.mjs';
import { consoleScenes } from './console.mjs';
import { deskScenes } from './desk.mjs';
import { distributionScenes } from './distribution.mjs';
import { flowsScenes } from './flows.mjs';
import { othersScenes } from './others.mjs';
import { programsScenes } from './programs.mjs';
import { qualityScenes } from './quality.mjs';
import { recordingsScenes } from './recordings.mjs';

/** Each picture: where, as whom, in which scene, and what to do before it is taken. */
export const scenes = [
  ...othersScenes,
  ...deskScenes,
  ...consoleScenes,
  ...distributionScenes,
  ...callsScenes,
  ...flowsScenes,
  ...recordingsScenes,
  ...qualityScenes,
  ...programsScenes,
];
