// SPDX-License-Identifier: Apache-2.0

/** Codes AWS answers with when a thing is there already. */
const EXISTS = [
  'AlreadyExistsException',
  'AlreadyInOrganizationException',
  'BucketAlreadyExists',
  'BucketAlreadyOwnedByYou',
  'DuplicatePolicyException',
  'DuplicateOrganizationalUnitException',
  'EntityAlreadyExists',
  'EntityAlreadyExistsException',
  'ParameterAlreadyExists',
  'PolicyTypeAlreadyEnabledException',
  'ResourceConflictException',
  'ResourceExistsException',
  'ResourceInUseException',
];

/** Runs a create; what exists already is as good as made. */
export async function ignoreExisting<T>(
  create: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await create();
  } catch (error) {
    if (error instanceof Error && EXISTS.includes(error.name)) return undefined;
    throw error;
  }
}
