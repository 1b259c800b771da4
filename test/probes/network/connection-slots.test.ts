// However many want to connect, one host sees few at once, by whatever name or address it is reached.
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { ConnectionSlots } from '../../../src/probes/network/connection-slots.js';

describe('of 20 new connections there are at once', () => {
  it.each([
    ['to one name at one address', () => 'a.example', () => '192.0.2.1', 8],
    ['to one name at many addresses', () => 'a.example', (index: number) => `192.0.2.${index}`, 8],
    ['to many names at one address', (index: number) => `${index}.example`, () => '192.0.2.1', 8],
    ['to two names at two addresses', (index: number) => `${index % 2}.example`, (index: number) => `192.0.2.${index % 2}`, 16],
    ['to an address without a name', () => '192.0.2.1', () => '192.0.2.1', 8],
  ])('%s', async (_what, hostOf, addressOf, most) => {
    const slots = new ConnectionSlots();
    let [openCount, mostOpen, doneCount] = [0, 0, 0];
    const connect = async (): Promise<void> => {
      mostOpen = Math.max(mostOpen, ++openCount);
      await sleep(1);
      openCount--;
      doneCount++;
    };
    await Promise.all(Array.from({ length: 20 }, (_, index) => slots.hold({ host: hostOf(index), address: addressOf(index) }, connect)));
    expect([mostOpen, doneCount]).toEqual([most, 20]);
  });

  it('one that fails gives its place on', async () => {
    const slots = new ConnectionSlots();
    const place = { host: 'a.example', address: '192.0.2.1' };
    await Promise.allSettled(Array.from({ length: 8 }, () => slots.hold(place, () => Promise.reject(new Error('closed')))));
    expect(await slots.hold(place, () => Promise.resolve('open'))).toBe('open');
  });
});
