// What happens to servers, and what may be said of it from inside: without any history, with earlier runs of this tool, with the
// service asked, and with both. The answer must be the truth: "cloned" stands only where the agent was registered on another
// server, and `unknown` where nobody inside could tell.

export type Answer = 'ok' | 'unknown' | 'possibly, possible' | 'possibly, likely' | 'CLONED, likely' | 'CLONED, certain';

export interface Row {
  readonly event: string;
  /** The agent was registered on another server, so that "cloned" may be said at all. */
  readonly isCopy: boolean;
  readonly alone: Answer;
  readonly ledger: Answer;
  readonly api: Answer;
  readonly both: Answer;
}

const row = (event: string, isCopy: boolean, alone: Answer, ledger: Answer, api: Answer, both: Answer): Row => ({
  event,
  isCopy,
  alone,
  ledger,
  api,
  both,
});

// prettier-ignore
export const truthTable: readonly Row[] = [
  //  event                                               copy   alone                 ledger               API                   both
  row('nothing happened',                                 false, 'ok',                 'ok',                'ok',                 'ok'),
  row('restore in place',                                 false, 'ok',                 'ok',                'ok',                 'ok'),
  row('restore in place: the ledger is set back, too',    false, 'ok',                 'ok',                'ok',                 'ok'),
  row('rebuilt fresh, registration restored',             false, 'possibly, possible', 'possibly, possible', 'ok',                'ok'),
  row('cloud-init cleaned and run again',                 false, 'possibly, possible', 'ok',                'ok',                 'ok'),
  row('cloud-init changed its data source (Xen)',         false, 'unknown',            'ok',                'ok',                 'ok'),
  row('cloud-init changed its data source (KVM)',         false, 'unknown',            'ok',                'ok',                 'ok'),
  row('cloud-init changed from a seed to a config drive', false, 'unknown',            'ok',                'ok',                 'ok'),
  row('cloud-init changed to ids of Amazon\'s form',      false, 'unknown',            'ok',                'ok',                 'ok'),
  row('resize',                                           false, 'ok',                 'ok',                'ok',                 'ok'),
  row('live migration',                                   false, 'ok',                 'ok',                'ok',                 'ok'),
  row('network card changed',                             false, 'ok',                 'ok',                'ok',                 'ok'),
  row('network card changed, old rules left behind',      false, 'ok',                 'ok',                'ok',                 'ok'),
  row('kernel update: DMI in another spelling',           false, 'ok',                 'ok',                'ok',                 'ok'),
  row('renamed',                                          false, 'ok',                 'ok',                'ok',                 'ok'),
  row('registered anew on the same server',               false, 'ok',                 'ok',                'ok',                 'ok'),
  row('container re-created',                             false, 'unknown',            'unknown',           'unknown',            'unknown'),
  row('boot volume swapped',                              false, 'ok',                 'ok',                'ok',                 'ok'),
  row('sealed image, registered on the new server',       false, 'ok',                 'ok',                'ok',                 'ok'),
  row('clone, registered anew as it should be',           false, 'ok',                 'ok',                'ok',                 'ok'),
  row('clone from image',                                 true,  'CLONED, likely',     'CLONED, certain',   'CLONED, certain',    'CLONED, certain'),
  row('clone from image (KVM)',                           true,  'CLONED, likely',     'CLONED, certain',   'CLONED, certain',    'CLONED, certain'),
  row('clone from image that keeps MAC and address',      true,  'CLONED, likely',     'CLONED, certain',   'CLONED, certain',    'CLONED, certain'),
  row('clone of a sealed image with the agent in it',     true,  'possibly, possible', 'CLONED, likely',    'CLONED, likely',     'CLONED, likely'),
  row('clone, cloud-init switched off',                   true,  'unknown',            'CLONED, likely',    'CLONED, likely',     'CLONED, likely'),
  row('registration restored on another, older server',   true,  'unknown',            'unknown',           'CLONED, likely',     'CLONED, likely'),
  // From inside a failover is a clone: whether the original is gone is the question that the sentence asks.
  row('failover, the agent runs here',                    true,  'CLONED, likely',     'CLONED, certain',   'CLONED, certain',    'CLONED, certain'),
  row('failover, stopped here and nobody answers',        true,  'CLONED, likely',     'CLONED, certain',   'possibly, possible', 'possibly, possible'),
  // A physical machine has no id in the cloud, so that the service knows of none either.
  row('physical machine turned into a VM',                true,  'unknown',            'possibly, possible', 'unknown',           'possibly, possible'),
  row('physical machine turned into a cloud server',      true,  'possibly, possible', 'possibly, likely',  'possibly, possible', 'possibly, likely'),
  // Same UUID, MAC and address: the sentence of ok names it as invisible from here.
  row('silent clone',                                     true,  'ok',                 'ok',                'ok',                 'ok'),
];
