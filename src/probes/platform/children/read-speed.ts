// Entry of the child process that reads a sample of the backup set on one device.
import { serve } from '../../speed/serve-read.js';

void serve();
