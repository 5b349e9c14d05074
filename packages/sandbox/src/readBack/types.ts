// SPDX-License-Identifier: Apache-2.0
import type { ReadBackClients } from './connect';

/** Where the stack is that is read back. */
export interface ReadBackOptions {
  /** The AWS endpoint of the sandbox. */
  endpoint: string;
  accountId: string;
  region: string;
  stackName: string;
}

/** A property that the service knows otherwise than the template states it. */
export interface Difference {
  logicalId: string;
  type: string;
  /** A property of the resource; `Type` where nothing can read the type, `PhysicalResourceId` where nothing is there. */
  property: string;
  stated: unknown;
  found: unknown;
}

/** What came of reading a stack back. */
export interface ReadBackResult {
  /** How many resources were looked for. */
  resources: number;
  /** How many properties were compared. */
  properties: number;
  differences: Difference[];
  /** Stated properties that no service keeps, as `logicalId.property`. */
  writeOnly: string[];
}

/** A resource with its intrinsic functions resolved. */
export interface StatedResource {
  logicalId: string;
  type: string;
  physicalId: string;
  properties: Readonly<Record<string, unknown>>;
}

/** One resource, as its service knows it. */
export interface Located {
  clients: ReadBackClients;
  accountId: string;
  partition: string;
  physicalId: string;
}

/** What a property's reader may know of the template. */
export interface ReadContext extends Located {
  /** The resource's own properties. */
  stated: Readonly<Record<string, unknown>>;
  /** All resources of the stack. */
  siblings: readonly StatedResource[];
  /** Tags of the stack, which CloudFormation hands on to its resources. */
  stackTags: Readonly<Record<string, string>>;
}

/** Answers in the words of the template; `undefined` is a property that is not set. */
export type PropertyReader = (context: ReadContext) => Promise<unknown>;

/** How resources of one type are read. */
export interface ResourceReader {
  /** What `Fn::GetAtt` gives; fails when there is no such resource. */
  attributes(located: Located): Promise<Readonly<Record<string, string>>>;
  properties: Readonly<Record<string, PropertyReader>>;
  /** Properties that CloudFormation keeps to itself. */
  writeOnly?: readonly string[];
}
