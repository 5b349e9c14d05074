// SPDX-License-Identifier: Apache-2.0
import type {
  BackstageCredentials,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import type { Voter } from '@groundwork/backstage-plugin-groundwork-node';
import { userOf } from './actor';

/** Says who somebody is who may vote, and what they belong to. */
export class Voters {
  readonly #userInfo: UserInfoService;

  static create(options: { userInfo: UserInfoService }): Voters {
    return new Voters(options.userInfo);
  }

  private constructor(userInfo: UserInfoService) {
    this.#userInfo = userInfo;
  }

  /** The voter behind a request; `undefined` when it is no person. */
  async of(credentials: BackstageCredentials): Promise<Voter | undefined> {
    const userRef = userOf(credentials);
    if (!userRef) return undefined;
    const info = await this.#userInfo.getUserInfo(credentials);
    return { userRef, belongsTo: info.ownershipEntityRefs };
  }
}
