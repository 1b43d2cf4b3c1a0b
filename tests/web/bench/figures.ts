// Figures and how they leave this process: `cargo xtask bench` collects the lines that begin with the word `figure`.

/** The value below which a share of the samples lies. */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** Prints one line of the table. */
export function figure(what: string, value: string): void {
  console.log(`figure\t${what}\t${value}`);
}

/** Median and 95th percentile, in milliseconds. */
export function spread(samples: readonly number[]): string {
  return `${milliseconds(quantile(samples, 0.5))} (p95 ${milliseconds(quantile(samples, 0.95))})`;
}

export function milliseconds(value: number): string {
  return `${value.toFixed(value < 10 ? 1 : 0)} ms`;
}
