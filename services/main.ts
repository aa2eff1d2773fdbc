import { loadSettings } from '../config/settings.ts';
import { type Controller, startController } from './context.ts';

let controller: Controller | null = null;
let ending = false;

/** Ends in order; a second signal, or the guard, ends at once. */
async function end(code: number): Promise<void> {
  if (ending) return;
  ending = true;
  process.exitCode = code;
  // What hangs must not keep the process: the journal is durable at every moment.
  setTimeout(() => process.exit(code), 5_000).unref();
  await controller?.close();
  process.exit(code);
}

const complain = (error: unknown) =>
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void end(0));
process.on('SIGHUP', () => {
  controller?.reload().catch((error: unknown) => {
    complain(error);
    void end(70);
  });
});
process.on('unhandledRejection', (error) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  void end(70);
});

try {
  controller = await startController(loadSettings(), (error) => {
    process.stderr.write(`The engine stops: ${error instanceof Error ? error.stack : String(error)}\n`);
    void end(70);
  });
  controller.logger.info({ url: controller.url }, 'the controller is ready');
} catch (error) {
  complain(error);
  await end(1);
}
