// Entry of the child process that looks for files in use.
import { serve } from '../../files/in-use/serve-in-use.js';

serve();
