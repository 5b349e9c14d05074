// SPDX-License-Identifier: Apache-2.0

/** A resource that an engine made, by its CloudFormation type and the name that AWS knows it by. */
export interface Made {
  type: string;
  name: string;
}

/** One way to make a layer in the emulator. */
export interface Engine {
  name: 'terraform' | 'cdk';
  apply(): Promise<void>;
  /** What a second plan would change; nothing, when all is well. */
  secondPlan(): Promise<string[]>;
  made(): Promise<Made[]>;
  destroy(): Promise<void>;
}
