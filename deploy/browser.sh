#!/usr/bin/env bash
# The browser tests drive the system's Chromium; on Debian and its kin it is installed when missing.
set -euo pipefail
if command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null; then
  exit 0
fi
if ! command -v apt-get >/dev/null; then
  echo "Please install Chromium: the browser tests need it." >&2
  exit 1
fi
as_root=$([ "$(id -u)" = 0 ] || echo sudo)
$as_root apt-get update -qq
$as_root apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk
