// Loaded into a controller before anything else (NODE_OPTIONS=--import): the machine's clock is ahead by as many ms as the
// file CENTRALITA_TEST_CLOCK says. The real one stays as it is: others live on this machine.
import { readFileSync } from 'node:fs';

const real = Date.now;
const file = process.env.CENTRALITA_TEST_CLOCK;
let looked = -1_000;
let ahead = 0;
if (file !== undefined)
  Date.now = () => {
    const now = performance.now();
    if (now - looked > 20) {
      looked = now;
      ahead = Number(readFileSync(file, 'utf8'));
    }
    return real() + ahead;
  };
