// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import type { EventLog } from '../job/EventLog';

const diagnosticSchema = z.object({
  severity: z.string(),
  summary: z.string(),
  detail: z.string().default(''),
  address: z.string().optional(),
  range: z
    .object({ filename: z.string(), start: z.object({ line: z.number() }) })
    .optional(),
});

/** An error or warning of Terraform. */
export type Diagnostic = z.infer<typeof diagnosticSchema>;

const hookSchema = z.object({
  resource: z.object({ addr: z.string(), resource_type: z.string() }),
  action: z.string().default('apply'),
  elapsed_seconds: z.number().optional(),
});

const messageSchema = z.object({
  '@level': z.string().default('info'),
  '@message': z.string().default(''),
  type: z.string().default('log'),
  ui: z.string().optional(),
  diagnostic: diagnosticSchema.optional(),
  hook: hookSchema.optional(),
  change: z
    .object({
      resource: z.object({ addr: z.string() }),
      action: z.string(),
    })
    .optional(),
});

type Message = z.infer<typeof messageSchema>;

const STATUS = {
  apply_start: 'started',
  apply_progress: 'in-progress',
  apply_complete: 'succeeded',
  apply_errored: 'failed',
} as const;

const isStatusType = (type: string): type is keyof typeof STATUS =>
  type in STATUS;

/** The text of a diagnostic, with the place it is about. */
export function describeDiagnostic(diagnostic: Diagnostic): string {
  const place = diagnostic.range
    ? ` (${diagnostic.range.filename}:${diagnostic.range.start.line})`
    : '';
  const subject = diagnostic.address ? `${diagnostic.address}: ` : '';
  const detail = diagnostic.detail ? `: ${diagnostic.detail}` : '';
  return `${subject}${diagnostic.summary}${detail}${place}`;
}

const LEVELS = {
  error: 'error',
  warn: 'warning',
  debug: 'debug',
  trace: 'debug',
} as const;

const isKnownLevel = (level: string): level is keyof typeof LEVELS =>
  level in LEVELS;

/** Reads the machine-readable output of one Terraform command, and tells the log of it. */
export class MessageReader {
  readonly diagnostics: Diagnostic[] = [];
  /** Addresses that a plan would change. */
  readonly planned: string[] = [];
  /** A resource was begun: the account is no longer as it was. */
  applyStarted = false;
  readonly #events: EventLog;
  readonly #onStart: () => void;
  #started = false;

  /** @param onStart - called once, when Terraform has read its inputs */
  static create(events: EventLog, onStart: () => void): MessageReader {
    return new MessageReader(events, onStart);
  }

  private constructor(events: EventLog, onStart: () => void) {
    this.#events = events;
    this.#onStart = onStart;
  }

  get errors(): Diagnostic[] {
    return this.diagnostics.filter(({ severity }) => severity === 'error');
  }

  readonly read = (line: string): void => {
    const message = parseMessage(line);
    if (!message) {
      if (line.trim() !== '') this.#events.log('info', line);
      return;
    }
    if (!this.#started && message.type !== 'version') {
      this.#started = true;
      this.#onStart();
    }
    this.#take(message);
  };

  #take(message: Message): void {
    const { type, hook, diagnostic, change } = message;
    if (diagnostic) this.diagnostics.push(diagnostic);
    if (type === 'planned_change' && change)
      this.planned.push(change.resource.addr);
    if (hook && isStatusType(type)) {
      this.applyStarted = true;
      this.#events.resource({
        address: hook.resource.addr,
        type: hook.resource.resource_type,
        action: hook.action,
        status: STATUS[type],
        ...(hook.elapsed_seconds === undefined
          ? {}
          : { elapsedMs: Math.round(hook.elapsed_seconds * 1_000) }),
      });
      return;
    }
    // The values of outputs are read from the state, where it is known which are sensitive.
    if (type === 'outputs') return;
    this.#log(message);
  }

  #log({ '@level': level, '@message': text, diagnostic }: Message): void {
    this.#events.log(
      isKnownLevel(level) ? LEVELS[level] : 'info',
      diagnostic ? describeDiagnostic(diagnostic) : text,
    );
  }
}

function parseMessage(line: string): Message | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    const parsed = messageSchema.safeParse(JSON.parse(line));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
