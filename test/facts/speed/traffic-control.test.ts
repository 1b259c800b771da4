import { describe, expect, it } from '@jest/globals';
import { defaultClass, parseCeiling, parseQueueRate } from '../../../src/facts/speed/traffic-control.js';

describe('parseQueueRate', () => {
  it.each([
    ['qdisc tbf 8001: root refcnt 3 rate 8Mbit burst 32Kb lat 400ms \n', 8e6],
    ['qdisc netem 8002: root refcnt 3 limit 1000 delay 5ms rate 3500Kbit\n', 3.5e6],
    ['qdisc cake 8003: root refcnt 2 bandwidth 1Gbit besteffort\n', 1e9],
    ['qdisc fq_codel 0: root refcnt 2 limit 10240p flows 1024\n', null],
    ['qdisc mq 0: root\nqdisc tbf 9: parent :1 rate 8Mbit burst 1b lat 1ms\n', null],
    ['qdisc netem 8002: root refcnt 3 limit 1000 delay 5ms\n', null],
    ['', null],
  ])('%j', (text, rate) => expect(parseQueueRate(text)).toBe(rate));
});

describe('a rate of classes', () => {
  const queues = 'qdisc htb 1: root refcnt 3 r2q 10 default 0x10 direct_packets_stat 0 direct_qlen 1000\n';
  const classes =
    'class htb 1:20 root prio 0 rate 1Mbit ceil 2Mbit burst 1600b\nclass htb 1:10 root prio 0 rate 5Mbit ceil 6Mbit burst 1600b cburst 1599b\n';
  it('is that of the class that takes what nobody classified', () => {
    expect(defaultClass(queues)).toBe('1:10');
    expect(parseCeiling(classes, '1:10')).toBe(6e6);
  });
  it('is unknown where there is no such class', () => {
    expect(defaultClass('qdisc pfifo_fast 0: root refcnt 2\n')).toBeNull();
    expect(parseCeiling(classes, '1:30')).toBeNull();
  });
});
