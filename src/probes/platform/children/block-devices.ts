// Entry of the child process that asks systeminformation for the block devices.
import { serve } from '../../files/serve-block-devices.js';

void serve();
