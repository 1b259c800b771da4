// A completion script for zsh: a function for each command, told to _arguments.
import { allNodes, type CommandNode, type Flag, type Word } from './command-tree.js';
import { valuesOf, type Values, type Vocabulary } from './values.js';

export function zshCompletion(program: string, tree: CommandNode, vocabulary: Vocabulary): string {
  return `#compdef ${program}

${allNodes(tree)
  .map((node) => commandFunction(program, node, vocabulary))
  .join('\n')}
_${program}_target() {
  if compset -P '*='; then _files; else compadd -S = "$@"; fi
}

if [[ $funcstack[1] == _${program} ]]; then _${program} "$@"; else compdef _${program} ${program}; fi
`;
}

function commandFunction(program: string, node: CommandNode, vocabulary: Vocabulary): string {
  const specs = [
    ...node.flags.flatMap((flag) => flagSpec(program, flag, vocabulary)),
    ...(node.children.length === 0
      ? node.words.map((word, index) => wordSpec(program, word, index, vocabulary))
      : ["'1: :->command' '*:: :->words'"]),
  ];
  return `${functionOf(program, node)}() {
  local curcontext=$curcontext state line
  typeset -A opt_args
  _arguments -C -s${node.children.length === 0 ? '' : " -A '-*'"} \\
    ${specs.join(' \\\n    ')}${node.children.length === 0 ? '' : `\n${choice(program, node)}`}
}
`;
}

function choice(program: string, { children }: CommandNode): string {
  const described = children.map(({ path, description }) => `'${inQuotes(`${path.at(-1) ?? ''}:${description.replaceAll(':', '\\:')}`)}'`);
  const calls = children.map((child) => `        ${child.path.at(-1) ?? ''}) ${functionOf(program, child)} ;;`);
  return `  case $state in
    command)
      local -a commands=(${described.join(' ')})
      _describe command commands ;;
    words)
      case $words[1] in
${calls.join('\n')}
      esac ;;
  esac`;
}

const functionOf = (program: string, { path }: CommandNode): string => ['_' + program, ...path].join('_');

function flagSpec(program: string, { names, placeholder, description, isRepeated }: Flag, vocabulary: Vocabulary): readonly string[] {
  const said = `[${description.replaceAll(/[[\]\\]/g, '\\$&')}]`;
  const excluded = isRepeated ? '*' : names.length > 1 ? `(${names.join(' ')})` : '';
  return names.map((name) => {
    const sign = placeholder !== null && name.startsWith('--') ? '=' : '';
    const value = placeholder === null ? '' : `:${labelOf(placeholder)}:${actionOf(program, placeholder, vocabulary)}`;
    return `'${inQuotes(`${excluded}${name}${sign}${said}${value}`)}'`;
  });
}

function wordSpec(program: string, { placeholder, isOptional, isRepeated }: Word, index: number, vocabulary: Vocabulary): string {
  const position = isRepeated ? '*' : String(index + 1);
  const separator = isOptional && !isRepeated ? '::' : ':';
  return `'${inQuotes(`${position}${separator}${labelOf(placeholder)}:${actionOf(program, placeholder, vocabulary)}`)}'`;
}

const labelOf = (placeholder: string): string => placeholder.replaceAll(':', '\\:');

function actionOf(program: string, placeholder: string, vocabulary: Vocabulary): string {
  const values: Values = valuesOf(placeholder, vocabulary);
  if (values.kind === 'file') return '_files';
  if (values.kind === 'folder') return '_files -/';
  if (values.kind === 'free') return ' ';
  const words = values.words.join(' ');
  if (values.kind === 'one-of') return `(${words})`;
  return values.kind === 'list-of' ? `_values -s , ${placeholder.replaceAll(/\W/g, '')} ${words}` : `_${program}_target ${words}`;
}

/** Inside single quotes of a shell. */
const inQuotes = (text: string): string => text.replaceAll("'", String.raw`'\''`);
