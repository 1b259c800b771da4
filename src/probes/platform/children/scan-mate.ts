// Entry of the second walker of a scan: a thread or a process.
import { serveMate } from '../../files/serve-mate.js';

serveMate();
