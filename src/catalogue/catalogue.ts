// The validated catalogue: every word that a person reads and every number that a verdict depends on.

export const symptomIds = ['corrupted', 'network-error', 'sometimes-fail', 'slow'] as const;
export type SymptomId = (typeof symptomIds)[number];

/** A command that is the same everywhere, or one for each operating system. */
export type Command = string | { readonly linux?: string; readonly windows?: string };

export interface SolutionStep {
  readonly text: string;
  /** The problem codes that this step is for; without it, for all. */
  readonly for?: readonly string[];
  /** Name of an evidence: where it has no value, the step is left out. */
  readonly ifKnown?: string;
  readonly command?: Command;
  /** How to see that it is mended. */
  readonly verify?: string;
}

export interface Problem {
  /** Where the check's own title would say something else than what was found. */
  readonly title?: string | undefined;
  /** Sentence template; `{name}` is the evidence of that name. */
  readonly says: string;
  /** What follows from it: `check-id` for whatever that check finds, `check-id/problem` for that alone. */
  readonly explains?: readonly string[] | undefined;
}

/** How a line of a log is known; all that is named must fit. The first signature that fits speaks. */
export interface Signature {
  readonly problem: string;
  /** What such a line means. */
  readonly means: string;
  /** Texts that must all occur, whatever their case. No patterns: a text cannot run wild over a hostile log. */
  readonly words?: readonly string[] | undefined;
  /** Whose log; the agent's where it says nothing. */
  readonly writer?: 'agent' | 'updater' | undefined;
  /** Of the lists that follow one item must fit. */
  readonly levels?: readonly ('FATAL' | 'ERROR' | 'WARN' | 'INFO' | 'DEBUG' | 'TRACE')[] | undefined;
  readonly agentErrorCodes?: readonly number[] | undefined;
  readonly curlCodes?: readonly number[] | undefined;
  readonly httpStatuses?: readonly number[] | undefined;
  /** Texts that occur in the host of the address that the line names. */
  readonly hosts?: readonly string[] | undefined;
}

export interface CatalogueEntry {
  readonly title: string;
  readonly why: string;
  readonly symptoms: readonly SymptomId[];
  /** The worst status that the check can answer. */
  readonly severity: 'warning' | 'critical';
  /** When it cannot look, nobody can say whether backups work: the run ends with 3. */
  readonly essential: boolean;
  /** No check in this version judges it yet. */
  readonly planned: boolean;
  /** Ids without whose health this one may not be able to look. */
  readonly dependsOn: readonly string[];
  /** The unit ends the name. */
  readonly limits: Readonly<Record<string, number>>;
  /** Sentence template of the status ok. */
  readonly ok: string;
  readonly problems: Readonly<Record<string, Problem>>;
  readonly solution: readonly SolutionStep[];
  /** Name of an evidence → what such a value means and whether to do anything, where it is no problem by itself. */
  readonly notes: Readonly<Record<string, string>>;
  /** Of a check that reads a log. */
  readonly signatures?: readonly Signature[] | undefined;
  readonly docs: string | null;
}

export interface CatalogueEndpoint {
  readonly name: string;
  readonly service: 'cloud-backup-api' | 'event-service' | 'cloud-files' | 'identity' | 'package-repository';
  /** May hold `{dc}` and `{region}`. */
  readonly host: string;
  readonly port: number;
  readonly network: 'servicenet' | 'publicnet';
  readonly healthPath: string | null;
  /** The regions that have it; without it, all do. */
  readonly regions?: readonly string[] | undefined;
}

/** What somebody has accepted, why and until when. */
export interface Waiver {
  /** Of a check. */
  readonly id: string;
  /** The subject of its evidence; without it, whatever the check finds. */
  readonly target?: string | undefined;
  readonly reason: string;
  /** The last day on which it holds, in UTC: `2026-12-31`. */
  readonly expires: string;
  readonly by?: string | undefined;
}

export interface Catalogue {
  readonly symptoms: Readonly<Record<SymptomId, { readonly title: string }>>;
  readonly checks: Readonly<Record<string, CatalogueEntry>>;
  /** Region to the data centre name in its host names: DFW → dfw1. */
  readonly regions: Readonly<Record<string, string>>;
  readonly endpoints: readonly CatalogueEndpoint[];
  readonly backupSet: { readonly include: readonly string[]; readonly exclude: readonly string[] };
  readonly waivers: readonly Waiver[];
}

/** Check id → limit → why it has this value; null where nobody wrote it down. */
export type LimitReasons = Readonly<Record<string, Readonly<Record<string, string | null>>>>;
