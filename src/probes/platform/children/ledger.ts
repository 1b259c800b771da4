// Entry of the child process that writes the ledger.
import { serve } from '../../identity/serve-ledger.js';

serve();
