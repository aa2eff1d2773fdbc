import { createServer } from 'node:net';
import { type Installation, untilConnected } from './installation.ts';

/** Kills the controller as a crash does and keeps it from coming back: the port where Asterisk finds it is taken. */
export async function holdController(house: Installation): Promise<{ readonly letBack: () => Promise<void> }> {
  const { host, port } = house.settings.ari;
  const controller = house.system.controller();
  controller.kill();
  await controller.exited;
  // Who connects meanwhile is let go at once, as if nobody listened.
  const taker = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve, reject) => {
    taker.once('error', reject);
    taker.listen(port, host, resolve);
  });
  return {
    letBack: async () => {
      await new Promise((resolve) => taker.close(resolve));
      await untilConnected(house.url);
    },
  };
}

/** How many channels Asterisk has now. */
export async function channelCount(house: Installation): Promise<number> {
  const text = (await house.system.asterisk()?.cli('core show channels count')) ?? '';
  return Number(/(\d+) active channel/.exec(text)?.[1] ?? Number.NaN);
}
