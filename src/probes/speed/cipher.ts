// AES-256-CBC as OpenSSL does it, into memory that is used again. Node's own cipher makes a buffer for each call and shows half of the speed.
// The mode that the agent uses is not published; CBC is the slowest of the usual ones, since no block can begin before the last has ended.
import { createCipheriv } from 'node:crypto';
import { callBuffer, loadKoffi, type CountingCall, type Koffi, type KoffiLibrary } from '../platform/koffi.js';

export const cipherName = 'aes-256-cbc';

/** As `openssl speed` does by default for the largest block, and about what a backup encrypts at once. */
const blockBytes = 16_384;

export interface Work {
  /** Does it once. */
  readonly run: () => void;
  /** That it goes through. */
  readonly bytes: number;
}

/** null where the functions cannot be called. */
export function evpCipher(): Work | null {
  const koffi = loadKoffi();
  if (koffi === null) return null;
  for (const place of libraries) {
    const work = cipherOf(koffi, place);
    if (work !== null) return work;
  }
  return null;
}

/** Node's own OpenSSL, or the one that a distribution's Node is linked with; then that of the system. */
const libraries = [null, 'libcrypto.so.3', 'libcrypto.so.1.1'];

function cipherOf(koffi: Koffi, place: string | null): Work | null {
  try {
    return bind(koffi, koffi.load(place));
  } catch {
    return null;
  }
}

function bind(koffi: Koffi, library: KoffiLibrary): Work | null {
  const context = library.func('void *EVP_CIPHER_CTX_new(void)')() as object | null;
  const cipher = library.func('void *EVP_aes_256_cbc(void)')();
  const begin = library.func('int EVP_EncryptInit_ex(void *context, void *cipher, void *engine, void *key, void *vector)');
  const update = library.func('int EVP_EncryptUpdate(long context, long output, long written, long input, int length)') as CountingCall;
  if (context === null || begin(context, cipher, null, Buffer.alloc(32, 1), Buffer.alloc(16, 2)) !== 1) return null;
  const memory = callBuffer(koffi, 2 * blockBytes + inputAt);
  const contextAt = Number(koffi.address(context));
  // The memory is named here and not its address alone, which would not keep it from being collected.
  const encrypt = (): number =>
    update(contextAt, memory.address + inputAt + blockBytes, memory.address, memory.address + inputAt, blockBytes);
  const isRight = encrypt() === 1 && memory.bytes.readInt32LE(0) === blockBytes;
  return isRight ? { run: () => void encrypt(), bytes: blockBytes } : null;
}

/** Before it stands how much was written; then the input, then the output. */
const inputAt = 64;

export function nodeCipher(): Work {
  const cipher = createCipheriv(cipherName, Buffer.alloc(32, 1), Buffer.alloc(16, 2));
  const input = Buffer.alloc(blockBytes);
  return { run: () => void cipher.update(input), bytes: blockBytes };
}
