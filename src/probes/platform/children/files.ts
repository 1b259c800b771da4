// Entry of the child process that reads the host's files.
import { serve } from '../serve-files.js';

serve();
