// SPDX-License-Identifier: Apache-2.0
import type {
  AttributeChange,
  ResourceChange,
} from '@groundwork/backstage-plugin-groundwork-common';

type Json = AttributeChange['after'];

const UNKNOWN = Symbol('known after apply');

/** A value that the plan has, one that it does not tell, or one that is not set, so that AWS's default holds. */
export type Known<T> =
  | { is: 'known'; value: T }
  | { is: 'unknown' }
  | { is: 'absent' };

/**
 * The attributes of a resource before or after the change. Each is asked for by its Terraform and its CloudFormation
 * name, since a resource of one engine has no attribute of the other's.
 */
export class Values {
  readonly #values: ReadonlyMap<string, Json | typeof UNKNOWN>;
  readonly #isWhole: boolean;

  static of(resource: ResourceChange, side: 'before' | 'after'): Values {
    const { action, attributes, unchanged } = resource;
    const values = new Map<string, Json | typeof UNKNOWN>(
      Object.entries(unchanged ?? {}),
    );
    for (const attribute of attributes) {
      const value = attribute[side];
      const isUnknown =
        attribute.sensitive || (side === 'after' && attribute.unknown);
      if (isUnknown) values.set(attribute.path, UNKNOWN);
      else if (value !== undefined) values.set(attribute.path, value);
    }
    const isOneSided = action === 'create' || action === 'delete';
    return new Values(values, isOneSided || unchanged !== undefined);
  }

  private constructor(
    values: ReadonlyMap<string, Json | typeof UNKNOWN>,
    isWhole: boolean,
  ) {
    this.#values = values;
    this.#isWhole = isWhole;
  }

  text(...names: string[]): Known<string> {
    return this.#read(names, value =>
      typeof value === 'string' ? value : undefined,
    );
  }

  number(...names: string[]): Known<number> {
    return this.#read(names, value => {
      const number = typeof value === 'string' ? Number(value) : value;
      return typeof number === 'number' && Number.isFinite(number)
        ? number
        : undefined;
    });
  }

  flag(...names: string[]): Known<boolean> {
    return this.#read(names, value => {
      if (value === 'true' || value === 'false') return value === 'true';
      return typeof value === 'boolean' ? value : undefined;
    });
  }

  list(...names: string[]): Known<string[]> {
    return this.#read(names, value =>
      Array.isArray(value) && value.every(item => typeof item === 'string')
        ? value.map(String)
        : undefined,
    );
  }

  /** What an attribute refers to in a template: the logical id of `{ Ref }` or `{ Fn::GetAtt }`. */
  reference(name: string): string | undefined {
    const value = this.#values.get(name);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      return undefined;
    }
    const target = value.Ref ?? value['Fn::GetAtt'];
    const id = Array.isArray(target) ? target[0] : target;
    return typeof id === 'string' ? id : undefined;
  }

  /** The indexes of a list of blocks, such as `ebs_block_device`. */
  indexes(...names: string[]): string[] {
    const found = [...this.#values.keys()].flatMap(path =>
      names.flatMap(name => {
        const [, index] = path.startsWith(`${name}.`)
          ? path.slice(name.length).split('.')
          : [];
        return index && /^\d+$/.test(index) ? [index] : [];
      }),
    );
    return [...new Set(found)];
  }

  #read<T>(names: string[], convert: (value: Json) => T | undefined): Known<T> {
    for (const name of names) {
      const value = this.#values.get(name);
      if (value !== undefined && value !== null) {
        const converted = value === UNKNOWN ? undefined : convert(value);
        return converted === undefined
          ? { is: 'unknown' }
          : { is: 'known', value: converted };
      }
    }
    return this.#isWhole && !names.some(name => this.#isPartlyUnknown(name))
      ? { is: 'absent' }
      : { is: 'unknown' };
  }

  /** Whether a block around the attribute is only known after apply. */
  #isPartlyUnknown(name: string): boolean {
    const parts = name.split('.');
    return parts.some(
      (_, index) =>
        this.#values.get(parts.slice(0, index).join('.')) === UNKNOWN,
    );
  }
}

/** The value, or AWS's default where it is not set; `undefined` where it is not known. */
export function orDefault<T>(known: Known<T>, fallback: T): T | undefined {
  if (known.is === 'known') return known.value;
  return known.is === 'absent' ? fallback : undefined;
}
