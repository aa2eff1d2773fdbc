import { z } from 'zod';
import type {
  FlowChecked,
  FlowDifference,
  FlowGraph,
  FlowHistoryRow,
  FlowProblem,
  FlowRow,
  FlowSaved,
  FlowVersion,
  WhatIf,
} from './protocol.ts';
import { id } from './schemas.ts';

/** The shapes of flows in `protocol.ts`; each is held to its type by `satisfies`. */

const text = z.record(z.string(), z.string());
const time = z.int().describe('ms since the epoch');
const by = z.string().nullable().describe('a user; null: found in the folder');

const flowRow = z
  .object({
    flow: z.string(),
    version: z.string(),
    file: z.string(),
    description: text,
    language: z.string(),
    steps: z.int(),
    services: z.array(z.string()),
    at: time.nullable(),
    by,
    note: z.string(),
    warnings: z.int(),
  })
  .meta({ id: 'FlowRow' }) satisfies z.ZodType<FlowRow>;

export const flowRows = z.array(flowRow);

const exit = z.object({ exit: z.string(), to: z.string().nullable(), optional: z.boolean() });

const flowGraph = z
  .object({
    start: z.string(),
    steps: z.array(
      z.object({
        id: z.string(),
        type: z.string(),
        label: text,
        settings: z.record(z.string(), z.unknown()),
        exits: z.array(exit),
        reachable: z.boolean(),
      }),
    ),
    edges: z.array(z.object({ from: z.string(), exit: z.string(), to: z.string().nullable() })),
  })
  .meta({ id: 'FlowGraph' }) satisfies z.ZodType<FlowGraph>;

export const flowVersion = z
  .object({
    flow: z.string(),
    version: z.string(),
    current: z.boolean(),
    text: z.string(),
    graph: flowGraph.nullable(),
  })
  .meta({ id: 'FlowVersion' }) satisfies z.ZodType<FlowVersion>;

export const flowHistory = z.array(
  z
    .object({ version: z.string(), at: time, by, note: z.string(), current: z.boolean() })
    .meta({ id: 'FlowHistoryRow' }) satisfies z.ZodType<FlowHistoryRow>,
);

const flowProblem = z
  .object({
    file: z.string(),
    line: z.int().describe('from 1'),
    column: z.int().describe('from 1'),
    place: z.string(),
    step: z.string().nullable(),
    severity: z.enum(['error', 'warning']),
    code: z.string(),
    message: z.string(),
    suggestion: z.string().nullable(),
  })
  .meta({ id: 'FlowProblem' }) satisfies z.ZodType<FlowProblem>;

export const flowChecked = z
  .object({ flow: z.string().nullable(), problems: z.array(flowProblem), graph: flowGraph.nullable() })
  .meta({ id: 'FlowChecked' }) satisfies z.ZodType<FlowChecked>;

export const flowSaved = z
  .object({ flow: z.string(), version: z.string() })
  .meta({ id: 'FlowSaved' }) satisfies z.ZodType<FlowSaved>;

export const flowsReloaded = z
  .object({
    changes: z.array(z.object({ flow: z.string(), version: z.string().nullable(), previous: z.string().nullable() })),
  })
  .meta({ id: 'FlowsReloaded' });

export const flowDifferences = z.array(
  z
    .object({ code: z.string(), step: z.string().nullable(), message: z.string() })
    .meta({ id: 'FlowDifference' }) satisfies z.ZodType<FlowDifference>,
);

const whatIfWays = z.array(z.object({ step: z.string(), exit: z.string().nullable() }));

export const flowWhatIf = z
  .object({
    calls: z.int(),
    notTaken: z.int(),
    limit: z.int(),
    differ: z.int(),
    exits: z.array(z.object({ step: z.string(), exit: z.string().nullable(), was: z.int(), would: z.int() })),
    list: z.array(
      z.object({
        callId: id,
        number: z.string(),
        rangAt: time,
        at: z.int(),
        step: z.string(),
        was: whatIfWays,
        would: whatIfWays,
        end: z.enum(['as-then', 'flow-ended', 'left', 'unknown']),
      }),
    ),
  })
  .meta({ id: 'WhatIf' }) satisfies z.ZodType<WhatIf>;
