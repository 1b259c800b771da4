// A completion script for bash 4.2 and newer. Bash parts a word at `=`, so the script first puts the words together again.
import { allNodes, callsOf, takingFlags, type CommandNode, type Flag } from './command-tree.js';
import { valuesOf, type Values, type Vocabulary } from './values.js';

export function bashCompletion(program: string, tree: CommandNode, vocabulary: Vocabulary): string {
  const nodes = allNodes(tree);
  return `# bash completion for ${program}

_${identifier(program)}_list() {
  local before=
  [[ $current == *,* ]] && before=\${current%,*},
  compopt -o nospace
  COMPREPLY=($(compgen -P "$before" -W "$*" -- "\${current##*,}"))
}

_${identifier(program)}_file() {
  [[ $current == *=* ]] && { current=\${current#*=}; return; }
  compopt -o nospace
  COMPREPLY=($(compgen -S = -W "$*" -- "$current"))
}

_${identifier(program)}() {
  local -a words=()
  local current before= command= i last
  for ((i = 1; i <= COMP_CWORD; i++)); do
    last=$((\${#words[@]} - 1))
    if ((last >= 0)) && [[ \${COMP_WORDS[i]} == = || \${COMP_WORDS[i - 1]} == = ]]; then
      words[last]+=\${COMP_WORDS[i]}
    else
      words+=("\${COMP_WORDS[i]}")
    fi
  done
  last=$((\${#words[@]} - 1))
  current=\${words[last]}
  ((last > 0)) && before=\${words[last - 1]}
  for ((i = 0; i < last; i++)); do
    case \${words[i]} in ${takingFlags(tree).join('|')}) ((++i)); continue ;; esac
    case "$command \${words[i]}" in
${nodes
  .filter(({ path }) => path.length > 0)
  .map((node) => `      ${quoted(` ${node.path.join(' ')}`)}) command=${quoted(` ${node.path.join(' ')}`)} ;;`)
  .join('\n')}
    esac
  done
  [[ $current == --*=* ]] && { before=\${current%%=*}; current=\${current#*=}; }
  COMPREPLY=()
  case "$command $before" in
${nodes.flatMap((node) => flagCases(program, node, vocabulary)).join('\n')}
  esac
  case "$command" in
${nodes.map((node) => wordCase(node, vocabulary)).join('\n')}
  esac
}

complete -o default -F _${identifier(program)} ${program}
`;
}

function flagCases(program: string, node: CommandNode, vocabulary: Vocabulary): readonly string[] {
  const calls = callsOf(node);
  return node.flags.flatMap(({ names, placeholder }: Flag) => {
    if (placeholder === null) return [];
    const patterns = names.map((name) => quoted(`${calls} ${name}`)).join('|');
    return [`    ${patterns}) ${reply(program, valuesOf(placeholder, vocabulary))}return ;;`];
  });
}

/** Nothing where it is a file: then bash itself completes. */
function reply(program: string, values: Values): string {
  if (values.kind === 'one-of') return `COMPREPLY=($(compgen -W ${quoted(values.words.join(' '))} -- "$current")); `;
  if (values.kind === 'list-of') return `_${identifier(program)}_list ${values.words.join(' ')}; `;
  return values.kind === 'word-and-file' ? `_${identifier(program)}_file ${values.words.join(' ')}; ` : '';
}

function wordCase(node: CommandNode, vocabulary: Vocabulary): string {
  const flags = node.flags.flatMap(({ names }) => names);
  const words = [
    ...node.children.map(({ path }) => path.at(-1) ?? ''),
    ...node.words.flatMap(({ placeholder }) => {
      const values = valuesOf(placeholder, vocabulary);
      return 'words' in values ? values.words : [];
    }),
  ];
  return `    ${quoted(callsOf(node))})
      if [[ $current == -* ]]; then COMPREPLY=($(compgen -W ${quoted(flags.join(' '))} -- "$current"))
      else COMPREPLY=($(compgen -W ${quoted(words.join(' '))} -- "$current")); fi ;;`;
}

const identifier = (program: string): string => program.replaceAll('-', '_');

const quoted = (text: string): string => `'${text}'`;
