/** Takes the registrations of the pages' telephones and can ring them: enough SIP to see the desk, no sound. */
import { WebSocketServer } from 'ws';

export function telephoneExchange(server) {
  const sockets = new Map();
  const wss = new WebSocketServer({ noServer: true, handleProtocols: () => 'sip' });
  server.on('upgrade', (request, socket, head) => {
    if (request.url !== '/preview-sip') return;
    wss.handleUpgrade(request, socket, head, (ws) => {
      sockets.set(ws, null);
      ws.on('close', () => sockets.delete(ws));
      ws.on('message', (data) => answer(ws, sockets, String(data)));
    });
  });
  return {
    ring: ({ callId, purpose }) => {
      for (const [ws, contact] of sockets) if (contact !== null) ws.send(invite(contact, callId, purpose ?? 'offer'));
    },
    close: () => {
      for (const ws of sockets.keys()) ws.terminate();
      wss.close();
    },
  };
}

const header = (message, name) => new RegExp(`^${name}: *(.*)$`, 'im').exec(message)?.[1]?.trim() ?? '';

function answer(ws, sockets, message) {
  const method = message.split(' ', 1)[0];
  if (method === 'REGISTER') {
    sockets.set(ws, /<(sip:[^>]+)>/.exec(header(message, 'Contact'))?.[1] ?? null);
    ws.send(reply(message, '200 OK', [`Contact: ${header(message, 'Contact')};expires=60`]));
  } else if (method === 'INVITE') {
    ws.send(reply(message, '180 Ringing', []));
  } else if (method === 'BYE' || method === 'INFO' || method === 'CANCEL') {
    ws.send(reply(message, '200 OK', []));
    if (method === 'CANCEL')
      ws.send(reply(message.replace(/^CSeq: (\d+) CANCEL/im, 'CSeq: $1 INVITE'), '487 Request Terminated', []));
  } else if (/^SIP\/2\.0 [2-6]\d\d/.test(message) && /INVITE/.test(header(message, 'CSeq'))) {
    ws.send(acknowledge(message));
  }
}

function reply(message, status, more) {
  const to = header(message, 'To');
  return [
    `SIP/2.0 ${status}`,
    ...[...message.matchAll(/^Via: .*$/gim)].map((one) => one[0].trim()),
    `From: ${header(message, 'From')}`,
    `To: ${to.includes('tag=') ? to : `${to};tag=preview`}`,
    `Call-ID: ${header(message, 'Call-ID')}`,
    `CSeq: ${header(message, 'CSeq')}`,
    ...more,
    'Content-Length: 0',
    '',
    '',
  ].join('\r\n');
}

function acknowledge(message) {
  const sequence = header(message, 'CSeq').split(' ')[0];
  return [
    `ACK ${/<(sip:[^>]+)>/.exec(header(message, 'Contact'))?.[1]} SIP/2.0`,
    'Via: SIP/2.0/WS preview.invalid;branch=z9hG4bK-ack',
    `From: ${header(message, 'From')}`,
    `To: ${header(message, 'To')}`,
    `Call-ID: ${header(message, 'Call-ID')}`,
    `CSeq: ${sequence} ACK`,
    'Content-Length: 0',
    '',
    '',
  ].join('\r\n');
}

let calls = 0;

function invite(contact, callId, purpose) {
  calls += 1;
  const fingerprint = Array.from({ length: 32 }, () => 'AB').join(':');
  const body = [
    'v=0',
    'o=- 1 1 IN IP4 127.0.0.1',
    's=-',
    't=0 0',
    'm=audio 40000 UDP/TLS/RTP/SAVPF 0 101',
    'c=IN IP4 127.0.0.1',
    'a=rtpmap:0 PCMU/8000',
    'a=rtpmap:101 telephone-event/8000',
    'a=sendrecv',
    'a=mid:0',
    'a=rtcp-mux',
    'a=ice-ufrag:preview1',
    'a=ice-pwd:previewpreviewpreview12',
    'a=candidate:1 1 UDP 2130706431 127.0.0.1 40000 typ host',
    'a=setup:actpass',
    `a=fingerprint:sha-256 ${fingerprint}`,
    '',
  ].join('\r\n');
  return [
    `INVITE ${contact} SIP/2.0`,
    `Via: SIP/2.0/WS preview.invalid;branch=z9hG4bK-${calls}`,
    'From: <sip:centralita@preview.invalid>;tag=preview',
    `To: <${contact}>`,
    `Call-ID: preview-${calls}`,
    'CSeq: 1 INVITE',
    'Contact: <sip:centralita@preview.invalid;transport=ws>',
    'Max-Forwards: 70',
    `X-Centralita-Call: ${callId}`,
    `X-Centralita-Purpose: ${purpose}`,
    'Content-Type: application/sdp',
    `Content-Length: ${body.length}`,
    '',
    body,
  ].join('\r\n');
}
