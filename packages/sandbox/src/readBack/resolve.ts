// SPDX-License-Identifier: Apache-2.0
import { InputError } from '@backstage/errors';
import { isRecord } from './values';

/** What the intrinsic functions of a template refer to. */
export interface Scope {
  /** What `Ref` gives: parameters, pseudo parameters, physical ids. */
  refs: ReadonlyMap<string, unknown>;
  /** What `Fn::GetAtt` gives, by logical id. */
  attributes: ReadonlyMap<string, Readonly<Record<string, string>>>;
  conditions: Readonly<Record<string, unknown>>;
}

type IntrinsicFunction = (argument: unknown, scope: Scope) => unknown;

const NO_VALUE = Symbol('AWS::NoValue');
const REFERENCE = /\$\{(!?)([^}]*)\}/g;

function list(argument: unknown, name: string): unknown[] {
  if (Array.isArray(argument)) return argument;
  throw new InputError(`${name} takes a list; got ${JSON.stringify(argument)}`);
}

function ref(name: unknown, scope: Scope): unknown {
  if (name === 'AWS::NoValue') return NO_VALUE;
  const value = scope.refs.get(String(name));
  if (value === undefined) throw new InputError(`Ref ${name} leads nowhere`);
  return value;
}

function getAtt(argument: unknown, scope: Scope): string {
  const path = Array.isArray(argument) ? argument.join('.') : String(argument);
  const dot = path.indexOf('.');
  const attributes = scope.attributes.get(path.slice(0, dot));
  const value = attributes?.[path.slice(dot + 1)];
  if (value === undefined) {
    throw new InputError(`Fn::GetAtt ${path} is not known to any service`);
  }
  return value;
}

function sub(argument: unknown, scope: Scope): string {
  const [pattern, locals] = Array.isArray(argument)
    ? argument
    : [argument, undefined];
  const own = isRecord(locals) ? locals : {};
  return String(pattern).replace(REFERENCE, (_, literal, name) => {
    if (literal) return `\${${name}}`;
    const key = String(name).trim();
    if (key in own) return String(resolve(own[key], scope));
    return String(key.includes('.') ? getAtt(key, scope) : ref(key, scope));
  });
}

function select(argument: unknown, scope: Scope): unknown {
  const [index, from] = list(argument, 'Fn::Select');
  const items = list(resolve(from, scope), 'Fn::Select');
  const item = items[Number(resolve(index, scope))];
  if (item === undefined) throw new InputError('Fn::Select selects nothing');
  return item;
}

/** Whether a condition of the template holds. */
export function holds(condition: unknown, scope: Scope): boolean {
  if (!isRecord(condition)) {
    const name = String(condition);
    if (name in scope.conditions) return holds(scope.conditions[name], scope);
    throw new InputError(`There is no condition ${name}`);
  }
  const [[name, argument] = ['', undefined]] = Object.entries(condition);
  if (name === 'Condition') return holds(argument, scope);
  const sides = list(argument, name);
  if (name === 'Fn::Equals') {
    const [left, right] = sides.map(side => String(resolve(side, scope)));
    return left === right;
  }
  if (name === 'Fn::Not') return !holds(sides[0], scope);
  if (name === 'Fn::And') return sides.every(side => holds(side, scope));
  if (name === 'Fn::Or') return sides.some(side => holds(side, scope));
  throw new InputError(`${name} is not a condition that can be read back`);
}

const FUNCTIONS: Readonly<Record<string, IntrinsicFunction>> = {
  Ref: ref,
  'Fn::GetAtt': getAtt,
  'Fn::Sub': sub,
  'Fn::Select': select,
  'Fn::Join': (argument, scope) => {
    const [between, items] = list(argument, 'Fn::Join');
    return list(resolve(items, scope), 'Fn::Join').join(String(between));
  },
  'Fn::Split': (argument, scope) => {
    const [at, joined] = list(argument, 'Fn::Split');
    return String(resolve(joined, scope)).split(String(at));
  },
  'Fn::If': (argument, scope) => {
    const [condition, then, otherwise] = list(argument, 'Fn::If');
    return evaluate(holds(condition, scope) ? then : otherwise, scope);
  },
};

function evaluate(value: unknown, scope: Scope): unknown {
  if (Array.isArray(value)) {
    return value
      .map(item => evaluate(item, scope))
      .filter(item => item !== NO_VALUE);
  }
  if (!isRecord(value)) return value;
  const entries = Object.entries(value);
  const [[name, argument] = ['', undefined]] = entries;
  if (entries.length === 1 && FUNCTIONS[name]) {
    return FUNCTIONS[name](argument, scope);
  }
  if (name.startsWith('Fn::')) {
    throw new InputError(`${name} is not a function that can be read back`);
  }
  return Object.fromEntries(
    entries
      .map(([key, item]): [string, unknown] => [key, evaluate(item, scope)])
      .filter(([, item]) => item !== NO_VALUE),
  );
}

/** A value of the template with its intrinsic functions resolved; `undefined` for `AWS::NoValue`. */
export function resolve(value: unknown, scope: Scope): unknown {
  const evaluated = evaluate(value, scope);
  return evaluated === NO_VALUE ? undefined : evaluated;
}
