/**
 * What is unpacked into `.runtime/`, by group. A group is one prefix with its own copy of every library it needs.
 * `base` is needed to run; `voices` and `speech` where the settings name them; `test-tools`, `ftp-server`, `age`, `unzip`, `cloud`, `postgres` and `browser` only by `npm test`.
 */
export const RUNTIME_GROUPS = {
  base: {
    title: 'telephony programs (Asterisk, ffmpeg, speech, SIPp)',
    packages: [
      'asterisk',
      'asterisk-modules',
      'asterisk-core-sounds-es-wav',
      'asterisk-core-sounds-es-g722',
      'asterisk-core-sounds-en-wav',
      'asterisk-core-sounds-en-g722',
      'asterisk-moh-opsound-wav',
      'asterisk-moh-opsound-g722',
      'sip-tester',
      'ffmpeg',
      'espeak-ng',
    ],
  },
  voices: {
    title: 'another voice for prompts (flite)',
    packages: ['flite'],
  },
  speech: {
    title: 'speech recognition (pocketsphinx, English)',
    packages: ['pocketsphinx', 'pocketsphinx-en-us'],
  },
  'test-tools': {
    title: 'servers for the tests (OpenSSH, S3)',
    packages: ['openssh-server', 'openssh-client', 'openssh-sftp-server', 'libnss-wrapper', 'radosgw', 'patchelf'],
    /** Programs that start themselves or each other by path: the prefix's loader is written into them. */
    relocate: ['usr/sbin/sshd', 'usr/lib/openssh/sshd-session', 'usr/lib/openssh/sshd-auth'],
  },
  'ftp-server': {
    title: 'FTP server for the tests (ProFTPD)',
    packages: ['proftpd-core', 'proftpd-mod-crypto', 'libnss-wrapper'],
  },
  age: {
    title: 'age, which opens what is exported, for the tests',
    packages: ['age'],
  },
  unzip: {
    title: 'unzip, which opens ZIPs of recordings, for the tests',
    packages: ['unzip'],
  },
  cloud: {
    title: "Amazon's S3 with object lock, and KMS, as moto plays them, for the tests",
    packages: ['python3-moto', 'python3-flask-cors'],
  },
  postgres: {
    title: 'PostgreSQL for the tests',
    packages: ['postgresql-18', 'patchelf'],
    /** `initdb` starts `postgres` by path. */
    relocate: ['usr/lib/postgresql/18/bin/postgres', 'usr/lib/postgresql/18/bin/initdb'],
  },
  browser: {
    title: 'Chromium for the tests',
    packages: ['chromium', 'fontconfig-config', 'fonts-dejavu-core', 'fonts-noto-core', 'patchelf'],
    relocate: ['usr/lib/chromium/chromium', 'usr/lib/chromium/chrome_crashpad_handler'],
    /** Not fetched where the machine has this program already. */
    unless: '/usr/bin/chromium',
  },
};
