import { describe, expect, it } from '@jest/globals';
import type { Facts } from '../../src/facts/facts.js';
import { redact as redactSeen, type Scrub } from '../../src/facts/redact.js';
import { factsOf, recordingOf } from '../sample-recording.js';
import { observed } from '../../src/facts/observed.js';

const redact = (facts: Facts, scrub?: Scrub) => redactSeen({ facts, conditions: recordingOf().conditions }, scrub);

const secret = 'dXnQ7planted-secret9Zk';

describe('the second net over the facts', () => {
  it('counts by kind and tests itself', () => {
    const facts = factsOf({ scan: { state: 'absent', reason: `api_key=${secret} and password: ${secret}` } });
    const { facts: clean, redaction } = redact(facts);
    expect(redaction).toEqual({ policy: 'secrets', counts: { 'named-secret': 1 }, selfTest: 'passed' });
    expect(JSON.stringify(clean)).not.toContain(secret);
  });

  it('passes its own test after it took something out of a URL', () => {
    const facts = factsOf({ scan: { state: 'absent', reason: `https://u:${secret}@host/?temp_url_sig=${secret}` } });
    expect(redact(facts).redaction.selfTest).toBe('passed');
  });

  it('takes out and counts what is known, whatever it looks like', () => {
    const scrub = (text: string): string => text.replaceAll('correct horse', '[removed]');
    const { facts, redaction } = redact(factsOf({ scan: { state: 'absent', reason: 'it said correct horse' } }), scrub);
    expect(facts.scan).toEqual({ state: 'absent', reason: 'it said [removed]' });
    expect(redaction).toEqual({ policy: 'secrets', counts: { 'known-secret': 1 }, selfTest: 'passed' });
  });

  it('looks through the conditions, too', () => {
    const conditions = { ...recordingOf().conditions, options: ['--paths', `/data/token=${secret}`] };
    expect(redactSeen({ facts: factsOf(), conditions }).conditions.options).toEqual(['--paths', '/data/token=[removed]']);
  });

  it('keeps the form of the facts', () => {
    const facts = factsOf({ paths: observed([]) });
    expect(redact(facts).facts).toEqual(facts);
  });
});
