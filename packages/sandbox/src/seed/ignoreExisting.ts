// SPDX-License-Identifier: Apache-2.0

/** Codes AWS answers with when a thing is there already; each service has its own word. */
const EXISTS =
  /AlreadyExists|AlreadyOwnedByYou|AlreadyInOrganization|AlreadyEnabled|Duplicate|ResourceConflict|ResourceExists|ResourceInUse|RepositoryAlreadyExists|ParameterAlreadyExists|NotIdempotent/;

/** Runs a create; what exists already is as good as made. */
export async function ignoreExisting<T>(
  create: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await create();
  } catch (error) {
    if (error instanceof Error && EXISTS.test(error.name)) return undefined;
    throw error;
  }
}
