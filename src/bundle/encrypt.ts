// A bundle for the owners of some keys alone, in the format of age.
import { Encrypter } from 'age-encryption';
import { UsageError } from '../usage-error.js';

/** @throws UsageError for what is no public key */
export function encrypterFor(recipients: readonly string[]): (bytes: Uint8Array) => Promise<Uint8Array> {
  const encrypter = new Encrypter();
  for (const recipient of recipients) addRecipient(encrypter, recipient);
  return (bytes) => encrypter.encrypt(bytes);
}

function addRecipient(encrypter: Encrypter, recipient: string): void {
  // Whoever confuses the two must not see the secret one on a screen.
  if (/^age-secret-key-/i.test(recipient))
    throw new UsageError('--recipient got a secret key; give the public one, which begins with age1');
  try {
    encrypter.addRecipient(recipient);
  } catch (cause) {
    throw new UsageError(
      `--recipient takes the public key of age, as age-keygen prints it (age1…); it got ${JSON.stringify(recipient.slice(0, 100))}`,
      { cause },
    );
  }
}
