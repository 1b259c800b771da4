// Entry of a thread that does the same work as the others, at the same time.
import { serveCore } from '../../speed/serve-core.js';

serveCore();
