// Raw ids never enter facts, recordings or the ledger: machine-id(5) asks for a keyed hash that is specific to the
// application. The key is fixed, so that two recordings of one machine stay comparable wherever they were made.
import { createHmac } from 'node:crypto';
import type { IdHash } from '../../facts/identity.js';

const applicationKey = 'backup-doctor identity v1';

/** @param value normalised: a hash tells nothing of a difference in spelling */
export const hashId = (value: string): IdHash => createHmac('sha256', applicationKey).update(value).digest('hex').slice(0, 32);

export const hashAgentId = (agentId: string): IdHash => hashId(`agent:${agentId.trim().toLowerCase()}`);
