// The commands and options as plain data, read from the parser itself: what a shell completes and what the manual says
// cannot differ from what the program takes.
import type { Argument, Command, Option } from 'commander';

export interface CommandNode {
  /** The words that call it, after the program's name; none for the program itself. */
  readonly path: readonly string[];
  readonly description: string;
  readonly words: readonly Word[];
  readonly flags: readonly Flag[];
  readonly children: readonly CommandNode[];
}

export interface Word {
  /** What stands for it in the help: `path`, `text|json`. */
  readonly placeholder: string;
  readonly description: string;
  readonly isOptional: boolean;
  readonly isRepeated: boolean;
}

export interface Flag {
  /** `--output` and, where there is one, `-o`. */
  readonly names: readonly string[];
  /** null for a switch. */
  readonly placeholder: string | null;
  readonly description: string;
  readonly isRepeated: boolean;
  readonly defaultText: string | null;
}

/** What a call without a command runs; its flags may stand without its name. */
const defaultCommand = 'check';

export function readCommandTree(command: Command, path: readonly string[] = []): CommandNode {
  const help = command.createHelp();
  const children = help.visibleCommands(command).map((child) => readCommandTree(child, [...path, child.name()]));
  const own = help.visibleOptions(command).map(readFlag);
  const implied = path.length > 0 ? [] : (children.find((child) => child.path[0] === defaultCommand)?.flags ?? []);
  return {
    path,
    description: command.description(),
    words: command.registeredArguments.map(readWord),
    flags: [...own, ...implied.filter(({ names }) => !own.some((flag) => flag.names[0] === names[0]))],
    children,
  };
}

const readWord = (argument: Argument): Word => ({
  placeholder: argument.name(),
  description: argument.description,
  isOptional: !argument.required,
  isRepeated: argument.variadic,
});

function readFlag({ long, short, flags, description, defaultValue, parseArg }: Option): Flag {
  const placeholder = /[<[](.+)[\]>]$/.exec(flags)?.[1] ?? null;
  return {
    names: [long, short].filter((name) => name !== undefined),
    placeholder,
    description,
    // One that gathers its values gets those that came before.
    isRepeated: placeholder !== null && parseArg?.name === 'collect',
    defaultText: placeholder !== null && typeof defaultValue === 'string' ? defaultValue : null,
  };
}

export const allNodes = (node: CommandNode): readonly CommandNode[] => [node, ...node.children.flatMap(allNodes)];

/** ` schedule install`: each word behind a space, nothing for the program itself. */
export const callsOf = ({ path }: CommandNode): string => path.map((word) => ` ${word}`).join('');

/** Those of any command that take a value: the word behind one is no command. */
export const takingFlags = (tree: CommandNode): readonly string[] => [
  ...new Set(allNodes(tree).flatMap(({ flags }) => flags.flatMap(({ names, placeholder }) => (placeholder === null ? [] : names)))),
];
