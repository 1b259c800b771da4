// The examined machine itself, apart from its identity and its agent.

export interface HostFacts {
  readonly hostname: string | null;
  /** Why it is null, and only then. */
  readonly hostnameReason?: string;
  readonly os: { readonly family: 'linux' | 'windows' | 'other'; readonly id: string | null; readonly name: string | null };
  readonly kernel: string | null;
  readonly architecture: string | null;
  /** What the kernel tells of its hypervisor or container; null where it tells nothing. */
  readonly virtualization: string | null;
  readonly cpuCount: number | null;
  /** Whether the CPU offers AES instructions (flag `aes`); null where it could not be read. */
  readonly hasAesInstructions: boolean | null;
  readonly memoryBytes: number | null;
  /** ISO 8601 UTC */
  readonly bootedAt: string | null;
}
