// Asks a real shell what it would offer at the end of a line, in a folder with one file and one folder of odd names.
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { programPath, runProgram, temporaryFolder } from '../cli/run-program.js';

export const shells = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof shells)[number];

export const lacks = (shell: Shell): boolean => spawnSync(shell, ['-c', 'true']).error !== undefined;

const folder = temporaryFolder();
mkdirSync(join(folder, 'night run'));
writeFileSync(join(folder, 'recording one.json'), '{}');
// fish offers flags only of programs that are there.
const bin = temporaryFolder();
writeFileSync(join(bin, 'backup-doctor'), `#!/bin/sh\nexec ${process.execPath} ${programPath} "$@"\n`);
chmodSync(join(bin, 'backup-doctor'), 0o755);

/** @returns what is offered, sorted, without descriptions */
export function complete(shell: Shell, line: string): readonly string[] {
  const script = join(folder, `.completion.${shell}`);
  writeFileSync(script, runProgram(['completion', shell]).stdout);
  const [command, ...args] = ask[shell](script, line);
  const env = { ...process.env, PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}`, HOME: folder, TERM: 'dumb' };
  const { stdout, stderr, status } = spawnSync(command, args, { cwd: folder, env, encoding: 'utf8', timeout: 30_000 });
  if (status !== 0) throw new Error(`${shell} ended with ${String(status)}: ${stderr}`);
  return [...new Set(stdout.split(/[\r\n]+/).filter((text) => text !== ''))].sort();
}

const ask: Readonly<Record<Shell, (script: string, line: string) => readonly [string, ...string[]]>> = {
  // As readline calls it: the words parted at blanks and at =.
  bash: (script, line) => ['bash', '--norc', '-c', bashAsk, 'bash', script, line],
  zsh: (script, line) => ['zsh', '-f', '-c', zshAsk, 'zsh', script, line],
  fish: (script, line) => [
    'fish',
    '--no-config',
    '-c',
    'source $argv[1]; complete -C $argv[2] | string replace -r "\\t.*" ""; true',
    script,
    line,
  ],
};

const bashAsk = `
compopt() { :; }
source "$1"
line=$2
COMP_WORDS=() word=
for ((n = 0; n < \${#line}; n++)); do
  letter=\${line:n:1}
  case $letter in
    ' ') [[ $word ]] && COMP_WORDS+=("$word"); word= ;;
    '=') [[ $word ]] && COMP_WORDS+=("$word"); COMP_WORDS+=('='); word= ;;
    *) word+=$letter ;;
  esac
done
[[ $word || $line == *' ' ]] && COMP_WORDS+=("$word")
COMP_CWORD=$((\${#COMP_WORDS[@]} - 1))
_backup_doctor
last=\${COMP_WORDS[COMP_CWORD]}
[[ $last == = ]] && last=
((\${#COMPREPLY[@]})) || mapfile -t COMPREPLY < <(compgen -f -- "$last")
printf '%s\\n' "\${COMPREPLY[@]}"
`;

// A terminal of its own, since zsh completes nowhere else. What the completion system would add is written to a file instead.
const zshAsk = `
zmodload zsh/zpty
setup=$(mktemp) hits=$(mktemp)
cat > $setup <<'END'
PROMPT=
autoload -Uz compinit
compinit -u -D
source $SCRIPT
compadd() {
  if [[ \${@[1,(i)(-|--)]} == *-(O|A|D)\\ * ]]; then builtin compadd "$@"; return; fi
  local -a found
  builtin compadd -O found "$@"
  (( $#found )) && print -rl -- $found >> $HITS
  builtin compadd "$@"
}
leave() { print > $HITS.done; exit }
comppostfuncs=(leave)
bindkey '^I' complete-word
zstyle ':completion:*' insert-tab false
END
export SCRIPT=$1 HITS=$hits
zpty child zsh -f -i
zpty -w child "source $setup"
zpty -n -w child "$2"$'\\t'
for ((i = 0; i < 200; i++)); do [[ -e $hits.done ]] && break; zpty -rt child ignored; sleep 0.05; done
[[ -e $hits.done ]] || { print -u2 'nothing was completed'; exit 1 }
cat $hits
zpty -d child
rm -f $setup $hits $hits.done
`;
