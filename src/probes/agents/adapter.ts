// What the tool asks of every backup agent. An adapter reads one agent and turns it into AgentFacts; no check
// knows which agent it judges.
import type { AgentFacts } from '../../facts/agent.js';
import type { Observed } from '../../facts/observed.js';
import type { System } from '../platform/system.js';
import type { LogPlace } from './log/log-job.js';

export interface ConfigurationFile {
  readonly path: string;
  /** A tree of JSON, or text. */
  readonly content: Observed<unknown>;
}

export interface AgentAdapter {
  /** As `--agent` names it. */
  readonly name: string;
  readonly title: string;
  /** Whether anything of it is on this host. Never rejects. */
  isInstalled(system: System): Promise<boolean>;
  /** 'absent' where it is not installed. Looks no further once the signal is aborted. Never rejects. */
  describe(system: System, signal: AbortSignal): Promise<Observed<AgentFacts>>;
  /** Its logs, that of the agent itself last, as nothing follows one that hangs. Never rejects. */
  logs(system: System): Promise<readonly LogPlace[]>;
  /** Its configuration without secrets, for a support engineer. Never rejects. */
  configuration(system: System): Promise<readonly ConfigurationFile[]>;
  /** Notes the secrets of its files, for who shows what earlier runs kept and looks at nothing else. Never rejects. */
  meetSecrets(system: System): Promise<void>;
  /** What it leaves out of its backups: a copy of what it keeps for itself is of no use to anybody. Never rejects. */
  ownFolders(system: System): Promise<readonly string[]>;
  /** The account alone, for who needs no more; as documented where it is not installed. Never rejects. */
  runsAs(system: System): Promise<AgentFacts['runsAs']>;
}
