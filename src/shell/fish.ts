// A completion script for fish: one line a flag, each under the condition that its command was named.
import { allNodes, callsOf, takingFlags, type CommandNode, type Flag } from './command-tree.js';
import { valuesOf, type Vocabulary } from './values.js';

export function fishCompletion(program: string, tree: CommandNode, vocabulary: Vocabulary): string {
  const lines = allNodes(tree).flatMap((node) => [
    ...node.children.map(
      ({ path, description }) => `complete -c ${program} -n ${within(program, node)} -f -a ${path.at(-1) ?? ''} -d ${quoted(description)}`,
    ),
    ...node.flags.map((flag) => flagLine(program, node, flag, vocabulary)),
    ...node.words.flatMap(({ placeholder }) => wordLine(program, node, placeholder, vocabulary)),
  ]);
  return `# fish completion for ${program}

function __${program}_at
    set -l command
    set -l is_value no
    for word in (commandline -opc)[2..-1]
        if test $is_value = yes
            set is_value no
            continue
        end
        switch $word
            case ${takingFlags(tree).join(' ')}
                set is_value yes
        end
        switch "$command $word"
            case ${allNodes(tree)
              .flatMap(({ path }) => (path.length === 0 ? [] : [quoted(` ${path.join(' ')}`)]))
              .join(' ')}
                set command "$command $word"
        end
    end
    test "$command" = $argv[1]
end

${lines.join('\n')}
`;
}

function flagLine(program: string, node: CommandNode, { names, placeholder, description }: Flag, vocabulary: Vocabulary): string {
  const spelled = names.map((name) => (name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`)).join(' ');
  const value = placeholder === null ? '' : ` ${takes(placeholder, vocabulary)}`;
  return `complete -c ${program} -n ${within(program, node)} ${spelled}${value} -d ${quoted(description)}`;
}

function wordLine(program: string, node: CommandNode, placeholder: string, vocabulary: Vocabulary): readonly string[] {
  const values = valuesOf(placeholder, vocabulary);
  return 'words' in values ? [`complete -c ${program} -n ${within(program, node)} -f -a ${quoted(values.words.join(' '))}`] : [];
}

function takes(placeholder: string, vocabulary: Vocabulary): string {
  const values = valuesOf(placeholder, vocabulary);
  if (values.kind === 'one-of') return `-x -a ${quoted(values.words.join(' '))}`;
  if (values.kind === 'list-of') return `-x -a ${quoted(`(__fish_append , ${values.words.join(' ')})`)}`;
  if (values.kind === 'word-and-file') return `-r -a ${quoted(values.words.map((word) => `${word}=`).join(' '))}`;
  if (values.kind === 'folder') return `-x -a ${quoted('(__fish_complete_directories (commandline -ct))')}`;
  return values.kind === 'file' ? '-r -F' : '-x';
}

const within = (program: string, node: CommandNode): string => quoted(`__${program}_at ${quoted(callsOf(node))}`);

const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", String.raw`\'`)}'`;
