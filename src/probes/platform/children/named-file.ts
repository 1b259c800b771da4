// Entry of the child process that reads or writes what the user named.
import { serve } from '../serve-named-file.js';

serve();
