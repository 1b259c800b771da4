// Entry of the child process that scans the backup set.
import { serve } from '../../files/serve-scan.js';

void serve();
