// Entry of the child process that measures what the CPU does with every byte.
import { serve } from '../../speed/serve-cpu.js';

void serve();
