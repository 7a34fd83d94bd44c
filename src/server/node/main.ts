/** The language server as a process of its own; the command line names the transport (`--stdio`, `--node-ipc`). */
import { serve } from './serve.js';

serve(process.argv.slice(2));
