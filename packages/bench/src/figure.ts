// SPDX-License-Identifier: Apache-2.0

/** One measured side of a figure, all samples in the figure's unit. */
export interface Measurement {
  /** What the product took. */
  samples: number[];
  /** What the same work took without it, measured in the same run. */
  baseline?: number[];
}

/** A figure this project promises. */
export interface Figure {
  /** `<pluginId>/<figure>`. */
  name: string;
  title: string;
  unit: 's' | 'ms' | 'ratio';
  /** The most that holds; a ratio is product over baseline. */
  target: number;
  /** Which statistic of the samples counts. */
  statistic: 'median' | 'p95';
  measure(environment: BenchEnvironment): Promise<Measurement>;
}

/** What figures may use. */
export interface BenchEnvironment {
  repositoryRoot: string;
  /** Says what is being done, on standard error. */
  say(message: string): void;
  /** A running sandbox with backend and app; started once, on first use. */
  sandbox(): Promise<RunningSandbox>;
  /** How long a start of this checkout takes until it is ready, in seconds. It, and what ran before it, is stopped. */
  timeStart(root: string): Promise<number>;
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
  target: number;
  holds: boolean;
  baseline?: number;
}
