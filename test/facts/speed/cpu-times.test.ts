import { describe, expect, it } from '@jest/globals';
import { parseCpuTimes, parseLoad, parsePressure, parseSwappedPages, sharesBetween } from '../../../src/facts/speed/cpu-times.js';

const times = (line: string) => parseCpuTimes(`cpu  ${line}\ncpu0 1 1 1 1\nintr 5\n`);

describe('parseCpuTimes', () => {
  it('counts what runs, idles, waits for disks and is stolen', () =>
    expect(times('100 20 30 800 40 5 5 60 7 8')).toEqual({ busy: 160, idle: 800, ioWait: 40, steal: 60 }));
  it('reads an old kernel, which tells neither waiting nor stealing', () =>
    expect(times('1 2 3 4')).toEqual({ busy: 6, idle: 4, ioWait: 0, steal: 0 }));
  it.each(['', 'cpu0 1 2 3 4', 'cpu  1 2'])('tells nothing of %j', (text) => expect(parseCpuTimes(text)).toBeNull());
});

describe('sharesBetween', () => {
  const at = (busy: number, idle: number, ioWait: number, steal: number) => ({ busy, idle, ioWait, steal });
  it('tells shares of all CPUs together', () =>
    expect(sharesBetween(at(10, 10, 10, 10), at(60, 30, 20, 30))).toEqual({ busyPercent: 50, ioWaitPercent: 10, stealPercent: 20 }));
  it('tells nothing where no time passed', () => expect(sharesBetween(at(1, 1, 1, 1), at(1, 1, 1, 1))).toBeNull());
  it('takes a counter that went backwards for one that stood', () =>
    expect(sharesBetween(at(0, 0, 50, 0), at(10, 10, 40, 0))).toEqual({ busyPercent: 50, ioWaitPercent: 0, stealPercent: 0 }));
});

describe('the small files', () => {
  it.each([
    ['0.67 1.37 2.17 2/345 6789\n', 0.67],
    ['12 1 1 1/1 1', 12],
    ['', null],
    ['x', null],
  ])('load %j', (text, load) => expect(parseLoad(text)).toBe(load));
  it.each([
    ['some avg10=98.34 avg60=98.10 avg300=92.17 total=1\nfull avg10=1.00 avg60=0.00 avg300=0.00 total=0\n', 98.34],
    ['full avg10=1.00 avg60=0.00 avg300=0.00 total=0\n', null],
    ['', null],
  ])('pressure %j', (text, percent) => expect(parsePressure(text)).toBe(percent));
  it('swapped pages', () => expect(parseSwappedPages('pgpgin 5\npswpin 7\npswpout 9\n')).toEqual({ in: 7, out: 9 }));
  it('no swapped pages where the kernel cannot swap', () => expect(parseSwappedPages('pgpgin 5\n')).toBeNull());
});
