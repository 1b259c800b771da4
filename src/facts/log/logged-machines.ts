// Names and addresses that lines give for the machine they were written on, by the names that the API has for them.
import type { LoggedMachine } from '../log.js';
import { printableLine } from '../storage/printable.js';

const field = /\b(MachineName|HostName|ComputerName|IPAddress)\\?["']?\s{0,3}[:=]\s{0,3}\\?["']?([\w.:-]{1,253})/g;
const address = /^(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-fA-F]{0,4}(?::[0-9a-fA-F]{0,4}){2,7})$/;
const maxCount = 50;

export class LoggedMachines {
  private readonly found = new Map<string, { kind: LoggedMachine['kind']; value: string; firstMs: number; lastMs: number }>();

  take(message: string, atMs: number): void {
    if (!message.includes('Name') && !message.includes('IPAddress')) return;
    for (const [, name, value = ''] of message.matchAll(field)) {
      const kind = name === 'IPAddress' ? 'address' : 'host-name';
      if ((kind === 'address') === address.test(value)) this.keep(kind, printableLine(value), atMs);
    }
  }

  /** Oldest first. */
  toList(): readonly LoggedMachine[] {
    const sorted = [...this.found.values()].sort((a, b) => a.firstMs - b.firstMs);
    return sorted.map(({ firstMs, lastMs, ...machine }) => ({
      ...machine,
      firstAt: new Date(firstMs).toISOString(),
      lastAt: new Date(lastMs).toISOString(),
    }));
  }

  private keep(kind: LoggedMachine['kind'], value: string, atMs: number): void {
    const known = this.found.get(`${kind} ${value}`);
    if (known === undefined && this.found.size >= maxCount) return;
    const { firstMs, lastMs } = known ?? { firstMs: atMs, lastMs: atMs };
    this.found.set(`${kind} ${value}`, { kind, value, firstMs: Math.min(firstMs, atMs), lastMs: Math.max(lastMs, atMs) });
  }
}
