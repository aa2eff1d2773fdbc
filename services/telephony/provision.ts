import { hasTelephone } from '../../config/asterisk/pjsip-conf.ts';
import { writeAgentEndpoints } from '../../config/asterisk/write-configuration.ts';
import type { Secrets } from '../../config/secrets.ts';
import type { Settings } from '../../config/settings.ts';
import type { Site } from '../core/site.ts';
import type { AriRequest } from './ari/requests.ts';

/** What of the site Asterisk's accounts depend on. */
function accountsOf(site: Site): string {
  const agents = site.users.filter(hasTelephone);
  return JSON.stringify(agents.map(({ id, phone }) => [id, phone ?? 'browser']).sort());
}

/**
 * Keeps the agents' SIP accounts in Asterisk those of the site: the file is written anew when agents changed, and
 * Asterisk reads it at once, or at its next connection.
 */
export class Provisioning {
  readonly #settings: Settings;
  readonly #secrets: Secrets;
  #written: string;
  #loaded = true;

  /** @param site Whose accounts Asterisk has: it was started with them. */
  constructor(settings: Settings, secrets: Secrets, site: Site) {
    this.#settings = settings;
    this.#secrets = secrets;
    this.#written = accountsOf(site);
  }

  /** @throws CentralitaError when the file cannot be written. */
  write(site: Site): void {
    const accounts = accountsOf(site);
    if (accounts === this.#written) return;
    writeAgentEndpoints(this.#settings, this.#secrets, site);
    this.#written = accounts;
    this.#loaded = false;
  }

  /** Has Asterisk read what was written since it last did. Calls and registrations go on. Rejects with an AriError. */
  async load(ari: AriRequest): Promise<void> {
    if (this.#loaded) return;
    this.#loaded = true;
    try {
      await ari('PUT /asterisk/modules/{moduleName}', { moduleName: 'res_pjsip.so' });
    } catch (error) {
      this.#loaded = false;
      throw error;
    }
  }
}
