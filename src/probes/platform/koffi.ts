// koffi's prebuilt library, where the optional package is installed: calls functions of the C library, and of what is loaded beside it.
import { createRequire } from 'node:module';

export interface Koffi {
  /** null for this process itself and all that it has loaded. @throws where there is no such library */
  load(path: string | null): KoffiLibrary;
  address(memory: object): bigint;
  errno(): number;
}

/** A function of the C library whose answer is a number. */
export type CountingCall = (...args: readonly unknown[]) => number;

export interface KoffiLibrary {
  /** @throws where the library has no function of that name */
  func(declaration: string): (...args: readonly unknown[]) => unknown;
}

/** Memory whose address does not change. */
export interface CallBuffer {
  readonly bytes: Buffer;
  readonly address: number;
}

const packageName = `@koromix/koffi-linux-${process.arch}`;

/** Installed, it may still not load. */
export function koffiIsInstalled(): boolean {
  try {
    return createRequire(import.meta.url).resolve(packageName) !== '';
  } catch {
    return false;
  }
}

/** null where it is not installed or does not load. */
export function loadKoffi(): Koffi | null {
  try {
    return createRequire(import.meta.url)(packageName) as Koffi;
  } catch {
    return null;
  }
}

/** Buffer.alloc may cut from a shared pool; an ArrayBuffer of its own stays where it is. */
export function callBuffer(koffi: Koffi, length: number): CallBuffer {
  const memory = new ArrayBuffer(length);
  return { bytes: Buffer.from(memory), address: Number(koffi.address(memory)) };
}
