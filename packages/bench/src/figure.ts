// SPDX-License-Identifier: Apache-2.0

/** One measured side of a figure, all samples in the figure's unit; of a ratio, in the same unit as the baseline. */
export interface Measurement {
  /** What the product took. */
  samples: number[];
  /** What the same work took without it, measured in the same run. */
  baseline?: number[];
}

/** A figure this project promises, or one that stands beside it. */
export interface Figure {
  /** `<pluginId>/<figure>`. */
  name: string;
  title: string;
  unit: 's' | 'ms' | 'ratio' | 'MB' | 'kB' | 'calls';
  /** What holds; a ratio is product over baseline. A figure without it is for information. */
  target?: number;
  /** Whether the target is the most that holds, or the least; the most when absent. */
  bound?: 'most' | 'least';
  /** Which statistic of the samples counts. */
  statistic: 'median' | 'p95';
  /** Of several rounds the median counts, each compared with its own baseline. */
  measure(
    environment: BenchEnvironment,
  ): Promise<Measurement | readonly Measurement[]>;
}

/** What figures may use. */
export interface BenchEnvironment {
  repositoryRoot: string;
  /** Says what is being done, on standard error. */
  say(message: string): void;
  /** A running sandbox with backend and app; started once, on first use. */
  sandbox(): Promise<RunningSandbox>;
  /** Stops the sandbox, for figures that bring their own processes and need the machine. */
  stopSandbox(): Promise<void>;
  /** How long a start of this checkout takes until it is ready, in seconds. It, and what ran before it, is stopped. */
  timeStart(root: string): Promise<number>;
  /** A folder for data: empty, or with `keep` as the last bench has left it. */
  workFolder(name: string, options?: { keep?: boolean }): string;
  /** What is to be stopped when the bench ends. */
  atEnd(stop: () => Promise<void>): void;
}

/** The addresses of a running sandbox, and a signed-in person. */
export interface RunningSandbox {
  backendUrl: string;
  emulatorUrl: string;
  dataDirectory: string;
  /** A Backstage token of a sample person. */
  tokenOf(userRef: string): Promise<string>;
}

/** One line of the report. */
export interface FigureResult {
  name: string;
  value: number;
  unit: Figure['unit'];
  /** `null` when the figure is for information. */
  target: number | null;
  holds: boolean;
  baseline?: number;
}

/** Measures once, however many figures ask for it. */
export function once<T>(
  measure: (environment: BenchEnvironment) => Promise<T>,
): (environment: BenchEnvironment) => Promise<T> {
  let measured: Promise<T> | undefined;
  return environment => {
    measured ??= measure(environment);
    return measured;
  };
}
