// Entry of the child process that reads the agent's log.
import { serve } from '../../agents/log/serve-log.js';

serve();
