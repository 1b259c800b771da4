// All the scenarios, from the host outwards.
import { answers } from './answers.js';
import { firewalls } from './firewalls.js';
import { healthy } from './healthy.js';
import { linksAndRoutes } from './links-and-routes.js';
import { names } from './names.js';
import { trust } from './trust.js';
import { twoAtOnce } from './two-at-once.js';
import { waysThere } from './ways-there.js';

export const faults = [...linksAndRoutes, ...firewalls, ...waysThere, ...names, ...trust, ...answers, ...twoAtOnce];
export { healthy };
