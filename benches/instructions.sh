#!/usr/bin/env bash
# Counts the instructions of each kernel of benches/instructions.rs and holds them against benches/instructions.txt.
#
#   benches/instructions.sh            fails if a kernel needs 3 % more, or less, than the reference says
#   benches/instructions.sh --write    writes the reference
#
# Counts do not move with the machine's load; they do with the compiler, and with the elementary functions and the
# copying that the C library picks for the processor.
set -euo pipefail
cd "$(dirname "$0")/.."

reference=benches/instructions.txt
tolerance=3 # percent
repetitions=1000

if ! command -v valgrind >/dev/null; then
    echo "valgrind is not installed: no instructions counted"
    exit 0
fi

binary=$(cargo bench --no-run --bench instructions --message-format=json | sed -n 's/.*"executable":"\([^"]*instructions[^"]*\)".*/\1/p')

# The instructions of a run that evaluates a kernel so many times.
collected() {
    valgrind --tool=callgrind --callgrind-out-file=/dev/null "$binary" "$1" "$2" 2>&1 | sed -n 's/.*Collected : //p'
}

count() {
    for kernel in $("$binary"); do
        echo "$kernel $((($(collected "$kernel" "$repetitions") - $(collected "$kernel" 0)) / repetitions))"
    done
}

if [ "${1:-}" = --write ]; then
    { echo "# instructions an evaluation; $(rustc --version); $(uname -m)"; count; } | tee "$reference"
    exit
fi

head -n 1 "$reference"
echo "# now $(rustc --version); $(uname -m)"
count | awk -v tolerance="$tolerance" '
    NR == FNR { expected[$1] = $2; next }
    !($1 in expected) { printf "%-34s %8d  not in the reference\n", $1, $2; failed = 1; next }
    {
        change = 100 * ($2 / expected[$1] - 1)
        off = change > tolerance || change < -tolerance
        failed = failed || off
        printf "%-34s %8d  reference %8d  %+6.1f %%%s\n", $1, $2, expected[$1], change, off ? "  OUT OF TOLERANCE" : ""
    }
    END { exit failed }' "$reference" -
