// SPDX-License-Identifier: Apache-2.0
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  type Bundle,
  stackPlanPermission,
} from '@groundwork/backstage-plugin-groundwork-common';
import type { BundleStore } from '../bundles/BundleStore';
import type { AuditStore } from '../store/AuditStore';
import type { Authorizer } from './Authorizer';

/** Takes in bundles. */
export class Bundles {
  readonly #store: BundleStore;
  readonly #audit: AuditStore;
  readonly #authorizer: Authorizer;

  static create(options: {
    store: BundleStore;
    audit: AuditStore;
    authorizer: Authorizer;
  }): Bundles {
    return new Bundles(options);
  }

  private constructor(options: {
    store: BundleStore;
    audit: AuditStore;
    authorizer: Authorizer;
  }) {
    this.#store = options.store;
    this.#audit = options.audit;
    this.#authorizer = options.authorizer;
  }

  async upload(
    archive: Buffer,
    userRef: string,
    credentials: BackstageCredentials,
  ): Promise<Bundle> {
    await this.#authorizer.require(stackPlanPermission, credentials);
    const bundle = await this.#store.put(archive, userRef);
    await this.#audit.add({
      actor: userRef,
      action: 'bundle.upload',
      outcome: 'done',
      reason: bundle.digest,
    });
    return bundle;
  }
}
