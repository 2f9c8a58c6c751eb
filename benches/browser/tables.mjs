// Figures as a person reads them. Pure.

export function ms(value) {
  if (value === undefined || Number.isNaN(value)) return '–';
  const digits = value < 0.01 ? 4 : value < 1 ? 3 : value < 10 ? 2 : value < 100 ? 1 : 0;
  return value.toFixed(digits);
}
export const seconds = (value) => (value === undefined ? '–' : (value / 1000).toFixed(value < 100 ? 4 : value < 10_000 ? 2 : 1));
export const megabytes = (value) => (value === undefined || value === null ? '–' : (value / 1e6).toFixed(value < 1e7 ? 2 : 1));
export const ratio = (a, b) => (a === undefined || b === undefined || !b ? '–' : (a / b).toFixed(a / b < 0.1 ? 3 : 2));

// The value at a share of sorted values, as people count them: the 95 % of 42 is the 40th.
export function percentile(values, share) {
  const sorted = values.filter((value) => value !== undefined).sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];
}

// Columns of equal width, between bars: plain text that is a Markdown table too.
export function table(head, rows) {
  const lines = [head, ...rows].map((row) => row.map(String));
  const widths = head.map((_, n) => Math.max(3, ...lines.map((line) => [...line[n]].length)));
  const row = (line) => `| ${line.map((cell, n) => (n ? cell.padStart(widths[n]) : cell.padEnd(widths[n]))).join(' | ')} |`;
  const rule = `| ${widths.map((width, n) => (n ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width))).join(' | ')} |`;
  return [row(lines[0]), rule, ...lines.slice(1).map(row)].join('\n');
}

export function printed(title, head, rows) {
  console.log(`\n${title}\n\n${table(head, rows)}`);
}
