#!/bin/sh
# Install Chromium for the browser journeys, where that is permitted.
set -eu
packages="chromium"
say() {
  echo "Les parcours dans le navigateur demandent Chromium. Installez-le (Debian : apt-get install $packages)"
  echo "puis relancez « make test », ou lancez les autres essais : .venv/bin/pytest -m 'not browser'"
  exit 1
}
command -v apt-get >/dev/null || say
if [ "$(id -u)" = 0 ]; then
  as_root=""
elif sudo -n true 2>/dev/null; then
  as_root="sudo -n"
else
  say
fi
$as_root apt-get update -qq
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $packages
