// The controller's container starts here: everything is built, and Asterisk runs in the other container.
import { runLauncher } from '../dist/server/config/launcher.js';

process.exit(await runLauncher());
