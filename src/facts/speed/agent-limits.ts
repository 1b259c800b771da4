// What the documentation says of the agent itself (Cloud Backup API guides, "Limits"): it holds on every host, and is no threshold.

/** The agent takes no more of the CPU. */
export const cpuCeiling = 0.95;

/** Uploads at once, by the number of CPUs. */
export function uploadsAtOnce(cpuCount: number): number {
  if (cpuCount <= 2) return 1;
  if (cpuCount <= 4) return 2;
  return cpuCount <= 6 ? 3 : 4;
}
