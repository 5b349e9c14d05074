// SPDX-License-Identifier: Apache-2.0
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  randomBytes,
} from 'node:crypto';
import { InputError } from '@backstage/errors';

/** Marks a sealed file, and its format. */
const MAGIC = Buffer.from('GWS1');
const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Encrypts bytes with AES-256-GCM. The result is `GWS1`, a random IV of 12 bytes, the tag of 16 bytes, the ciphertext.
 *
 * @param key - 32 bytes
 * @param purpose - what the bytes are, for example `bundle:<digest>`; opening with another purpose fails
 * @public
 */
export function seal(plain: Uint8Array, key: Buffer, purpose: string): Buffer {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  cipher.setAAD(Buffer.from(purpose));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([MAGIC, iv, cipher.getAuthTag(), body]);
}

/**
 * Decrypts what {@link seal} made. Throws an `InputError` when the bytes were changed, or sealed with another key or
 * for another purpose.
 *
 * @public
 */
export function open(sealed: Uint8Array, key: Buffer, purpose: string): Buffer {
  const bytes = Buffer.from(sealed);
  const start = MAGIC.length + IV_BYTES + TAG_BYTES;
  if (bytes.length < start || !bytes.subarray(0, 4).equals(MAGIC)) {
    throw new InputError(
      `The sealed ${purpose} is not in the format GWS1; store it again`,
    );
  }
  const iv = bytes.subarray(4, 4 + IV_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', key, iv);
  decipher.setAAD(Buffer.from(purpose));
  decipher.setAuthTag(bytes.subarray(4 + IV_BYTES, start));
  try {
    return Buffer.concat([
      decipher.update(bytes.subarray(start)),
      decipher.final(),
    ]);
  } catch {
    throw new InputError(
      `The sealed ${purpose} was changed, or was sealed with another key; plan again from the source`,
    );
  }
}

/**
 * SHA-256 in hexadecimal.
 *
 * @public
 */
export function sha256(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}
