// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';

/**
 * A ULID: 26 characters of Crockford's base 32, in capitals. Runs and stacks are named by one.
 *
 * @public
 */
export const ulidSchema = z
  .string()
  .regex(
    /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/,
    'must be a ULID: 26 characters of 0-9 and A-Z without I, L, O and U',
  );

/**
 * The id of a layer, which is its folder name under `templates/`.
 *
 * @public
 */
export const layerIdSchema = z
  .string()
  .regex(
    /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
    'must be kebab case: small letters, digits and single hyphens, a letter first',
  )
  .max(26);

/**
 * The name of a stack, unique with account, Region and layer. At most 24 characters, so that the entity
 * name `<layer>-<name>-<environment>` fits in the catalog's 63.
 *
 * @public
 */
export const stackNameSchema = z
  .string()
  .regex(
    /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
    'must be kebab case: small letters, digits and single hyphens, a letter first',
  )
  .min(2)
  .max(24);

/**
 * A full, lower-case entity ref such as `group:default/platform-security`.
 *
 * @public
 */
export const entityRefSchema = z
  .string()
  .regex(
    /^[a-z][a-z0-9]*:[a-z0-9][a-z0-9._-]*\/[a-z0-9][a-z0-9._-]*$/,
    'must be a full entity ref in small letters: kind:namespace/name',
  );

/**
 * SHA-256 in lower-case hexadecimal.
 *
 * @public
 */
export const sha256Schema = z
  .string()
  .regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in 64 hexadecimal characters');

/**
 * An ISO 8601 instant in UTC, ending in `Z`.
 *
 * @public
 */
export const instantSchema = z.iso.datetime();
