// Ids as they were found in the wild (shared/cases/hosts), read where they lie.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { canonicalInstanceId, xenstoreNameIn } from '../../../src/facts/identity/instance-id.js';
import { firstValid } from '../../../src/facts/identity/reading.js';
import { canonicalUuid } from '../../../src/facts/identity/uuid.js';

const folder = '../shared/cases';
const hasCases = existsSync(folder);
const describeCases = hasCases ? describe : describe.skip;
const file = (path: string): string => readFileSync(join(folder, path), 'utf8');

interface Case {
  readonly id: string;
  readonly file: string;
  readonly verdict: { readonly category: string; readonly uuid?: string; readonly uuid_swapped?: string };
}

function cases(name: string, ids: RegExp): readonly Case[] {
  if (!hasCases) return [];
  const lines = file(`${name}/cases.jsonl`).trim().split('\n');
  return lines.map((line) => JSON.parse(line) as Case).filter(({ id }) => ids.test(id));
}

const reason = hasCases ? '' : ' (skipped: ../shared/cases is not here)';

describeCases(`DMI of machines of all kinds${reason}`, () => {
  const uuidIn = (text: string): string | null => firstValid(text.replace(/^[\s\S]*?UUID:/, ''), canonicalUuid);

  for (const { id, file: name, verdict } of cases('hosts', /^h0(37|38|39|40|82|83)-/)) {
    it(`${id}: ${verdict.category}`, () => {
      const uuid = uuidIn(file(`hosts/${name}`));
      expect(uuid !== null).toBe(verdict.category === 'identity_readable');
      for (const spelling of [verdict.uuid, verdict.uuid_swapped]) if (spelling !== undefined) expect(canonicalUuid(spelling)).toBe(uuid);
    });
  }
});

describeCases(`other ids${reason}`, () => {
  it('h046: the first valid line of a machine-id file', () => {
    expect(firstValid(file('hosts/h046-machine-id-two-lines.txt'), canonicalUuid)).toBe('4f3fbfda59ff4aea969255a73342d439');
  });

  it('h048: a scrubbed UUID is none', () => {
    expect(canonicalUuid(JSON.parse(file('hosts/h048-virt-uuid-garbage.txt'))['virt.uuid'])).toBeNull();
  });

  for (const { id, file: name } of cases('hosts', /^h0(49|50|52)-/)) {
    it(`${id}: an error of a metadata service is no id`, () => {
      expect(firstValid(file(`hosts/${name}`), canonicalUuid)).toBeNull();
      expect(firstValid(file(`hosts/${name}`), canonicalInstanceId)).toBeNull();
    });
  }

  it('h051: an instance id of Amazon is one', () => {
    expect(canonicalInstanceId(JSON.parse(file('hosts/h051-aws-iid-doc.txt')).instanceId)).toBe('instance:i-1234567890abcdef0');
  });

  it('h056: a masked XenStore name is refused', () => {
    expect(xenstoreNameIn(file('hosts/h056-xenstore-name.txt')).value).toBeNull();
  });

  for (const { id, file: name, verdict } of cases('identity', /^i05[23]-/)) {
    it(`${id}: the server of the registration against the name in XenStore`, () => {
      const { registered, local } = JSON.parse(file(`identity/${name}`));
      const isSame = canonicalUuid(registered.HostServerId) === xenstoreNameIn(local.xenstore_name).value;
      expect(isSame).toBe(verdict.category === 'same_machine');
    });
  }
});
