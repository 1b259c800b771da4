// Entry of the child process that asks node-machine-id.
import { serve } from '../../identity/serve-machine-id.js';

serve();
