#!/usr/bin/env bash
# Installs what the tests need and this machine lacks: PostgreSQL's server
# programs, Chromium, Japanese fonts, and the two page checkers of package.json.
# Says nothing and takes no time when everything is there. Safe to run again.
#
# On Debian and Ubuntu it installs by apt, as root or by sudo. Elsewhere it says
# what is missing. A missing thing ends it with 1 when CI=true, else with 0: the
# tests that need the thing then say that they were skipped.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

missing=()

have() { command -v "$1" >/dev/null 2>&1; }

have_postgres() {
	compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || have initdb
}

have_chromium() {
	local name
	for name in "${KYODO_CHROMIUM:-chromium}" chromium chromium-browser google-chrome google-chrome-stable; do
		have "$name" && return 0
	done
	[ -d /Applications/Chromium.app ] || [ -d '/Applications/Google Chrome.app' ]
}

have_fonts() {
	compgen -G '/usr/share/fonts/*/noto/*CJK*' >/dev/null && return 0
	have fc-list && [ -n "$(fc-list :lang=ja family 2>/dev/null)" ]
}

# as_root runs a command as root, or fails when that would need a password.
as_root() {
	if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

can_apt() {
	have apt-get && [ -f /etc/debian_version ] && { [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null; }
}

# apt_install installs packages without a question and prints only on failure.
apt_install() {
	local log
	log="$(mktemp)"
	echo "setup: installing $*"
	if ! as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq >"$log" 2>&1 ||
		! as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
			-o Dpkg::Use-Pty=0 -o Dpkg::Options::=--force-confold -o DPkg::Lock::Timeout=300 \
			"$@" >>"$log" 2>&1; then
		tail -n 20 "$log" >&2
		rm -f "$log"
		return 1
	fi
	rm -f "$log"
}

# Without this file the server package would start a cluster of its own on port
# 5432. The tests start theirs, on a socket, and remove it.
no_main_cluster() {
	local file=/etc/postgresql-common/createcluster.conf
	[ -e "$file" ] && return 0
	as_root mkdir -p /etc/postgresql-common
	echo 'create_main_cluster = false' | as_root tee "$file" >/dev/null
}

packages=()
have_postgres || packages+=(postgresql)
have_chromium || packages+=(chromium)
have_fonts || packages+=(fonts-noto-cjk)
have npm || packages+=(nodejs npm)
have gcc || packages+=(gcc libc6-dev)
[ -x /sbin/mkfs.ext4 ] || [ -x /usr/sbin/mkfs.ext4 ] || packages+=(e2fsprogs)
have make || packages+=(make)

if [ ${#packages[@]} -gt 0 ] && can_apt; then
	have_postgres || no_main_cluster
	apt_install "${packages[@]}" || true
fi

have_postgres || missing+=('PostgreSQL server programs (initdb, postgres): without them only SQLite is tested')
have_chromium || missing+=('Chromium or Chrome (chromium in PATH): without it no page is tested in a browser')
have_fonts || missing+=('a Japanese font (fonts-noto-cjk): without it screenshots show boxes')
have gcc || missing+=('a C compiler (gcc): without it make race does not run')

# The page checkers, exactly as package-lock.json names them.
if ! have npm; then
	missing+=('Node.js 20.19 or later with npm: without it neither axe nor html-validate runs')
elif ! cmp -s package-lock.json node_modules/.kyodo-lock; then
	log="$(mktemp)"
	if npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >"$log" 2>&1; then
		cp package-lock.json node_modules/.kyodo-lock
	else
		tail -n 20 "$log" >&2
		missing+=('the packages of package-lock.json (npm ci failed, see above)')
	fi
	rm -f "$log"
fi

if [ ${#missing[@]} -gt 0 ]; then
	echo 'setup: this machine lacks:' >&2
	printf '  - %s\n' "${missing[@]}" >&2
	if [ "${CI:-}" = true ]; then exit 1; fi
	echo 'setup: install them with your package manager; until then the tests that need them are skipped.' >&2
fi
