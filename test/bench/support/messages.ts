/** A SIP message as SIPp saw it leave or come. */
export type SipMessage = {
  /** Ms since the epoch, to the microsecond. */
  readonly at: number;
  readonly sent: boolean;
  /** `INVITE`, `BYE` …, or the status of an answer. */
  readonly kind: string;
  readonly callId: string;
  /** Whom a request is for. */
  readonly to: string;
  /** Number of who began the call. */
  readonly from: string;
};

/** Reads SIPp's trace (`-trace_msg`). */
export function messagesOf(trace: string): readonly SipMessage[] {
  return trace.split(/^-{20,} /m).flatMap((part) => {
    const head = /^(\S+T\S+?)(\.\d+)Z\n\S+ message (sent|received) [^\n]*\n\n(\S+) (\S+)/.exec(part);
    if (!head) return [];
    const [, seconds = '', fraction = '', way = '', first = '', second = ''] = head;
    return [
      {
        at: Date.parse(`${seconds}Z`) + Number(fraction) * 1000,
        sent: way === 'sent',
        kind: first.startsWith('SIP/') ? second : first,
        callId: /^Call-ID: *(\S+)/im.exec(part)?.[1] ?? '',
        to: /^sip:([^@]+)@/.exec(second)?.[1] ?? '',
        from: /^From: *[^\n]*sip:([^@]+)@/im.exec(part)?.[1] ?? '',
      },
    ];
  });
}

/**
 * From an agent's BYE to the next INVITE at that agent, in ms; only BYEs sent between `from` and `to` (ms since the
 * epoch) count, while callers wait for sure.
 */
export function releasesOf(messages: readonly SipMessage[], from: number, to: number): readonly number[] {
  const agentOf = new Map<string, string>();
  const left = new Map<string, number>();
  const times: number[] = [];
  const seen = new Set<string>();
  for (const { at, sent, kind, callId, to: user } of messages) {
    if (kind === 'INVITE' && !sent && !seen.has(callId)) {
      seen.add(callId);
      agentOf.set(callId, user);
      const leftAt = left.get(user);
      left.delete(user);
      if (leftAt !== undefined && leftAt >= from && leftAt <= to) times.push(at - leftAt);
    }
    const agent = agentOf.get(callId);
    if (kind === 'BYE' && sent && agent !== undefined && !left.has(agent)) left.set(agent, at);
  }
  return times;
}

/** From a caller's INVITE to the INVITE at an agent, in ms, matched by the caller's number. */
export function arrivalsOf(callers: readonly SipMessage[], agents: readonly SipMessage[]): readonly number[] {
  const called = new Map<string, number>();
  for (const { at, sent, kind, from } of callers)
    if (kind === 'INVITE' && sent && !called.has(from)) called.set(from, at);
  const times: number[] = [];
  for (const { at, sent, kind, from } of agents) {
    const calledAt = kind === 'INVITE' && !sent ? called.get(from) : undefined;
    if (calledAt === undefined) continue;
    called.delete(from);
    times.push(at - calledAt);
  }
  return times;
}
