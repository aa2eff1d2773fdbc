import { join } from 'node:path';
import type { RuntimePaths } from '../runtime.ts';
import type { Secrets } from '../secrets.ts';
import type { Settings } from '../settings.ts';
import { confSection, WRITTEN_BY } from './conf-text.ts';
import type { AsteriskLayout } from './layout.ts';

/** The application of the controller in Asterisk, and the name of its accounts there. */
export const STASIS_APP = 'centralita';
/** Name of the websocket that Asterisk opens to the controller. */
export const ARI_CONNECTION = 'controller';

export function asteriskConf(layout: AsteriskLayout, runtime: RuntimePaths): string {
  const directories = confSection('directories', [
    ['astcachedir', layout.spool],
    ['astetcdir', layout.etc],
    ['astmoddir', runtime.modules],
    ['astvarlibdir', layout.state],
    ['astdbdir', layout.state],
    ['astkeydir', layout.state],
    ['astdatadir', layout.share],
    ['astagidir', layout.spool],
    ['astspooldir', layout.spool],
    ['astrundir', layout.run],
    ['astlogdir', layout.logs],
    ['astsbindir', layout.run],
  ]);
  const options = confSection('options', [
    ['nocolor', 'yes'],
    ['live_dangerously', 'no'],
    ['defaultlanguage', 'es'],
    ['systemname', STASIS_APP],
    ['transmit_silence', 'yes'],
  ]);
  return WRITTEN_BY + directories + options;
}

export function loggerConf(layout: AsteriskLayout): string {
  const general = confSection('general', [
    ['dateformat', '%F %T.%3q'],
    ['queue_log', 'no'],
    ['appendhostname', 'no'],
  ]);
  return WRITTEN_BY + general + confSection('logfiles', [[join(layout.logs, 'asterisk.log'), 'notice,warning,error']]);
}

export function httpConf(settings: Settings): string {
  const general = confSection('general', [
    ['enabled', 'yes'],
    ['bindaddr', settings.asterisk.bind],
    ['bindport', settings.asterisk.httpPort],
    ['enable_static', 'no'],
    ['enable_status', 'no'],
    ['sessionlimit', 1000],
    ['servername', ''],
  ]);
  return WRITTEN_BY + general;
}

export function rtpConf(settings: Settings): string {
  const general = confSection('general', [
    ['rtpstart', settings.asterisk.rtpStart],
    ['rtpend', settings.asterisk.rtpEnd],
    ['strictrtp', 'yes'],
    ['icesupport', 'yes'],
  ]);
  return WRITTEN_BY + general;
}

/** Asterisk opens the websocket to the controller and keeps opening it: calls outlive the controller. */
export function ariConf(secrets: Secrets): string {
  const general = confSection('general', [
    ['enabled', 'yes'],
    ['pretty', 'no'],
  ]);
  const user = confSection(STASIS_APP, [
    ['type', 'user'],
    ['read_only', 'no'],
    ['password', secrets.ari],
    ['password_format', 'plain'],
  ]);
  const connection = confSection(ARI_CONNECTION, [
    ['type', 'outbound_websocket'],
    ['websocket_client_id', ARI_CONNECTION],
    ['apps', STASIS_APP],
    // The states of agents' telephones are news of endpoints, which the application has no channel of.
    ['subscribe_all', 'yes'],
    ['local_ari_user', STASIS_APP],
  ]);
  return WRITTEN_BY + general + user + connection;
}

export function websocketClientConf(settings: Settings, secrets: Secrets): string {
  const { host, port, dialHost } = settings.ari;
  const dialled = dialHost ?? (host === '0.0.0.0' ? '127.0.0.1' : host);
  const client = confSection(ARI_CONNECTION, [
    ['type', 'websocket_client'],
    ['connection_type', 'persistent'],
    ['uri', `ws://${dialled}:${port}/ari`],
    ['protocols', 'ari'],
    ['username', STASIS_APP],
    ['password', secrets.ari],
    ['connection_timeout', 1000],
    ['reconnect_interval', 100],
    // Only how often a failure is logged: once in 10 s.
    ['reconnect_attempts', 100],
  ]);
  return WRITTEN_BY + client;
}

/** AMI serves MixMonitor, keys that go down, and a connection that has to be begun anew: `command` is for the latter. */
export function managerConf(settings: Settings, secrets: Secrets): string {
  const general = confSection('general', [
    ['enabled', 'yes'],
    ['bindaddr', settings.asterisk.bind],
    ['port', settings.ami.port],
    ['webenabled', 'no'],
    ['displayconnects', 'no'],
    ['timestampevents', 'yes'],
  ]);
  const account = confSection(STASIS_APP, [
    ['secret', secrets.ami],
    ['read', 'dtmf'],
    ['write', 'system,call,command'],
    ['writetimeout', 5000],
    // When a key goes down: ARI tells only when it is let go, and a prompt is to end at once.
    ['eventfilter(action(include),name(DTMFBegin))', ''],
  ]);
  return WRITTEN_BY + general + account;
}

export function musicConf(runtime: RuntimePaths): string {
  const music = confSection('default', [
    ['mode', 'files'],
    ['directory', runtime.music],
    ['sort', 'random'],
  ]);
  return WRITTEN_BY + music;
}

/** Tones of Spain, after ITU-T E.180. */
export function indicationsConf(): string {
  const general = confSection('general', [['country', 'es']]);
  const tones = confSection('es', [
    ['description', 'Spain'],
    ['ringcadence', '1500,3000'],
    ['dial', '425'],
    ['busy', '425/200,0/200'],
    ['ring', '425/1500,0/3000'],
    ['congestion', '425/200,0/200,425/200,0/200,425/200,0/600'],
    ['callwaiting', '425/175,0/175,425/175,0/3500'],
    ['dialrecall', '!425/200,!0/200,!425/200,!0/200,!425/200,!0/200,425'],
    ['record', '1400/500,0/15000'],
    ['info', '950/330,0/1000'],
    ['dialout', '500'],
  ]);
  return WRITTEN_BY + general + tones;
}
