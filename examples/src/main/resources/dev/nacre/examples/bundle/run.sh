#!/usr/bin/env bash
# Nacre on the GPU of this host: what CUDA can do here, the tests on a GPU, and the benchmark.
#
#   ./run.sh tests        at most 9 minutes
#   ./run.sh sanitize     at most 9 minutes: some of the tests under CUDA's compute-sanitizer, where it is installed,
#                         which finds accesses beyond tensors (memcheck) and races between threads (racecheck)
#   ./run.sh bench ...    at most 9 minutes; what follows is passed on to nacre bench gpu (see below)
#   ./run.sh all          all of it, in at most 9 minutes together; of the sanitizer memcheck alone
#
#   OUT=DIR               where the results go (default: ./out)
#   LIMIT=SECONDS         another limit for all of it, at least 120
#   NACRE_APP=DIR         where app.tar.xz is unpacked once (default: beside this file, or below TMPDIR)
#   NACRE_CUDA_PATH=DIRS  directories with CUDA's libraries, to be searched first
#
# Of the benchmark: --quick, --only TEXT (such as attention, GEMM, B5, "captured steps"), --python PATH, --alone.
# Exit code: 0 all went well; 1 a test or a part failed; 2 no GPU serves here, or what was asked for is not installed,
# and why is said; 3 a part took too long.
# Needs bash, tar with xz (or a Python), and coreutils; no Java, no network. Research use, not for diagnosis.
set -uo pipefail

here=$(cd -P "$(dirname "${BASH_SOURCE[0]}")" && pwd)
part=${1:-all}
[[ $# -eq 0 ]] || shift
case $part in
    tests | sanitize | bench | all) ;;
    *)
        sed -n '2,/^set /{/^#/s/^# \{0,1\}//p}' "${BASH_SOURCE[0]}"
        exit 1
        ;;
esac
limit=${LIMIT:-540}
if [[ ! $limit =~ ^[0-9]+$ || $limit -lt 120 ]]; then
    echo "run.sh: LIMIT is '$limit': give seconds, 120 or more" >&2
    exit 1
fi
out=${OUT:-$PWD/out}
if ! mkdir -p "$out" || [[ ! -w $out ]]; then
    echo "run.sh: $out cannot be written to: name another folder by OUT=DIR" >&2
    exit 1
fi
out=$(cd "$out" && pwd)
started=$SECONDS

# Unpacked whole or not at all, so that a run that was cut off leaves nothing half done.
unpack() {
    local target=$1 work
    [[ -d $target/java ]] && return 0
    mkdir -p "$(dirname "$target")" 2> /dev/null
    work=$(mktemp -d "$(dirname "$target")/.nacre-app-XXXXXX" 2> /dev/null) || return 1
    if ! tar -C "$work" -xJf "$here/app.tar.xz" 2> "$out/unpack.txt" \
        && ! python3 -c 'import sys, tarfile; tarfile.open(sys.argv[1]).extractall(sys.argv[2])' \
            "$here/app.tar.xz" "$work" 2>> "$out/unpack.txt"; then
        rm -rf "$work"
        return 1
    fi
    mv -T "$work/app" "$target" 2> /dev/null || [[ -d $target/java ]]
    rm -rf "$work"
}

if [[ -n ${NACRE_APP:-} ]]; then
    app=$NACRE_APP
    unpack "$app"
else
    app=$here/app
    if ! unpack "$app"; then
        app=${TMPDIR:-/tmp}/nacre-gpu-$(id -u)/app
        mkdir -p -m 700 "$(dirname "$app")" && [[ -O $(dirname "$app") ]] && unpack "$app"
    fi
fi
if [[ ! -x $app/java/bin/java ]]; then
    echo "run.sh: app.tar.xz could not be unpacked: $(cat "$out/unpack.txt" 2> /dev/null)" \
        "Install xz, or name a folder that can be written to by NACRE_APP=DIR." >&2
    exit 1
fi
rm -f "$out/unpack.txt"

# Where the Pythons of this host keep CUDA's libraries: wheels below site-packages, or the environment's own lib.
python_places() {
    local python
    for python in $(type -ap python3 python 2> /dev/null); do
        timeout 20 "$python" - 2> /dev/null << 'PYTHON'
import glob, os, site, sys
places = list(sys.path) + [os.path.join(sys.prefix, "lib")]
try:
    places += site.getsitepackages() + [site.getusersitepackages()]
except AttributeError:
    pass
for place in places:
    found = glob.glob(os.path.join(place, "nvidia", "*", "lib", "libcublas.so.*")) + glob.glob(
        os.path.join(place, "libcublas.so.*"))
    if found:
        print(os.path.abspath(place))
PYTHON
    done | awk '!seen[$0]++' | paste -s -d :
}

cuda_path=${NACRE_CUDA_PATH:-}
found=$(python_places)
cuda_path=$cuda_path${cuda_path:+${found:+:}}$found
java=("$app/java/bin/java" --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED
    "-Dnacre.cuda.path=$cuda_path" "-Dnacre.cuda.cache=$app/cache"
    '-Djava.util.logging.SimpleFormatter.format=nacre: %5$s%n' -cp "$app/lib/*")
failed=0
summary=""

# Runs a command with a limit, shows and keeps what it says, and notes how it ended.
run() {
    local name=$1 seconds=$2 begin=$SECONDS code
    shift 2
    echo "== $name (at most $seconds s)"
    timeout -k 10 "$seconds" "$@" 2>&1 | tee "$out/$name.txt"
    code=${PIPESTATUS[0]}
    [[ $code -ne 124 && $code -ne 137 ]] || echo "run.sh: $name took longer than $seconds s and was ended" >&2
    summary+="${summary:+,}\"$name\":{\"exit\":$code,\"seconds\":$((SECONDS - begin)),\"limit\":$seconds}"
    return "$code"
}

note() {
    case $1 in
        0) ;;
        124 | 137) [[ $failed -eq 1 ]] || failed=3 ;;
        *) failed=1 ;;
    esac
}

run doctor 60 "${java[@]}" dev.nacre.examples.Nacre doctor
note $?
serves=true
if ! grep -q '^Backend  cuda for cuda: can serve' "$out/doctor.txt"; then
    serves=false
    echo "run.sh: no GPU serves here: $(sed -n 's/^Backend  cuda for cuda: //p' "$out/doctor.txt")" >&2
fi

left() {
    echo $((limit - (SECONDS - started)))
}

# Runs tests on a GPU and writes how many there were, and how each ended, to NAME.json: run_tests NAME SECONDS TAGS
# COMMAND ...; the command is Java, perhaps under a tool. Aborted are those whose class could not be set up.
run_tests() {
    local name=$1 seconds=$2 tags=$3 code tests found good bad skipped aborted=null
    shift 3
    tests=$(ls "$app"/lib/nacre-*-tests.jar | paste -s -d :)
    run "$name" "$seconds" "$@" org.junit.platform.console.ConsoleLauncher execute --disable-banner \
        --disable-ansi-colors --details=tree --details-theme=ascii --scan-classpath "$tests" \
        --include-classname '.*(Cuda|Gpu).*' --include-tag "$tags" --fail-if-no-tests --reports-dir "$out/reports-$name"
    code=$?
    count() {
        sed -n "s/^\[ *\([0-9]*\) tests $1 *\]\$/\1/p" "$out/$name.txt" | tail -n 1 | grep . || echo null
    }
    found=$(count found)
    good=$(count successful)
    bad=$(count failed)
    skipped=$(count skipped)
    if [[ " $found $good $bad $skipped " != *" null "* ]]; then
        aborted=$((found - good - bad - skipped))
        echo "run.sh: $name: of $found tests $good succeeded, $bad failed, $skipped skipped, $aborted aborted"
    fi
    printf '{"found":%s,"successful":%s,"failed":%s,"skipped":%s,"aborted":%s,"device_serves":%s}\n' \
        "$found" "$good" "$bad" "$skipped" "$aborted" "$serves" > "$out/$name.json"
    return "$code"
}

# Beside CUDA's libraries, in a toolkit, or on the path.
sanitizer() {
    local place at places=()
    IFS=: read -r -a places <<< "$cuda_path:${CUDA_HOME:-}:${CUDA_PATH:-}"
    for place in "${places[@]}" /usr/local/cuda /usr/local/cuda-* /opt/cuda; do
        for at in "$place" "$place"/{,../}{bin,extras/compute-sanitizer}; do
            if [[ -f $at/compute-sanitizer && -x $at/compute-sanitizer ]]; then
                echo "$at/compute-sanitizer"
                return
            fi
        done
    done
    type -P compute-sanitizer
}

# One tool of it: check TOOL SECONDS. Tensors lie apart there, or one that is read beyond its end would meet the next.
check() {
    run_tests "$1" "$2" 'gpu & sanitize' "$sanitizer" --tool "$1" --error-exitcode 9 --report-api-errors no \
        --print-limit 20 --log-file "$out/$1.log" "${java[@]}" -Dnacre.cuda.pool=false
    note $?
    grep -s ' SUMMARY: ' "$out/$1.log"
}

if [[ $part == tests || $part == all ]]; then
    seconds=$(left)
    [[ $part == tests ]] || seconds=$((seconds * 2 / 5))
    run_tests tests "$seconds" gpu "${java[@]}"
    note $?
fi
if [[ $part == sanitize || $part == all ]]; then
    sanitizer=$(sanitizer)
    if [[ -z $sanitizer ]]; then
        echo "run.sh: nothing runs under compute-sanitizer, which is not there: install CUDA's toolkit, or put it on" \
            "PATH" >&2
        [[ $part == all ]] || failed=2
    elif [[ $serves == true ]]; then
        if [[ $part == all ]]; then
            check memcheck $(($(left) / 3))
        else
            check memcheck $(($(left) * 3 / 5))
            check racecheck "$(left)"
        fi
    fi
fi
if [[ $part == bench || $part == all ]]; then
    seconds=$(left)
    minutes=$(awk -v s="$seconds" 'BEGIN { printf "%.2f", (s > 150 ? (s - 90) / 60 : s / 150) }')
    run bench "$seconds" "${java[@]}" dev.nacre.examples.Nacre bench gpu --minutes "$minutes" --out "$out" \
        --code "$(cat "$app/version")" "$@"
    code=$?
    [[ $serves == false && $code -eq 2 ]] || note "$code"
fi

[[ $serves == true || $failed -ne 0 ]] || failed=2
printf '{"part":"%s","exit":%d,"device_serves":%s,"seconds":%d,"parts":{%s}}\n' "$part" "$failed" "$serves" \
    $((SECONDS - started)) "$summary" > "$out/summary.json"
case $failed in
    0) echo "run.sh: all went well; the results are in $out" ;;
    1) echo "run.sh: something failed: see $out" >&2 ;;
    2) echo "run.sh: nothing was computed on a GPU, for the reason above; see $out/doctor.txt" >&2 ;;
    3) echo "run.sh: a part took too long; what it had done is in $out" >&2 ;;
esac
exit "$failed"
